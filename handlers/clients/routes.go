package clients

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are the people of the bookings.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	see, change := h.Guard(booking.SeeBookings), h.Guard(booking.ChangeBookings)
	page.GET("/clients", h.clients, see)
	page.GET("/clients/lookup", h.lookUpClient, see)
	page.GET("/clients/find", h.findClients, see)
	page.GET("/clients/new", h.newClient, change)
	page.POST("/clients", h.createClient, change)
	page.GET("/clients/duplicates", h.clientPairs, change)
	brought := importing{h}
	page.GET("/clients/import", brought.begin, change)
	page.GET("/clients/import/:id", brought.show, change)
	page.POST("/clients/import/:id", brought.run, change)
	page.POST("/clients/import/:id/undo", brought.undo, change)
	// A group's limit cannot be lifted for a route, so this one stands beside it.
	e.POST("/clients/import", brought.keep, h.SameSite, h.Identified, change)
	page.GET("/clients/tags", h.tagList, see)
	page.POST("/clients/tags", h.renameTag, change)
	page.GET("/clients/:id", h.client, see)
	page.POST("/clients/:id", h.saveClient, change)
	page.POST("/clients/:id/note", h.setClientNote, change)
	page.GET("/clients/:id/tags", h.cardTags, see)
	page.POST("/clients/:id/tags", h.addTags, change)
	page.POST("/clients/:id/tags/removal", h.removeTag, change)
	page.POST("/clients/:id/sms", h.setSMS, change)
	page.POST("/clients/:id/chats/:chat/removal", h.removeChat, change)
	page.GET("/clients/:id/merge", h.askMergeClient, change)
	page.POST("/clients/:id/merge", h.mergeClient, change)
	page.POST("/clients/:id/apart", h.keepClientApart, change)
	page.POST("/clients/:id/export", h.exportClient, change)
	page.GET("/clients/:id/erasure", h.askEraseClient, change)
	page.POST("/clients/:id/erasure", h.eraseClient, change)
}
