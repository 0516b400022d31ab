package settings

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/leaddb"
	"okno/db/strangerdb"
	"okno/handlers"
	"okno/views"
	"okno/views/settings"
)

// flood is all that came within a short time from one place.
func (h *Handlers) flood(c echo.Context) error {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope := h.Scope(c)
	f, err := strangerdb.Flood(ctx, scope, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	things, err := h.floodThings(c, scope, f)
	if err != nil {
		return err
	}
	base := h.Base(c)
	base.Flash = handlers.SaidInURL(c, "floods.said.", "withdrawn", "restored")
	return h.Render(c, http.StatusOK, settings.NewFloodPage(base, settings.FloodData{
		Flood: f, Things: things, Zone: who.Company.Zone, CanChange: who.Role.May(booking.ChangeBookings),
	}))
}

func (h *Handlers) floodThings(c echo.Context, scope db.Scope, f webform.Flood) ([]settings.FloodThing, error) {
	ctx := c.Request().Context()
	arrived, err := strangerdb.FloodOf(ctx, scope, f.ID)
	if err != nil {
		return nil, err
	}
	of := func(kind string) (list []booking.ID) {
		for _, a := range arrived {
			if a.Kind == kind {
				list = append(list, a.ID)
			}
		}
		return list
	}
	bookings, err := bookingdb.BookingsOf(ctx, scope, of("booking"))
	if err != nil {
		return nil, err
	}
	leads, err := leaddb.LeadsByID(ctx, scope, of("lead"))
	if err != nil {
		return nil, err
	}
	holds, err := bookingdb.HoldsOf(ctx, scope, of("hold"), h.Now())
	if err != nil {
		return nil, err
	}
	words := views.In(handlers.ReaderOf(c))
	var things []settings.FloodThing
	for _, a := range arrived {
		t := settings.FloodThing{ID: a.ID, Kind: a.Kind, At: a.At, Known: a.Known, Gone: true}
		switch a.Kind {
		case "booking":
			i := slices.IndexFunc(bookings, func(b booking.Booking) bool { return b.ID == a.ID })
			if i < 0 {
				continue
			}
			b := bookings[i]
			t.Start, t.Contact, t.Word = b.Start, b.Contact, words.T("status."+string(b.Status))
			t.Gone = b.Deleted || b.Status != booking.Pending && b.Status != booking.Confirmed || b.Suspect && b.Status == booking.Confirmed
		case "lead":
			i := slices.IndexFunc(leads, func(l webform.Lead) bool { return l.ID == a.ID })
			if i < 0 {
				continue
			}
			t.Contact, t.Gone = leads[i].Contact, leads[i].Status != webform.LeadNew
		default:
			i := slices.IndexFunc(holds, func(h booking.Hold) bool { return h.ID == a.ID })
			if i < 0 {
				continue // over by itself
			}
			t.Start, t.Gone = holds[i].Start, false
		}
		things = append(things, t)
	}
	return things, nil
}

// withdrawFlood takes back what is ticked; all of it where the page's ticks are not sent.
func (h *Handlers) withdrawFlood(c echo.Context) error {
	sent, err := c.FormParams()
	if err != nil {
		return err
	}
	id := booking.ID(c.Param("id"))
	var all []booking.ID
	for _, each := range sent["id"] {
		if booking.IsID(each) {
			all = append(all, booking.ID(each))
		}
	}
	if len(all) == 0 {
		return handlers.Redirect(c, "/floods/"+string(id))
	}
	if _, err := h.Desk.Online.WithdrawFlood(c.Request().Context(), handlers.Member(c), id, all); err != nil {
		return err
	}
	return handlers.Redirect(c, "/floods/"+string(id)+"?said=withdrawn")
}

func (h *Handlers) restoreFlood(c echo.Context) error {
	id := booking.ID(c.Param("id"))
	if _, err := h.Desk.Online.RestoreFlood(c.Request().Context(), handlers.Member(c), id); err != nil {
		return err
	}
	return handlers.Redirect(c, "/floods/"+string(id)+"?said=restored")
}

func (h *Handlers) dismissFlood(c echo.Context) error {
	id := booking.ID(c.Param("id"))
	if err := h.Desk.Online.DismissFlood(c.Request().Context(), handlers.Member(c), id); err != nil {
		return err
	}
	return handlers.Redirect(c, "/floods/"+string(id))
}
