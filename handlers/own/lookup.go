package own

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/lookup"
	"okno/db"
	"okno/db/clientdb"
	"okno/handlers"
	"okno/views"
	"okno/views/clients"
)

// find is GET /own/clients/find?find=: who of his own clients is meant, for the form of a new booking; where contacts are hidden
// by names alone. Two queries beside the session's.
func (h *Handlers) find(c echo.Context) error {
	setup, mine, err := h.myself(c)
	if err != nil {
		return err
	}
	typed := c.QueryParam("find")
	d := clients.MatchesData{Zone: setup.Company.Zone, Asked: strings.TrimSpace(typed), Hidden: handlers.HidesContacts(c), Reach: views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS}}
	search, err := lookup.ParseSearch(typed, setup.Company.Zone)
	switch {
	case err != nil:
		d.Problem = handlers.AsKnown(err).Sentence
	case mine == "" || len(search.Words) == 0:
	case d.Hidden && search.Contact():
		d.Looked = true // as if it were nobody's
	default:
		d.Looked = true
		if d.Clients, d.Figures, d.More, err = h.among(c, setup, mine, search, clients.MaxMatches); err != nil {
			return err
		}
	}
	return h.Render(c, http.StatusOK, clients.NewMatches(handlers.ReaderOf(c), d))
}

// lookUp is GET /own/clients/lookup?phone=: who of his own clients has a phone, or a part of one, where he may see phones; and
// who was chosen in the form.
func (h *Handlers) lookUp(c echo.Context) error {
	setup, mine, err := h.myself(c)
	if err != nil {
		return err
	}
	typed := c.QueryParam("phone")
	d := views.ClientLookupData{Zone: setup.Company.Zone, Asked: typed}
	search, err := lookup.ParseSearch(typed, setup.Company.Zone)
	if mine != "" && err == nil && search.IsPhone() && !handlers.HidesContacts(c) {
		if d.Maybe, d.Figures, _, err = h.among(c, setup, mine, search, handlers.MaxSuggested); err != nil {
			return err
		}
		if phone, whole := booking.ParsePhone(typed, setup.Company.Zone); whole && len(d.Maybe) == 1 && d.Maybe[0].Phone == phone {
			d.Known = &d.Maybe[0]
		}
	}
	v := views.NewClientLookup(handlers.ReaderOf(c), d)
	if v.Names = handlers.HidesContacts(c); v.Known != nil {
		v.Known.URL = "/own/clients/" + string(v.Known.ID)
	}
	return h.Render(c, http.StatusOK, v)
}

// among are those of his own clients whom a search finds, with the visits to him.
func (h *Handlers) among(c echo.Context, setup db.Setup, mine booking.ID, search lookup.Search, most int) ([]booking.Client, map[booking.ID]booking.Figures, bool, error) {
	ctx, scope := c.Request().Context(), h.Scope(c)
	found, more, err := clientdb.FindClients(ctx, scope, clientdb.ClientPage{Search: search, Of: mine, Limit: most})
	if err != nil {
		return nil, nil, false, err
	}
	var ids []booking.ID
	for _, each := range found {
		ids = append(ids, each.ID)
	}
	figures, err := clientdb.FiguresWith(ctx, scope, mine, ids, h.Now())
	return found, figures, more, err
}
