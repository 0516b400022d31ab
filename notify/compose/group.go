package compose

import "okno/booking"

// group is a part of a page with a heading of its own: a table, a list by time, or a sentence.
type group struct {
	Title string
	Text  string
	Rows  []row
	List  []entry
}

// entry is a line of a day's list.
type entry struct {
	Time, What, Who string
	Booking         booking.ID // "" for free time
}

// Booked says whether it is a booking.
func (e entry) Booked() bool { return e.Booking != "" }
