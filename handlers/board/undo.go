package board

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/tags"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views"
	"okno/views/board"
	"okno/views/clients"
)

// undo is POST /undo/:token: it takes an act back. Whether it could or not is
// said by a toast; the booking is shown anew where it is open.
func (h *Handlers) undo(c echo.Context) error {
	done, err := h.Desk.Bookings.Undo(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("token")))
	if err != nil {
		known := handlers.AsKnown(err)
		switch known.Code {
		case booking.NotFound, booking.Conflict, booking.SlotTaken:
		default:
			return err
		}
		if !handlers.IsFragment(c) {
			return err
		}
		return h.RenderAside(c, handlers.Statuses[known.Code], views.NewDone(handlers.ReaderOf(c), known.Sentence, views.Undo{}))
	}
	if done.TookBack == booking.ActCreated && done.Client != "" {
		return h.cardUnmade(c, done.Client)
	}
	if done.TookBack == tags.Renamed {
		if !handlers.IsFragment(c) {
			return handlers.Redirect(c, "/clients/tags")
		}
		// A list of tags that is open follows the change by itself.
		return h.RenderAside(c, http.StatusOK, views.NewDone(handlers.ReaderOf(c), booking.Say("acts.said.tag_unrenamed"), views.Undo{}))
	}
	if !handlers.IsFragment(c) && done.Client != "" {
		return handlers.Redirect(c, "/clients/"+string(done.Client))
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/bookings/"+string(done.Booking.ID))
	}
	if done.Client != "" {
		return h.cardUndone(c, done)
	}
	details, err := daycards.Details(h.Kit, c, done.Booking.ID)
	if err != nil {
		return err
	}
	done.Before, done.Booking = handlers.SeenBooking(c, done.Before), handlers.SeenBooking(c, done.Booking)
	said := views.NewDone(handlers.ReaderOf(c), saidOfAct(done, handlers.IdentityOf(c).Company), views.Undo{})
	undone := board.Undone{Details: board.NewDetails(handlers.ReaderOf(c), details), Done: said}
	if done.TookBack != booking.ActTaken {
		return h.RenderAside(c, http.StatusOK, undone)
	}
	d, err := daycards.ClientDataOf(h.Kit, c, done.Booking.Client)
	if err != nil {
		return err
	}
	return h.RenderAside(c, http.StatusOK, undone, clients.CardAnew{Client: clients.NewClient(handlers.ReaderOf(c), d)})
}

// cardUnmade leads away from a card that is no longer there; elsewhere a toast says so.
func (h *Handlers) cardUnmade(c echo.Context, client booking.ID) error {
	if !handlers.IsFragment(c) || strings.HasSuffix(c.Request().Header.Get("HX-Current-URL"), "/clients/"+string(client)) {
		return handlers.Redirect(c, "/clients?said=unmade")
	}
	return h.RenderAside(c, http.StatusOK, views.NewDone(handlers.ReaderOf(c), booking.Say("clients.said.unmade"), views.Undo{}))
}

// cardUndone answers with the client's card anew, where it is open, and a toast.
func (h *Handlers) cardUndone(c echo.Context, done bookings.Done) error {
	d, err := daycards.ClientDataOf(h.Kit, c, done.Client)
	if err != nil {
		return err
	}
	said := views.NewDone(handlers.ReaderOf(c), booking.Say("acts.said.contact_undone", "Name", d.Client.Name), views.Undo{})
	if done.TookBack == tags.Act { // the rest of the card may be just being typed
		said = views.NewDone(handlers.ReaderOf(c), booking.Say("acts.said.tags_undone", "Name", d.Client.Name), views.Undo{})
		return h.RenderAside(c, http.StatusOK, clients.TagsUndone{Client: clients.NewClient(handlers.ReaderOf(c), d), Done: said})
	}
	return h.RenderAside(c, http.StatusOK, clients.CardUndone{Client: clients.NewClient(handlers.ReaderOf(c), d), Done: said})
}
