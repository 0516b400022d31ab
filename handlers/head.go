package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
)

const contextHead = "head"

// headToo gives each GET that is added from here on its HEAD (RFC 9110, 9.3.2),
// with the guards of its own.
func headToo(e *echo.Echo) {
	e.OnAddRouteHandler = func(_ string, route echo.Route, handler echo.HandlerFunc, guards []echo.MiddlewareFunc) {
		if route.Method == http.MethodGet {
			e.Add(http.MethodHead, route.Path, handler, guards...)
		}
	}
}

// headed answers HEAD by what GET says: the handler sees a GET, and the server
// drops the body and keeps its headers. Nobody reads the page, so nothing is
// counted (see looksOnly), and no socket is opened.
func headed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		asked := c.Request()
		if asked.Method != http.MethodHead {
			return next(c)
		}
		get := asked.Clone(asked.Context())
		get.Method = http.MethodGet
		get.Header.Del("Upgrade")
		c.Set(contextHead, true)
		c.SetRequest(get)
		defer c.SetRequest(asked)
		return next(c)
	}
}

// IsHead says that a request wants to know whether a page is there, not to read it.
func IsHead(c echo.Context) bool { return c.Get(contextHead) != nil }

// NoteExport writes down that a file of the company's data is taken out, which a look does not do.
func (h *Kit) NoteExport(c echo.Context, what string, right booking.Right) error {
	if IsHead(c) {
		return nil
	}
	return h.Desk.Settings.NoteExport(c.Request().Context(), Member(c), what, right)
}
