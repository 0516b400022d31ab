package services

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are what can be booked.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	seeSetup, changeSetup := h.Guard(booking.SeeSetup), h.Guard(booking.ChangeSetup)
	page.GET("/services", h.services, seeSetup)
	page.GET("/services/new", h.newService, changeSetup)
	page.GET("/services/:id", h.service, seeSetup)
	page.POST("/services", h.saveService, changeSetup)
	page.POST("/services/order", h.orderServices, changeSetup)
	page.POST("/services/links", h.serviceLinks, changeSetup)
	page.POST("/services/:id", h.saveService, changeSetup)
	page.POST("/services/:id/copy", h.copyService, changeSetup)
	page.POST("/services/:id/archive", h.archiveService, changeSetup)
	page.DELETE("/services/:id/archive", h.restoreService, changeSetup)
	page.POST("/services/:id/activity", h.switchServiceOn, changeSetup)
	page.DELETE("/services/:id/activity", h.switchServiceOff, changeSetup)
	page.POST("/services/:id/activity/end", h.switchServiceOff, changeSetup) // the same with choices for bookings, which are too long for an address
}
