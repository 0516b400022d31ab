package handlers

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"okno/booking"
)

// notificationRoutes are who is told of what, what became of it, and Telegram.
// What a member may do for himself is held by the acts.
func (h *Handlers) notificationRoutes(e *echo.Echo, page *echo.Group) {
	e.POST("/telegram/:hook", h.telegramHook, middleware.BodyLimit("1M"))

	see, change := h.guard(booking.SeeBookings), h.guard(booking.ChangeBookings)
	page.GET("/settings/deliveries", h.deliveries, see)
	page.POST("/settings/deliveries/:id/again", h.sendAgain, change)

	page.GET("/settings/notifications", h.notifications, see)
	page.POST("/settings/notifications/rules", h.setRules, see)
	page.POST("/settings/notifications/recipients/:id/removal", h.removeRecipient, see)
	page.POST("/settings/notifications/tests", h.testRecipient, see)
	page.GET("/settings/notifications/tests/:id", h.testResult, see)
	page.POST("/settings/notifications/telegram", h.linkTelegram, see)
	page.GET("/settings/notifications/telegram/:token", h.telegramLinked, see)

	seeSetup, changeSetup := h.guard(booking.SeeSetup), h.guard(booking.ChangeSetup)
	page.POST("/settings/notifications", h.saveNotifications, changeSetup)
	page.POST("/settings/notifications/addresses", h.addAddress, changeSetup)
	page.POST("/settings/notifications/bot", h.setBot, changeSetup)
	page.GET("/settings/notifications/words/:audience/:event/:locale", h.template, seeSetup)
	page.POST("/settings/notifications/words/:audience/:event/:locale", h.saveTemplate, changeSetup)
	page.POST("/settings/notifications/words/:audience/:event/:locale/preview", h.previewTemplate, changeSetup)
	page.POST("/settings/notifications/words/:audience/:event/:locale/removal", h.resetTemplate, changeSetup)
}
