package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

// contactForm is GET /bookings/:id/contact: how the client of a booking is named
// and reached, to be corrected.
func (h *Handlers) contactForm(c echo.Context) error {
	d, err := h.contactData(c)
	if err != nil {
		return err
	}
	d.Typed = views.NewClientText(readerOf(c), booking.Client{Contact: d.Booking.Contact})
	return h.showContact(c, http.StatusOK, d)
}

// contactData is what the form shows of the booking of the path.
func (h *Handlers) contactData(c echo.Context) (d views.ContactData, err error) {
	ctx, scope, id := c.Request().Context(), h.scope(c), booking.ID(c.Param("id"))
	if d.Booking, err = scope.Booking(ctx, id); err != nil {
		return d, err
	}
	if d.Client, err = scope.Client(ctx, d.Booking.Client); err != nil {
		return d, err
	}
	if d.Client.Erased || d.Booking.Deleted {
		return d, booking.Fail(booking.Conflict, "error.client_erased")
	}
	coming, err := scope.BookingsToCome(ctx, d.Client.ID, h.Now())
	if err != nil {
		return d, err
	}
	d.Coming = len(slices.DeleteFunc(coming, func(b booking.Booking) bool { return b.ID == id }))
	history, err := scope.History(ctx, id)
	d.Seen, d.NameOnly = desk.ContactMark(history), hidesContacts(c)
	return d, err
}

func (h *Handlers) showContact(c echo.Context, status int, d views.ContactData) error {
	if !isFragment(c) {
		return h.render(c, status, views.NewContactPage(h.base(c), d))
	}
	return h.render(c, status, views.NewContact(readerOf(c), d))
}

// correctContact is POST /bookings/:id/contact. What is refused, doubted, or has
// been corrected by somebody else comes back with what was typed.
func (h *Handlers) correctContact(c echo.Context) error {
	var typed booking.ClientText
	if err := c.Bind(&typed); err != nil {
		return err
	}
	done, err := h.Desk.CorrectContact(c.Request().Context(), member(c), booking.ID(c.Param("id")), desk.Correction{
		Typed: typed, NameOnly: hidesContacts(c), Reach: desk.Reach(c.FormValue("reach")), Seen: c.FormValue("seen"), Sure: sureOf(c),
	})
	if err == nil {
		return h.acted(c, done, nil, nil)
	}
	known := asKnown(err)
	switch known.Code {
	case booking.Invalid, booking.Doubtful, booking.Conflict:
	default:
		return err
	}
	d, err := h.contactData(c)
	if err != nil {
		return err
	}
	d.Typed, d.Reach, d.Error, d.Sure = typed, c.FormValue("reach"), known, sureOf(c)
	return h.showContact(c, statuses[known.Code], d)
}
