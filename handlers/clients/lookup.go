package clients

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/lookup"
	"okno/booking/webform"
	"okno/db/clientdb"
	"okno/handlers"
	"okno/views"
)

// lookUpClient says who is known by a phone, or a part of one, for the form of a
// new booking, and who was chosen in it where no phone is typed: three queries at most beside the session's.
func (h *Handlers) lookUpClient(c echo.Context) error {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope, zone := h.Scope(c), who.Company.Zone
	typed := c.QueryParam("phone")
	d := views.ClientLookupData{Zone: zone, Asked: typed}
	phone, complete := booking.ParsePhone(typed, zone)
	if complete {
		d.Complete, d.Doubtful = true, webform.DoubtPhone(phone)
		if err := h.CountSearch(c, phone); err != nil {
			return err
		}
		known, err := clientdb.ClientByPhone(ctx, scope, phone)
		switch {
		case err == nil:
			d.Known, d.Maybe = &known, []booking.Client{known}
		case booking.CodeOf(err) != booking.NotFound:
			return err
		}
	}
	if id := booking.ID(c.QueryParam("found")); id != "" && strings.TrimSpace(typed) == "" { // who was chosen, and has no number to go by
		known, err := clientdb.Client(ctx, scope, id)
		if err == nil && !known.Erased {
			d.Known, d.Maybe = &known, []booking.Client{known}
		} else if err != nil && booking.CodeOf(err) != booking.NotFound {
			return err
		}
	}
	if search, err := lookup.ParseSearch(typed, zone); d.Known == nil && err == nil && search.IsPhone() && !handlers.HidesContacts(c) {
		if d.Maybe, _, err = clientdb.FindClients(ctx, scope, clientdb.ClientPage{Search: search, Limit: handlers.MaxSuggested}); err != nil {
			return err
		}
	}
	var ids []booking.ID
	for _, each := range d.Maybe {
		ids = append(ids, each.ID)
	}
	var err error
	if d.Figures, err = clientdb.Figures(ctx, scope, ids, h.Now()); err != nil {
		return err
	}
	if d.Known != nil && handlers.HidesContacts(c) {
		d.Known.Email = "" // it would go into the form
	}
	return h.Render(c, http.StatusOK, views.NewClientLookup(handlers.ReaderOf(c), d))
}
