package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// clientRoutes are clients, the search over all dates, paper, and the overview.
func (h *Handlers) clientRoutes(page *echo.Group) {
	see, change := h.guard(booking.SeeBookings), h.guard(booking.ChangeBookings)
	page.GET("/overview", h.overview, see)
	page.GET("/search", h.search, see)
	page.GET("/bookings/sheet", h.sheet, see)
	page.GET("/bookings/export.csv", h.bookingsFile, see)
	page.GET("/bookings/export.ics", h.bookingsCalendar, see)
	changeSetup := h.guard(booking.ChangeSetup)
	page.GET("/resources/:id/feed", h.resourceFeed, changeSetup)
	page.POST("/resources/:id/feed", h.makeFeed, changeSetup)
	page.POST("/resources/:id/feed/end", h.endFeed, changeSetup)
	page.GET("/clients", h.clients, see)
	page.GET("/clients/lookup", h.lookUpClient, see)
	page.GET("/clients/duplicates", h.clientPairs, change)
	page.GET("/clients/:id", h.client, see)
	page.POST("/clients/:id", h.saveClient, change)
	page.POST("/clients/:id/note", h.setClientNote, change)
	page.GET("/clients/:id/merge", h.askMergeClient, change)
	page.POST("/clients/:id/merge", h.mergeClient, change)
	page.POST("/clients/:id/apart", h.keepClientApart, change)
	page.POST("/clients/:id/export", h.exportClient, change)
	page.GET("/clients/:id/erasure", h.askEraseClient, change)
	page.POST("/clients/:id/erasure", h.eraseClient, change)
}
