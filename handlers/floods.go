package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// floodRoutes are what keeps strangers from harm: floods, and who is blocked.
func (h *Handlers) floodRoutes(page *echo.Group) {
	see, change := h.guard(booking.SeeBookings), h.guard(booking.ChangeBookings)
	page.GET("/floods/:id", h.flood, see)
	page.POST("/floods/:id/withdrawal", h.withdrawFlood, change)
	page.POST("/floods/:id/dismissal", h.dismissFlood, change)
	page.POST("/floods/:id/restoration", h.restoreFlood, change)
	page.GET("/blocks", h.blocks, see)
	page.POST("/blocks", h.block, change)
	page.POST("/blocks/:id/end", h.unblock, change)
}

// flood is all that came within a short time from one place.
func (h *Handlers) flood(c echo.Context) error {
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.scope(c)
	f, err := scope.Flood(ctx, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	things, err := h.floodThings(c, scope, f)
	if err != nil {
		return err
	}
	base := h.base(c)
	base.Flash = saidInURL(c, "floods.said.", "withdrawn", "restored")
	return h.render(c, http.StatusOK, views.NewFloodPage(base, views.FloodData{
		Flood: f, Things: things, Zone: who.Company.Zone, CanChange: who.Role.May(booking.ChangeBookings),
	}))
}

func (h *Handlers) floodThings(c echo.Context, scope db.Scope, f booking.Flood) ([]views.FloodThing, error) {
	ctx := c.Request().Context()
	arrived, err := scope.FloodOf(ctx, f.ID)
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
	bookings, err := scope.BookingsOf(ctx, of("booking"))
	if err != nil {
		return nil, err
	}
	leads, err := scope.LeadsByID(ctx, of("lead"))
	if err != nil {
		return nil, err
	}
	holds, err := scope.HoldsOf(ctx, of("hold"), h.Now())
	if err != nil {
		return nil, err
	}
	words := views.In(readerOf(c))
	var things []views.FloodThing
	for _, a := range arrived {
		t := views.FloodThing{ID: a.ID, Kind: a.Kind, At: a.At, Known: a.Known, Gone: true}
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
			i := slices.IndexFunc(leads, func(l booking.Lead) bool { return l.ID == a.ID })
			if i < 0 {
				continue
			}
			t.Contact, t.Gone = leads[i].Contact, leads[i].Status != booking.LeadNew
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
		return redirect(c, "/floods/"+string(id))
	}
	if _, err := h.Desk.WithdrawFlood(c.Request().Context(), member(c), id, all); err != nil {
		return err
	}
	return redirect(c, "/floods/"+string(id)+"?said=withdrawn")
}

func (h *Handlers) restoreFlood(c echo.Context) error {
	id := booking.ID(c.Param("id"))
	if _, err := h.Desk.RestoreFlood(c.Request().Context(), member(c), id); err != nil {
		return err
	}
	return redirect(c, "/floods/"+string(id)+"?said=restored")
}

func (h *Handlers) dismissFlood(c echo.Context) error {
	id := booking.ID(c.Param("id"))
	if err := h.Desk.DismissFlood(c.Request().Context(), member(c), id); err != nil {
		return err
	}
	return redirect(c, "/floods/"+string(id))
}
