package board

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views/board"
)

// contactForm is GET /bookings/:id/contact: how the client of a booking is named
// and reached, to be corrected.
func (h *Handlers) contactForm(c echo.Context) error {
	d, err := h.contactData(c)
	if err != nil {
		return err
	}
	d.Typed = board.NewContactText(handlers.ReaderOf(c), d.Booking.Contact)
	return h.showContact(c, http.StatusOK, d)
}

// contactData is what the form shows of the booking of the path.
func (h *Handlers) contactData(c echo.Context) (d board.ContactData, err error) {
	ctx, scope, id := c.Request().Context(), h.Scope(c), booking.ID(c.Param("id"))
	if d.Booking, err = bookingdb.Booking(ctx, scope, id); err != nil {
		return d, err
	}
	if d.Client, err = clientdb.Client(ctx, scope, d.Booking.Client); err != nil {
		return d, err
	}
	if d.Client.Erased || d.Booking.Deleted {
		return d, booking.Fail(booking.Conflict, "error.client_erased")
	}
	coming, err := clientdb.BookingsToCome(ctx, scope, d.Client.ID, h.Now())
	if err != nil {
		return d, err
	}
	d.Coming = len(slices.DeleteFunc(coming, func(b booking.Booking) bool { return b.ID == id }))
	history, err := scope.History(ctx, id)
	d.Seen, d.NameOnly = bookings.ContactMark(history), handlers.HidesContacts(c)
	return d, err
}

func (h *Handlers) showContact(c echo.Context, status int, d board.ContactData) error {
	if !handlers.IsFragment(c) {
		return h.Render(c, status, board.NewContactPage(h.Base(c), d))
	}
	return h.Render(c, status, board.NewContact(handlers.ReaderOf(c), d))
}

// correctContact is POST /bookings/:id/contact. What is refused, doubted, or has
// been corrected by somebody else comes back with what was typed.
func (h *Handlers) correctContact(c echo.Context) error {
	var typed booking.ContactText
	if err := c.Bind(&typed); err != nil {
		return err
	}
	done, err := h.Desk.Bookings.CorrectContact(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), bookings.Correction{
		Typed: typed, NameOnly: handlers.HidesContacts(c), Reach: bookings.Reach(c.FormValue("reach")), Seen: c.FormValue("seen"), Sure: handlers.SureOf(c),
	})
	if err == nil {
		return h.acted(c, done, nil, nil)
	}
	known := handlers.AsKnown(err)
	switch known.Code {
	case booking.Invalid, booking.Doubtful, booking.Conflict:
	default:
		return err
	}
	d, err := h.contactData(c)
	if err != nil {
		return err
	}
	d.Typed, d.Reach, d.Error, d.Sure = typed, c.FormValue("reach"), known, handlers.SureOf(c)
	return h.showContact(c, handlers.Statuses[known.Code], d)
}
