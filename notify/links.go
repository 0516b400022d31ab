package notify

import "okno/booking"

// Links are addresses that only their recipient knows: whoever has one may act.
type Links struct {
	Visit func(booking.CompanyID, booking.ID) string // the client's own page of a booking
	// Mailed is the same as it stands in a mail to an address, which opening it proves; nil, and without an address: Visit.
	Mailed    func(company booking.CompanyID, id booking.ID, address string) string
	Reminders func(booking.CompanyID, booking.ID) string // where the client of a booking switches reminders off
}

func (l Links) visit(company booking.CompanyID, id booking.ID, address string) string {
	if l.Mailed != nil && address != "" {
		return l.Mailed(company, id, address)
	}
	if l.Visit == nil {
		return ""
	}
	return l.Visit(company, id)
}

func (l Links) reminders(company booking.CompanyID, id booking.ID) string {
	if l.Reminders == nil {
		return ""
	}
	return l.Reminders(company, id)
}
