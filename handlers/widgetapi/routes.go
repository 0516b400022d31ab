package widgetapi

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// Routes are what the widget asks, from pages of any site.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	api := e.Group("/api/v1/widget/:key", h.crossOrigin, middleware.BodyLimit("64K"))
	api.GET("/config", h.widgetConfig)
	api.GET("/slots", h.widgetSlots)
	api.GET("/photos/:id/:hash", h.widgetPhoto)
	api.POST("/bookings", h.widgetBook)
	api.POST("/leads", h.widgetLead)
	api.POST("/events", h.widgetEvent)
	api.POST("/holds", h.widgetHold)
	api.PUT("/holds/:id", h.widgetProlong)
	api.DELETE("/holds/:id", h.widgetRelease)
	api.POST("/holds/:id/end", h.widgetRelease) // the same for a page that is being left: a beacon can only post
	api.OPTIONS("/*", func(c echo.Context) error { return c.NoContent(http.StatusNoContent) })
}
