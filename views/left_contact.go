package views

import "okno/booking"

// LeftContact asks whether the card takes over what a visitor has left in a booking.
type LeftContact struct {
	W    *Words
	URL  string
	Text string
}

// LeftContact asks about what a booking has and the card of its client has not, or has otherwise.
func (w *Words) LeftContact(b booking.Booking, card booking.Client) LeftContact {
	l := LeftContact{W: w, URL: "/bookings/" + string(b.ID) + "/contact/card"}
	switch email := b.Contact.Email; {
	case email == "" || email == card.Email:
		l.Text = w.T("contact.left.phone", "phone", w.Phone(b.Contact.Phone))
	case card.Email == "":
		l.Text = w.T("contact.left.new", "email", email)
	default:
		l.Text = w.T("contact.left.other", "email", email)
	}
	return l
}
