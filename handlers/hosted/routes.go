package hosted

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// Routes are the page of a form at our own address.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	e.GET("/b/:key", h.hosted, h.Reading)
	e.POST("/b/:key", h.sendHosted, h.SameSite, h.Reading, middleware.BodyLimit("64K"))
	e.GET("/b/:key/privacy", h.privacy, h.Reading)
	e.GET("/b/:key/logo/:hash", h.hostedLogo, h.Reading)
}
