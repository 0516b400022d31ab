package handlers

import (
	"cmp"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

// blocks are those whose bookings are not taken over the web.
func (h *Handlers) blocks(c echo.Context) error {
	who := identityOf(c)
	all, err := h.scope(c).Blocks(c.Request().Context())
	if err != nil {
		return err
	}
	base := h.base(c)
	base.Flash = saidInURL(c, "blocks.said.", "added", "lifted")
	return h.render(c, http.StatusOK, views.NewBlocksPage(base, all, who.Company.Zone, who.Role.May(booking.ChangeBookings)))
}

func (h *Handlers) block(c echo.Context) error {
	var of desk.BlockOf
	if err := c.Bind(&of); err != nil {
		return err
	}
	if !booking.IsID(string(cmp.Or(of.Client, of.Booking, of.Lead))) {
		return booking.Fail(booking.NotFound, "error.client_unknown")
	}
	if _, err := h.Desk.Block(c.Request().Context(), member(c), of); err != nil {
		return err
	}
	return redirect(c, "/blocks?said=added")
}

func (h *Handlers) unblock(c echo.Context) error {
	if err := h.Desk.Unblock(c.Request().Context(), member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return redirect(c, "/blocks?said=lifted")
}
