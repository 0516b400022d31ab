package board

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/nearby"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views"
	"okno/views/board"
	"okno/views/clients"
)

// againForm is GET /bookings/:id/again: where the same visit could be in some weeks.
func (h *Handlers) againForm(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	id, err := booking.NewID(h.Random)
	if err != nil {
		return err
	}
	return h.showAgain(c, http.StatusOK, setup, b, id, nil)
}

// again is POST /bookings/:id/again: it books the same at the start that was chosen, for
// the client as his card has him. A time that is gone by then comes back with what is free now.
func (h *Handlers) again(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	start, err := time.Parse(time.RFC3339, c.FormValue("start"))
	if err != nil {
		start = time.Time{} // refused as none
	}
	n := bookings.NewBooking{
		ID: booking.ID(c.FormValue("id")), Service: string(b.Service), Start: start, Length: lengthOf(b),
		Client: b.Client, InPerson: true, TellClient: handlers.TellsClient(c),
	}
	same, _ := samePeople(setup, b)
	for _, id := range same {
		n.Resources = append(n.Resources, string(id))
	}
	done, err := h.Desk.Bookings.BookByDesk(c.Request().Context(), handlers.Member(c), n)
	if err == nil {
		return h.bookedAgain(c, done, setup.Company)
	}
	known := handlers.AsKnown(err)
	switch known.Code {
	case booking.Invalid, booking.SlotTaken, booking.NeedsConfirmation, booking.Conflict:
	default:
		return err
	}
	return h.showAgain(c, handlers.Statuses[known.Code], setup, b, n.ID, known)
}

// bookedAgain is booked, with the client's card anew where it was done from there.
func (h *Handlers) bookedAgain(c echo.Context, done bookings.Done, company booking.Company) error {
	if !handlers.IsFragment(c) || !strings.HasSuffix(c.Request().Header.Get("HX-Current-URL"), "/clients/"+string(done.Booking.Client)) {
		return h.booked(c, done, company)
	}
	toast, err := h.toast(c, done)
	if err != nil {
		return err
	}
	d, err := daycards.ClientDataOf(h.Kit, c, done.Booking.Client)
	if err != nil {
		return err
	}
	c.Response().Header().Set("HX-Trigger", "okno:done")
	return h.RenderAside(c, http.StatusOK, toast, clients.CardAnew{Client: clients.NewClient(handlers.ReaderOf(c), d)})
}

// showAgain shows the weeks, in the modal or as a page: one query beside those of the booking and its client.
func (h *Handlers) showAgain(c echo.Context, status int, setup db.Setup, b booking.Booking, id booking.ID, refused *booking.Error) error {
	ctx, scope := c.Request().Context(), h.Scope(c)
	client, err := clientdb.Client(ctx, scope, b.Client)
	if err != nil {
		return err
	}
	if client.Erased {
		return booking.Fail(booking.Conflict, "error.client_erased")
	}
	service, _ := setup.Service(string(b.Service))
	d := board.AgainData{
		Company: setup.Company, Booking: handlers.SeenBooking(c, b), Client: client, Service: service, ID: id, Error: refused,
		Telling: handlers.TellsClient(c), Reach: views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS}, Alone: c.FormValue("alone") != "",
	}
	same, gone := samePeople(setup, b)
	d.People, d.Gone = handlers.ResourcesOf(setup.Resources, same), gone
	calendar, no := setup.Calendar(nil).Wanting(b.Service, same, lengthOf(b))
	if no == nil && service.Active && !service.Archived {
		ask := engine.Ask{Service: b.Service, Now: h.Now(), Waive: forDesk}
		from, to := nearby.AgainDates(calendar, ask, b.Start)
		if err := bookingdb.FillDates(ctx, scope, calendar, ask, from, to); err != nil {
			return err
		}
		d.Weeks = nearby.Again(calendar, ask, b.Start)
	}
	if !handlers.IsFragment(c) {
		return h.Render(c, status, board.NewAgainPage(h.Base(c), d))
	}
	return h.Render(c, status, board.NewAgain(handlers.ReaderOf(c), d))
}

// samePeople are those of the booking who still do its service, and those who do not.
func samePeople(setup db.Setup, b booking.Booking) (same []booking.ID, gone []string) {
	for _, r := range handlers.ResourcesOf(setup.Resources, b.Resources) {
		switch {
		case r.Kind != booking.Staff:
		case r.Active && slices.Contains(setup.Linked(b.Service), r.ID):
			same = append(same, r.ID)
		default:
			gone = append(gone, r.Name)
		}
	}
	return same, gone
}
