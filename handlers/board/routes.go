package board

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk/bookings"
)

// Routes are the day of bookings and what the desk does to them.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	see, change := h.Guard(booking.SeeBookings), h.Guard(booking.ChangeBookings)
	page.GET("/bookings", h.board, see)
	page.GET("/bookings/live", h.boardLive, see)
	page.GET("/bookings/month", months{h}.month, see)
	page.POST("/bookings/columns", h.setColumns, see)
	page.DELETE("/bookings/holds/:id", h.freeHold, change)
	page.GET("/bookings/undecided", closing{h}.undecided, see)
	page.GET("/bookings/undecided/live", closing{h}.undecidedLive, see)
	page.GET("/bookings/takings", till{h}.takings, see)
	page.GET("/bookings/takings.csv", till{h}.takingsFile, see)
	page.GET("/bookings/:id/acts", h.quick, see)
	page.POST("/bookings/:id/decision", closing{h}.decide, change)
	page.DELETE("/bookings/:id/decision", closing{h}.undecide, change)
	page.GET("/bookings/:id", h.booking, see)

	page.GET("/bookings/new", h.newBooking, change)
	page.POST("/bookings", h.saveBooking, change)
	page.POST("/bookings/times", h.newBookingTimes, change)

	page.GET("/bookings/:id/move", h.moveForm, change)
	page.POST("/bookings/:id/move", h.move, change)
	page.POST("/bookings/:id/times", h.moveTimes, change)
	page.GET("/bookings/:id/again", h.againForm, change)
	page.POST("/bookings/:id/again", h.again, change)
	page.GET("/bookings/:id/change", h.changeForm, change)
	page.POST("/bookings/:id/change", h.changeTerms, change)
	page.POST("/bookings/:id/change/times", h.changeTimes, change)
	page.GET("/bookings/:id/payment", till{h}.payForm, change)
	page.POST("/bookings/:id/payment", till{h}.pay, change)
	page.POST("/bookings/:id/length", h.stretch, change)
	page.GET("/bookings/:id/contact", h.contactForm, change)
	page.POST("/bookings/:id/contact", h.correctContact, change)
	page.POST("/bookings/:id/contact/card", h.takeContact, change)
	page.POST("/bookings/:id/notes", h.setNotes, change)
	page.DELETE("/bookings/:id", h.status((*bookings.Desk).Delete), change)
	page.POST("/bookings/:id/deletion", h.status((*bookings.Desk).Delete), change)

	page.POST("/bookings/:id/confirmation", h.status((*bookings.Desk).Confirm), change)
	page.DELETE("/bookings/:id/confirmation", h.back(booking.Confirmed), change)
	page.POST("/bookings/:id/confirmation/again", h.status((*bookings.Desk).Resend), change)
	page.POST("/bookings/:id/rejection", h.reasoned((*bookings.Desk).Reject), change)
	page.DELETE("/bookings/:id/rejection", h.back(booking.Rejected), change)
	page.POST("/bookings/:id/arrival", h.status((*bookings.Desk).Arrive), change)
	page.DELETE("/bookings/:id/arrival", h.back(booking.Arrived), change)
	page.POST("/bookings/:id/completion", h.status((*bookings.Desk).Complete), change)
	page.DELETE("/bookings/:id/completion", h.back(booking.Completed), change)
	page.POST("/bookings/:id/no-show", h.status((*bookings.Desk).NoShow), change)
	page.DELETE("/bookings/:id/no-show", h.back(booking.NoShow), change)
	page.POST("/bookings/:id/cancellation", h.reasoned((*bookings.Desk).Cancel), change)
	page.DELETE("/bookings/:id/cancellation", h.back(booking.Cancelled), change)

	mine{h}.routes(page)

	page.POST("/undo/:token", h.undo, change)
	page.POST("/preferences/telling", h.rememberNotifyClient, change)
}
