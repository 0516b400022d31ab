// Package own is the room of a specialist: his day, his week and his bookings, and what he may say of them. Whose bookings are
// shown is never asked of the address: it is the resource of his membership, which comes with the session.
package own

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
)

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }

// Routes are all that a specialist has of a company beside his account.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	own := h.Guard(booking.SeeOwn)
	page.GET("/own", h.day, own)
	page.GET("/own/live", h.dayLive, own)
	page.GET("/own/week", h.week, own)
	page.GET("/own/week/live", h.weekLive, own)
	page.GET("/own/bookings/:id", h.booking, own)
	page.GET("/own/clients", h.clients, own)
	page.GET("/own/clients/find", h.find, own)
	page.GET("/own/clients/lookup", h.lookUp, own)
	page.GET("/own/clients/:id", h.client, own)
	for _, act := range []booking.Act{booking.ActArrived, booking.ActCompleted, booking.ActNoShow} {
		page.POST("/own/bookings/:id/"+act.Rule().Path, h.mark(act), own)
		page.DELETE("/own/bookings/:id/"+act.Rule().Path, h.unmark(act), own)
	}
	page.POST("/own/bookings/:id/cancellation", h.cancel, own)
	page.POST("/own/undo/:token", h.undo, own)
}
