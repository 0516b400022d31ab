package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

// undo is POST /undo/:token: it takes an act back. Whether it could or not is
// said by a toast; the booking is shown anew where it is open.
func (h *Handlers) undo(c echo.Context) error {
	done, err := h.Desk.Undo(c.Request().Context(), member(c), booking.ID(c.Param("token")))
	if err != nil {
		known := asKnown(err)
		switch known.Code {
		case booking.NotFound, booking.Conflict, booking.SlotTaken:
		default:
			return err
		}
		if !isFragment(c) {
			return err
		}
		return h.renderAside(c, statuses[known.Code], views.NewDone(readerOf(c), known.Sentence, views.Undo{}))
	}
	if !isFragment(c) && done.Client != "" {
		return redirect(c, "/clients/"+string(done.Client))
	}
	if !isFragment(c) {
		return redirect(c, "/bookings/"+string(done.Booking.ID))
	}
	if done.Client != "" {
		return h.cardUndone(c, done)
	}
	details, err := h.details(c, done.Booking.ID)
	if err != nil {
		return err
	}
	said := views.NewDone(readerOf(c), saidOfAct(done, identityOf(c).Company), views.Undo{})
	undone := views.Undone{Details: views.NewDetails(readerOf(c), details), Done: said}
	if done.TookBack != "taken" {
		return h.renderAside(c, http.StatusOK, undone)
	}
	d, err := h.clientDataOf(c, done.Booking.Client)
	if err != nil {
		return err
	}
	return h.renderAside(c, http.StatusOK, undone, views.CardAnew{Client: views.NewClient(readerOf(c), d)})
}

// cardUndone answers with the client's card anew, where it is open, and a toast.
func (h *Handlers) cardUndone(c echo.Context, done desk.Done) error {
	d, err := h.clientDataOf(c, done.Client)
	if err != nil {
		return err
	}
	said := views.NewDone(readerOf(c), booking.Say("acts.said.contact_undone", "Name", d.Client.Name), views.Undo{})
	return h.renderAside(c, http.StatusOK, views.CardUndone{Client: views.NewClient(readerOf(c), d), Done: said})
}
