package overview

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are today in half a minute.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	page.GET("/overview", h.overview, h.Guard(booking.SeeBookings))
}
