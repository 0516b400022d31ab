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
