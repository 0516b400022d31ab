package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// suggested clients of a phone that is not complete.
const suggested = 5

// lookUpClient says who is known by a phone, or a part of one, for the form of a
// new booking: three queries at most beside the session's.
func (h *Handlers) lookUpClient(c echo.Context) error {
	who, ctx := identityOf(c), c.Request().Context()
	scope, zone := h.scope(c), who.Company.Zone
	typed := c.QueryParam("phone")
	d := views.ClientLookupData{Zone: zone, Asked: typed}
	phone, complete := booking.ParsePhone(typed, zone)
	if complete {
		d.Complete, d.Doubtful = true, booking.DoubtPhone(phone)
		if err := h.looking(c, phone); err != nil {
			return err
		}
		known, err := scope.ClientByPhone(ctx, phone)
		switch {
		case err == nil:
			d.Known, d.Maybe = &known, []booking.Client{known}
		case booking.CodeOf(err) != booking.NotFound:
			return err
		}
	}
	if search, err := booking.ParseSearch(typed, zone); d.Known == nil && err == nil && search.IsPhone() && !hidesContacts(c) {
		if d.Maybe, _, err = scope.FindClients(ctx, db.ClientPage{Search: search, Limit: suggested}); err != nil {
			return err
		}
	}
	var ids []booking.ID
	for _, each := range d.Maybe {
		ids = append(ids, each.ID)
	}
	var err error
	if d.Figures, err = scope.Figures(ctx, ids, h.Now()); err != nil {
		return err
	}
	if d.Known != nil && hidesContacts(c) {
		d.Known.Email = "" // it would go into the form
	}
	return h.render(c, http.StatusOK, views.NewClientLookup(readerOf(c), d))
}
