package schedules

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are when resources work.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	seeSetup, changeSetup := h.Guard(booking.SeeSetup), h.Guard(booking.ChangeSetup)
	page.GET("/schedules", h.schedules, seeSetup)
	page.GET("/schedules/why", h.why, seeSetup)
	page.POST("/resources/:id/week", h.saveWeek, changeSetup)
	page.POST("/resources/:id/week/copies", h.copyWeek, changeSetup)
	page.POST("/resources/:id/week/restoration", h.restoreWeeks, changeSetup)
	page.POST("/resources/:id/schedules", h.saveSchedule, changeSetup)
	page.POST("/resources/:id/days", h.saveDay, changeSetup)
	page.POST("/resources/:id/days/repetition", h.repeatMonth, changeSetup)
	page.POST("/resources/:id/hours/restoration", h.restoreHours, changeSetup)
	page.POST("/resources/:id/hours/copies", h.copyHours, changeSetup)
	page.POST("/resources/:id/hours/copies/restoration", h.restoreCopies, changeSetup)
}
