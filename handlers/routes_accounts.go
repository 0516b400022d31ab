package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// accountRoutes are a user's own page and the settings' bar.
func (h *Handlers) accountRoutes(page *echo.Group) {
	page.GET("/account", h.account, h.signedIn)
	page.POST("/account/name", h.saveName, h.signedIn)
	page.GET("/settings", h.settings, h.guard(booking.SeeBookings))
}
