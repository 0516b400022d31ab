// Package week is the week of one resource with its bookings, and its socket.
package week

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
)

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }

// Routes are the week and what keeps it up to date. What is done in it are the board's acts.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	see := h.Guard(booking.SeeBookings)
	page.GET("/bookings/week", h.week, see)
	page.GET("/bookings/week/live", h.live, see)
}
