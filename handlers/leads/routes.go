package leads

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are the pages of the leads.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	see, change := h.Guard(booking.SeeBookings), h.Guard(booking.ChangeBookings)
	page.GET("/leads", h.leads, see)
	page.GET("/leads/live", h.leadsLive, see)
	page.GET("/leads/rail", h.leadRail, see)
	page.GET("/leads/leads.csv", h.leadsFile, change)
	page.GET("/leads/:id", h.leadPage, see)
	page.POST("/leads/:id/status", h.setLeadStatus, change)
	page.POST("/leads/:id/assignee", h.assignLead, change)
	page.POST("/leads/:id/next", h.planLead, change)
	page.POST("/leads/:id/notes", h.noteLead, change)
}
