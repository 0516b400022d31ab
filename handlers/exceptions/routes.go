package exceptions

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are when it is closed all the same.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	seeSetup, changeSetup := h.Guard(booking.SeeSetup), h.Guard(booking.ChangeSetup)
	page.GET("/exceptions", h.exceptions, seeSetup)
	page.GET("/exceptions/new", h.newException, changeSetup)
	page.GET("/exceptions/:id", h.exception, seeSetup)

	book := h.Guard(booking.ChangeBookings) // who of them may block time the act knows
	page.GET("/exceptions/time", h.newTime, book)
	page.POST("/exceptions/time", h.blockTime, book)
	page.GET("/exceptions/:id/time", h.timeOf, h.Guard(booking.SeeBookings))
	page.POST("/exceptions/:id/time", h.blockTime, book)
	page.POST("/exceptions/:id/time/deletion", h.freeTime, book)
	page.DELETE("/exceptions/:id/time/deletion", h.blockAgain, book)

	page.POST("/exceptions", h.saveException, changeSetup)
	page.POST("/exceptions/holidays", h.closeHolidays, changeSetup)
	page.POST("/exceptions/holidays/deletion", h.openHolidays, changeSetup)
	page.POST("/exceptions/preview", h.previewException, changeSetup)
	page.POST("/exceptions/:id", h.saveException, changeSetup)
	page.POST("/exceptions/:id/end", h.endException, changeSetup)
	page.POST("/exceptions/:id/deletion", h.deleteException, changeSetup)
	page.DELETE("/exceptions/:id/deletion", h.restoreException, changeSetup)
}
