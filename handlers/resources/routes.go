package resources

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are who and what does it.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	seeSetup, changeSetup := h.Guard(booking.SeeSetup), h.Guard(booking.ChangeSetup)
	page.GET("/resources", h.resources, seeSetup)
	page.GET("/resources/new", h.newResource, changeSetup)
	page.GET("/resources/:id", h.resource, seeSetup)
	page.POST("/resources", h.saveResource, changeSetup)
	page.POST("/resources/order", h.orderResources, changeSetup)
	page.POST("/resources/:id", h.saveResource, changeSetup)
	page.POST("/resources/:id/copy", h.copyResource, changeSetup)
	page.GET("/resources/:id/archive", h.askArchiveResource, changeSetup)
	page.POST("/resources/:id/archive", h.archiveResource, changeSetup)
	page.DELETE("/resources/:id/archive", h.restoreResource, changeSetup)
	page.POST("/resources/:id/activity", h.switchResourceOn, changeSetup)
	page.DELETE("/resources/:id/activity", h.switchResourceOff, changeSetup)
	page.POST("/resources/:id/activity/end", h.switchResourceOff, changeSetup) // the same with choices for bookings, which are too long for an address
	page.DELETE("/resources/:id/photo", h.removePhoto, changeSetup)
	page.DELETE("/resources/:id/photo/removal", h.restorePhoto, changeSetup)
	page.GET("/resources/:id/photo/:hash", h.photo, h.Guard(booking.SeeBookings))
	// A body of its own: putPhoto bounds what it reads.
	e.POST("/resources/:id/photo", h.putPhoto, h.SameSite, h.Identified, changeSetup)
}
