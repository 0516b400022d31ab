package visit

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// Routes is the client's own page of his booking. The path's token is all
// the standing that he has: there is no session and no cookie.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	h.Failures["/m/:token"] = h.visitFailed
	visit := e.Group("/m/:token", middleware.BodyLimit("16K"), h.visiting)
	visit.GET("", h.visit)
	visit.GET("/calendar.ics", h.visitCalendar)
	visit.GET("/move", h.visitMove)
	visit.POST("/move", h.moveVisit)
	visit.GET("/cancel", h.visitCancel)
	visit.POST("/cancel", h.cancelVisit)
	visit.POST("/undo", h.restoreVisit)
	visit.POST("/late", h.lateVisit)
	visit.POST("/coming", h.comingVisit)
	visit.POST("/mail", h.proveMail)
	visit.GET("/telegram", h.openTelegram)
	visit.POST("/telegram", h.leaveTelegram)
	visit.POST("/sms", h.setSMS)

	stop := e.Group("/u/:token", middleware.BodyLimit("16K"), h.private)
	stop.GET("", h.reminders)
	stop.POST("", h.stopReminders)
}
