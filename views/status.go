package views

import "okno/booking"

// Status is a status with its icon and its word.
type Status struct {
	Name booking.Status
	Icon string
	Word string
}

// StatusOf is a status in the words of the reader.
func StatusOf(w *Words, s booking.Status) Status {
	return Status{s, StatusIcons[s], w.T("status." + string(s))}
}

// StatusIcons are the icons of all statuses.
var StatusIcons = map[booking.Status]string{
	booking.Pending:   "circle-question-mark",
	booking.Confirmed: "check",
	booking.Arrived:   "user-check",
	booking.Completed: "check-check",
	booking.NoShow:    "user-x",
	booking.Cancelled: "ban",
	booking.Rejected:  "ban",
}
