package search

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are the search over all dates.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	page.GET("/search", h.search, h.Guard(booking.SeeBookings))
}
