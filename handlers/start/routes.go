package start

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are the first steps of a new company.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	changeSetup := h.Guard(booking.ChangeSetup)
	page.GET("/start", h.start, changeSetup)
	page.POST("/start", h.openSteps, changeSetup)
	page.POST("/start/end", h.endSteps, changeSetup)
	page.GET("/start/try", h.tryWidget, changeSetup)
	page.GET("/start/:step", h.step, changeSetup)
	page.POST("/start/:step", h.saveStep, changeSetup)
}
