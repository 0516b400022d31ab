package own

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views"
	"okno/views/own"
)

// mark says how the visit of the path goes.
func (h *Handlers) mark(act booking.Act) echo.HandlerFunc {
	return func(c echo.Context) error {
		done, err := h.Desk.Own.MarkOwn(c.Request().Context(), handlers.Member(c), target(c), act)
		return h.marked(c, act, done, err)
	}
}

// unmark takes that back.
func (h *Handlers) unmark(act booking.Act) echo.HandlerFunc {
	return func(c echo.Context) error {
		done, err := h.Desk.Own.UnmarkOwn(c.Request().Context(), handlers.Member(c), target(c), act)
		return h.marked(c, "", done, err)
	}
}

// cancel is POST /own/bookings/:id/cancellation, with a reason if there is one, which stays in the form when it is refused.
func (h *Handlers) cancel(c echo.Context) error {
	t, reason := target(c), c.FormValue("reason")
	t.TellClient = handlers.TellsClient(c)
	done, err := h.Desk.Own.CancelOwn(c.Request().Context(), handlers.Member(c), t, reason)
	return h.acted(c, done, err, func(d *own.BookingData) { d.Cancelling, d.Reason = reason != "", reason })
}

// target is the booking of the path as he has seen it.
func target(c echo.Context) bookings.Target {
	return bookings.Target{Booking: booking.ID(c.Param("id")), Seen: c.FormValue("seen"), Sure: slices.Contains(handlers.SureOf(c), "early")}
}

// marked answers with the booking anew and a toast that takes the mark back; without scripts with the booking's page. What is
// refused or asked stands above the booking as it is now.
func (h *Handlers) marked(c echo.Context, act booking.Act, done bookings.Done, err error) error {
	return h.acted(c, done, err, func(d *own.BookingData) { d.Early = act })
}

// acted is marked for any act; typed puts back what was asked for.
func (h *Handlers) acted(c echo.Context, done bookings.Done, err error, typed func(*own.BookingData)) error {
	if err == nil && !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/own/bookings/"+c.Param("id"))
	}
	status := http.StatusOK
	var known *booking.Error
	if err != nil {
		known = handlers.AsKnown(err)
		switch known.Code {
		case booking.Conflict, booking.NeedsConfirmation, booking.Forbidden, booking.Invalid, booking.SlotTaken:
		default:
			return err
		}
		status = handlers.Statuses[known.Code]
	}
	d, err := h.data(c, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	switch {
	case known == nil:
		return h.RenderDone(c, own.NewBooking(handlers.ReaderOf(c), d), h.toast(c, done))
	case known.Code == booking.NeedsConfirmation:
		typed(&d)
		d.Asked = known.Sentence
	default:
		typed(&d)
		d.Problem, d.Early = known.Sentence, ""
		for _, sentence := range known.Fields { // an act has one field at most
			d.Problem = sentence
		}
	}
	return h.show(c, status, d)
}

// undo is POST /own/undo/:token: it takes a mark back. Whether it could or not is said by a toast.
func (h *Handlers) undo(c echo.Context) error {
	done, err := h.Desk.Own.UndoOwn(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("token")))
	if err != nil {
		known := handlers.AsKnown(err)
		switch known.Code {
		case booking.NotFound, booking.Conflict, booking.SlotTaken, booking.Forbidden:
		default:
			return err
		}
		if !handlers.IsFragment(c) {
			return err
		}
		return h.RenderAside(c, handlers.Statuses[known.Code], views.NewDone(handlers.ReaderOf(c), known.Sentence, views.Undo{}))
	}
	if done.TookBack == booking.ActCreated { // there is nothing to show of it
		if !handlers.IsFragment(c) {
			return handlers.Redirect(c, "/own?date="+booking.DateOf(done.Booking.Start, handlers.IdentityOf(c).Company.Zone).String())
		}
		return h.RenderAside(c, http.StatusOK, h.toast(c, done))
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/own/bookings/"+string(done.Booking.ID))
	}
	d, err := h.data(c, done.Booking.ID)
	if err != nil {
		return err
	}
	return h.RenderAside(c, http.StatusOK, own.Undone{Booking: own.NewBooking(handlers.ReaderOf(c), d), Done: h.toast(c, done)})
}

// toast says what has been done, and takes it back.
func (h *Handlers) toast(c echo.Context, done bookings.Done) views.Done {
	company, is := handlers.IdentityOf(c).Company, handlers.SeenBooking(c, done.Booking)
	key, undo := "acts.said."+string(done.Act), views.Undo{}
	if done.Act == "" {
		return views.NewDone(handlers.ReaderOf(c), booking.Say("acts.said.nothing"), undo)
	}
	said := booking.Say(key, "Date", booking.DateOf(is.Start, company.Zone), "At", is.Start.In(company.Zone), "Until", is.End.In(company.Zone), "Name", handlers.NameOf(is.Contact))
	if done.TookBack != "" {
		said.Args["What"] = booking.Say("acts.what." + string(done.TookBack))
	}
	if done.Undo != "" {
		undo = views.Undo{Method: "post", URL: "/own/undo/" + string(done.Undo), Target: "#toasts"}
	}
	return views.NewDone(handlers.ReaderOf(c), said, undo)
}
