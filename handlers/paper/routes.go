package paper

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are what leaves as paper, as a table and as a calendar.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	e.GET("/feeds/:slug/:token", h.calendarFeed, h.Reading)

	see, changeSetup := h.Guard(booking.SeeBookings), h.Guard(booking.ChangeSetup)
	page.GET("/bookings/sheet", h.sheet, see)
	page.GET("/bookings/export.csv", h.bookingsFile, see)
	page.GET("/bookings/export.ics", h.bookingsCalendar, see)
	page.GET("/forms/:id/poster", h.poster, h.Guard(booking.SeeSetup))
	page.GET("/resources/:id/feed", h.resourceFeed, changeSetup)
	page.POST("/resources/:id/feed", h.makeFeed, changeSetup)
	page.POST("/resources/:id/feed/end", h.endFeed, changeSetup)
}
