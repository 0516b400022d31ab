package check

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are what of the setup cannot work.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	page.GET("/check", h.check, h.Guard(booking.SeeSetup))
}
