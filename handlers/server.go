package handlers

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"okno/booking"
)

// chain is what requests go through before their room: each link is a middleware.
type chain struct{ *Kit }

// ownFiles answers for what is of no company: assets, the widget, whether the process is well.
type ownFiles struct{ *Kit }

// Server is what every request goes through, with the routes that belong to no room,
// and the panel, in which a request has an identity. The rooms hang their routes in both.
func (h *Kit) Server() (e *echo.Echo, panel *echo.Group) {
	e = echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = h.address
	e.HTTPErrorHandler = h.fail
	through, own := chain{h}, ownFiles{h}
	e.Use(through.named, through.logged, through.paced, headed, through.recovered, through.headers, through.pinned, through.wellFormed, compressed, through.timely)
	headToo(e)

	e.GET("/healthz", own.health)
	e.GET("/readyz", own.ready)
	e.GET("/static/*", own.asset)
	e.GET("/favicon.ico", own.favicon)
	e.GET("/widget.js", own.widgetScript)
	e.GET("/widget.css", own.widgetLook)
	e.GET("/widget-extras.js", own.widgetExtras)

	panel = e.Group("", h.SameSite, middleware.BodyLimit("64K"), sent, h.Identified, ranked, h.once)
	panel.POST("/preferences", h.setPreferences)
	panel.GET("/live", h.hearingLive, h.Guard(booking.SeeBookings))
	return e, panel
}
