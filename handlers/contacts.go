package handlers

import (
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
)

// hidesContacts says whether the company hides its clients' phones and e-mails
// from the role of whoever is signed in. Names are seen by everybody.
func hidesContacts(c echo.Context) bool {
	who := identityOf(c)
	return slices.Contains(who.HideFrom, string(who.Role))
}

// seenContact is a contact as whoever is signed in may see it.
func seenContact(c echo.Context, contact booking.Contact) booking.Contact {
	if hidesContacts(c) {
		return contact.Masked()
	}
	return contact
}

// seenClients and seenBookings are the same with contacts that may be seen.
func seenClients(c echo.Context, clients []booking.Client) []booking.Client {
	clients = slices.Clone(clients)
	for i := range clients {
		clients[i].Contact = seenContact(c, clients[i].Contact)
	}
	return clients
}

// seenBookings: see seenClients.
func seenBookings(c echo.Context, bookings []booking.Booking) []booking.Booking {
	bookings = slices.Clone(bookings)
	for i := range bookings {
		bookings[i].Contact = seenContact(c, bookings[i].Contact)
	}
	return bookings
}

// seenAnswers are a form's answers as whoever is signed in may see them.
func seenAnswers(c echo.Context, answers []booking.Answer) []booking.Answer {
	if hidesContacts(c) {
		return booking.MaskAnswers(answers)
	}
	return answers
}

// seenDelivery is a delivery as whoever is signed in may see it: one to a client
// names his address, and the mail server's answer may name it too. Addresses behind
// the one that was written to are nobody's business.
func seenDelivery(c echo.Context, d booking.Delivery) booking.Delivery {
	if d.Audience != booking.ForClient {
		return d
	}
	if !hidesContacts(c) {
		d.Error = booking.MaskEmails(d.Error, d.Recipient)
		return d
	}
	masked := booking.Contact{Email: d.Name}.Masked().Email
	d.Error = booking.MaskEmails(d.Error, "")
	d.Name, d.Recipient = masked, masked
	return d
}
