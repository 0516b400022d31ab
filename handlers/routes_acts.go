package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
)

// actRoutes are what the desk does to bookings.
func (h *Handlers) actRoutes(page *echo.Group) {
	change := h.guard(booking.ChangeBookings)
	page.GET("/bookings/new", h.newBooking, change)
	page.POST("/bookings", h.saveBooking, change)
	page.POST("/bookings/times", h.newBookingTimes, change)

	page.GET("/bookings/:id/move", h.moveForm, change)
	page.POST("/bookings/:id/move", h.move, change)
	page.POST("/bookings/:id/times", h.moveTimes, change)
	page.POST("/bookings/:id/length", h.stretch, change)
	page.GET("/bookings/:id/contact", h.contactForm, change)
	page.POST("/bookings/:id/contact", h.correctContact, change)
	page.POST("/bookings/:id/contact/card", h.takeContact, change)
	page.POST("/bookings/:id/notes", h.setNotes, change)
	page.DELETE("/bookings/:id", h.status((*desk.Desk).Delete), change)
	page.POST("/bookings/:id/deletion", h.status((*desk.Desk).Delete), change)

	page.POST("/bookings/:id/confirmation", h.status((*desk.Desk).Confirm), change)
	page.DELETE("/bookings/:id/confirmation", h.back(booking.Confirmed), change)
	page.POST("/bookings/:id/confirmation/again", h.status((*desk.Desk).Resend), change)
	page.POST("/bookings/:id/rejection", h.reasoned((*desk.Desk).Reject), change)
	page.DELETE("/bookings/:id/rejection", h.back(booking.Rejected), change)
	page.POST("/bookings/:id/arrival", h.status((*desk.Desk).Arrive), change)
	page.DELETE("/bookings/:id/arrival", h.back(booking.Arrived), change)
	page.POST("/bookings/:id/completion", h.status((*desk.Desk).Complete), change)
	page.DELETE("/bookings/:id/completion", h.back(booking.Completed), change)
	page.POST("/bookings/:id/no-show", h.status((*desk.Desk).NoShow), change)
	page.DELETE("/bookings/:id/no-show", h.back(booking.NoShow), change)
	page.POST("/bookings/:id/cancellation", h.reasoned((*desk.Desk).Cancel), change)
	page.DELETE("/bookings/:id/cancellation", h.back(booking.Cancelled), change)

	page.POST("/undo/:token", h.undo, change)
	page.POST("/preferences/telling", h.rememberNotifyClient, change)
}
