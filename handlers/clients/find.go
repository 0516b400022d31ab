package clients

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/clientdb"
	"okno/handlers"
	"okno/views"
	"okno/views/clients"
)

// findClients is GET /clients/find?find=: who is meant by a name, a phone or an e-mail, in
// whole or in part, for the form of a new booking: two queries beside the session's.
func (h *Handlers) findClients(c echo.Context) error {
	ctx, scope, typed := c.Request().Context(), h.Scope(c), c.QueryParam("find")
	d := clients.MatchesData{Zone: handlers.IdentityOf(c).Company.Zone, Asked: strings.TrimSpace(typed), Hidden: handlers.HidesContacts(c), Reach: views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS}}
	search, err := handlers.SearchOf(c, typed)
	if err != nil {
		d.Problem = handlers.AsKnown(err).Sentence
	} else if len(search.Words) > 0 { // a booking's number is nobody's name
		if err := h.CountSearch(c, search.Complete()); err != nil {
			return err
		}
		if d.Clients, d.More, err = clientdb.FindClients(ctx, scope, clientdb.ClientPage{Search: search, Limit: clients.MaxMatches}); err != nil {
			return err
		}
		var ids []booking.ID
		for _, each := range d.Clients {
			ids = append(ids, each.ID)
		}
		if d.Figures, err = clientdb.Figures(ctx, scope, ids, h.Now()); err != nil {
			return err
		}
		d.Looked = true
	}
	return h.Render(c, http.StatusOK, clients.NewMatches(handlers.ReaderOf(c), d))
}
