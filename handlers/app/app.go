package app

import (
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/handlers"
	"okno/static"
	"okno/views"
	"okno/views/app"
)

// manifest says how the panel is installed (W3C, Web Application Manifest), in the language that its link asks for:
// browsers fetch it without a cookie.
func (h *Handlers) manifest(c echo.Context) error {
	text, err := json.Marshal(app.NewManifest(views.In(handlers.ReaderOf(c)), static.URL, c.QueryParam("own") != ""))
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "no-cache")
	return c.Blob(http.StatusOK, "application/manifest+json", text)
}

// worker is the panel's service worker. It is asked for anew each time, so that after a deploy no browser goes on
// with the one from before.
func (h *Handlers) worker(c echo.Context) error {
	header := c.Response().Header()
	header.Set(echo.HeaderCacheControl, "no-cache")
	header.Set(echo.HeaderContentType, "text/javascript; charset=utf-8")
	http.ServeFileFS(c.Response(), c.Request(), static.FS(), "sw.js")
	return nil
}

// offline is the page that the service worker keeps for when there is no connection. It is in the language and the
// theme of who asks, and has nothing of his in it: what he saw last is in his browser.
func (h *Handlers) offline(c echo.Context) error {
	base := views.Base{Locale: handlers.ReaderOf(c), Theme: h.Base(c).Theme, Path: "/offline"}
	return h.Render(c, http.StatusOK, app.NewOffline(base))
}
