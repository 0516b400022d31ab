package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// clientRoutes are clients, the search over all dates, paper, and the overview.
func (h *Handlers) clientRoutes(page *echo.Group) {
	see := h.guard(booking.SeeBookings)
	page.GET("/clients/lookup", h.lookUpClient, see)
}
