package app

import "github.com/labstack/echo/v4"

// Routes are what a browser needs to install the panel and to show something of it without a connection. None of them
// says anything of a company.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	e.GET("/manifest.webmanifest", h.manifest)
	e.GET("/sw.js", h.worker)
	page.GET("/offline", h.offline)
}
