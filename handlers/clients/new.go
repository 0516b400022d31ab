package clients

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views"
	"okno/views/clients"
)

// newClient is GET /clients/new: the card of somebody who has booked nothing yet.
func (h *Handlers) newClient(c echo.Context) error {
	id, err := booking.NewID(h.Random)
	if err != nil {
		return err
	}
	return h.showNewClient(c, http.StatusOK, clients.NewCardData{ID: id})
}

func (h *Handlers) showNewClient(c echo.Context, status int, d clients.NewCardData) error {
	v := clients.NewNewCard(handlers.ReaderOf(c), d)
	if handlers.IsFragment(c) {
		return h.Render(c, status, v)
	}
	return h.Render(c, status, clients.NewNewCardPage(h.Base(c), v))
}

// createClient is POST /clients. A number or an address that somebody has is asked about:
// the answer opens his card, or goes on. The card takes the place of the page.
func (h *Handlers) createClient(c echo.Context) error {
	typed := booking.ClientAttributes.Get(c.FormValue)
	zone := handlers.IdentityOf(c).Company.Zone
	if err := h.countTyped(c, typed); err != nil {
		return err
	}
	made, err := h.Desk.Bookings.CreateClient(c.Request().Context(), handlers.Member(c), bookings.NewCard{
		ID: booking.ID(c.FormValue("id")), CardEdit: bookings.CardEdit{Typed: typed, Zone: zone, Sure: handlers.SureOf(c)},
	})
	if err != nil {
		known := handlers.AsKnown(err)
		if known.Code != booking.Invalid && known.Code != booking.Doubtful {
			return err
		}
		return h.showNewClient(c, handlers.Statuses[known.Code], clients.NewCardData{
			ID: booking.ID(c.FormValue("id")), Typed: typed, Sure: handlers.SureOf(c), Error: known,
		})
	}
	to := "/clients/" + string(made.ID)
	switch {
	case made.Had:
		return handlers.Redirect(c, to)
	case !handlers.IsFragment(c):
		return handlers.Redirect(c, to+"?said=saved")
	}
	d, err := daycards.ClientDataOf(h.Kit, c, made.ID)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set("HX-Retarget", "#main")
	header.Set("HX-Reswap", "innerHTML")
	header.Set("HX-Push-Url", to)
	header.Set("HX-Trigger", "okno:done")
	said := views.NewDone(handlers.ReaderOf(c), booking.Say("clients.said.created", "Name", d.Client.Name), handlers.UndoOf(made.Undo))
	return h.RenderDone(c, clients.NewClient(handlers.ReaderOf(c), d), said)
}

// countTyped counts what tells whoever may not see contacts whether somebody has them.
func (h *Handlers) countTyped(c echo.Context, typed booking.Typed) error {
	if phone, ok := booking.ParsePhone(typed["phone"], handlers.IdentityOf(c).Company.Zone); ok && strings.TrimSpace(typed["phone"]) != "" {
		if err := h.CountSearch(c, phone); err != nil {
			return err
		}
	}
	if email, ok := booking.ParseEmail(typed["email"]); ok && email != "" {
		return h.CountSearch(c, email)
	}
	return nil
}
