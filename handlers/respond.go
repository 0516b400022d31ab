package handlers

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// IsFragment says whether htmx wants only a part of the page. A "full" request
// is one that replaces the body, such as a restored history entry.
func IsFragment(c echo.Context) bool {
	header := c.Request().Header
	return header.Get("HX-Request") == "true" && header.Get("HX-Request-Type") != "full"
}

// Render answers with a view. It renders before it writes, so that a broken
// template becomes an error page and not half a page. More are fragments that find
// their own places.
func (h *Kit) Render(c echo.Context, status int, view views.View, more ...views.View) error {
	var page bytes.Buffer
	for _, each := range append([]views.View{view}, more...) {
		if err := h.Views.Render(&page, each); err != nil {
			return err
		}
	}
	if said, ok := settled(c); ok && IsFragment(c) {
		if err := h.Views.Render(&page, said); err != nil {
			return err
		}
	}
	header := c.Response().Header()
	header.Add(echo.HeaderVary, "HX-Request, HX-Request-Type")
	if header.Get(echo.HeaderCacheControl) == "" {
		header.Set(echo.HeaderCacheControl, "no-store")
	}
	return c.HTMLBlob(status, page.Bytes())
}

// RenderDone answers with the fragment that an act has changed, and the toast
// that tells of it.
func (h *Kit) RenderDone(c echo.Context, view views.View, done views.Done) error {
	var page bytes.Buffer
	all := []views.View{view, done}
	if said, ok := settled(c); ok {
		all = append(all, said)
	}
	for _, each := range all {
		if err := h.Views.Render(&page, each); err != nil {
			return err
		}
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.HTMLBlob(http.StatusOK, page.Bytes())
}

// Redirect sends the browser elsewhere, whether htmx asked or the browser itself.
func Redirect(c echo.Context, to string) error {
	if answer, ok := c.Get(contextResolutions).(*booking.Resolutions); ok && answer.Moved+answer.Cancelled > 0 {
		mark := "?"
		if strings.Contains(to, "?") {
			mark = "&"
		}
		to += fmt.Sprintf("%smoved=%d&cancelled=%d", mark, answer.Moved, answer.Cancelled)
	}
	if IsFragment(c) {
		c.Response().Header().Set("HX-Redirect", to)
		return c.NoContent(http.StatusOK)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// RenderAside answers with what finds its own place, and leaves the rest of the page alone.
func (h *Kit) RenderAside(c echo.Context, status int, view views.View, more ...views.View) error {
	c.Response().Header().Set("HX-Reswap", "none")
	return h.Render(c, status, view, more...)
}
