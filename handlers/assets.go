package handlers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/static"
)

// asset serves the panel's built files. An address with the present content's
// hash may be kept for ever, any other is asked for again.
func (h *Handlers) asset(c echo.Context) error {
	name := c.Param("*")
	if info, err := fs.Stat(static.FS, name); err != nil || info.IsDir() {
		return echo.ErrNotFound
	}
	cache := "no-cache"
	if static.Current(name, c.QueryParam("v")) {
		cache = "public, max-age=31536000, immutable"
	}
	c.Response().Header().Set(echo.HeaderCacheControl, cache)
	http.ServeFileFS(c.Response(), c.Request(), static.FS, name)
	return nil
}

func (h *Handlers) favicon(c echo.Context) error {
	return c.Redirect(http.StatusMovedPermanently, static.URL("favicon.svg"))
}

// widgetScript serves the embeddable script. Its address never changes, so
// browsers ask again after a few minutes and mostly hear that it is the same.
func (h *Handlers) widgetScript(c echo.Context) error {
	sum := sha256.Sum256(h.script)
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "text/javascript; charset=utf-8")
	header.Set(echo.HeaderCacheControl, "public, max-age=300")
	header.Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	header.Set(echo.HeaderAccessControlAllowOrigin, "*")
	http.ServeContent(c.Response(), c.Request(), "widget.js", time.Time{}, bytes.NewReader(h.script))
	return nil
}
