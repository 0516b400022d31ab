package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// takeContact is POST /bookings/:id/contact/card: what was left in a booking is the
// client's. On his card, which asks with answer=client, the card is shown anew.
func (h *Handlers) takeContact(c echo.Context) error {
	if hidesContacts(c) { // who does not see it cannot say so
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	done, err := h.Desk.TakeContact(c.Request().Context(), member(c), booking.ID(c.Param("id")))
	if err != nil || c.FormValue("answer") != "client" {
		return h.acted(c, done, err, nil)
	}
	if !isFragment(c) {
		return redirect(c, "/clients/"+string(done.Booking.Client)+"?said=saved")
	}
	toast, err := h.toast(c, done)
	if err != nil {
		return err
	}
	d, err := h.clientDataOf(c, done.Booking.Client)
	if err != nil {
		return err
	}
	return h.renderDone(c, views.NewClient(readerOf(c), d), toast)
}

// leftIn says whether a visitor left something in a booking that does not stand on its
// client's card, and whoever is signed in may say that it is his.
func leftIn(c echo.Context, b booking.Booking, client booking.Client) bool {
	byVisitor := b.Source == booking.FromWidget || b.Source == booking.FromLead
	return byVisitor && !b.Deleted && !client.Erased && may(c, booking.ChangeBookings) && !hidesContacts(c) &&
		client.Contact.Taking(b.Contact) != client.Contact
}

// newestLeft is the booking in which a client has left something last, where the card has something else.
func newestLeft(c echo.Context, visits []booking.Booking, client booking.Client) *booking.Booking {
	var newest *booking.Booking
	for i, b := range visits {
		if b.Contact.Email+b.Contact.Phone != "" && (newest == nil || b.CreatedAt.After(newest.CreatedAt)) {
			newest = &visits[i]
		}
	}
	if newest == nil || !leftIn(c, *newest, client) {
		return nil
	}
	return newest
}
