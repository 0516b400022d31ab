package settings

import (
	"cmp"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/clientdb"
	"okno/desk/clients"
	"okno/handlers"
	"okno/views/settings"
)

// blocks are those whose bookings are not taken over the web.
func (h *Handlers) blocks(c echo.Context) error {
	who := handlers.IdentityOf(c)
	all, err := clientdb.Blocks(c.Request().Context(), h.Scope(c))
	if err != nil {
		return err
	}
	base := h.Base(c)
	base.Flash = handlers.SaidInURL(c, "blocks.said.", "added", "lifted")
	return h.Render(c, http.StatusOK, settings.NewBlocksPage(base, all, who.Company.Zone, who.Role.May(booking.ChangeBookings)))
}

func (h *Handlers) block(c echo.Context) error {
	var of clients.BlockOf
	if err := c.Bind(&of); err != nil {
		return err
	}
	if !booking.IsID(string(cmp.Or(of.Client, of.Booking, of.Lead))) {
		return booking.Fail(booking.NotFound, "error.client_unknown")
	}
	if _, err := h.Desk.Clients.Block(c.Request().Context(), handlers.Member(c), of); err != nil {
		return err
	}
	return handlers.Redirect(c, "/blocks?said=added")
}

func (h *Handlers) unblock(c echo.Context) error {
	if err := h.Desk.Clients.Unblock(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return handlers.Redirect(c, "/blocks?said=lifted")
}
