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

// isFragment says whether htmx wants only a part of the page. A "full" request
// is one that replaces the body, such as a restored history entry.
func isFragment(c echo.Context) bool {
	header := c.Request().Header
	return header.Get("HX-Request") == "true" && header.Get("HX-Request-Type") != "full"
}

// render answers with a view. It renders before it writes, so that a broken
// template becomes an error page and not half a page. More are fragments that find
// their own places.
func (h *Handlers) render(c echo.Context, status int, view views.View, more ...views.View) error {
	var page bytes.Buffer
	for _, each := range append([]views.View{view}, more...) {
		if err := h.views.Render(&page, each); err != nil {
			return err
		}
	}
	if said, ok := settled(c); ok && isFragment(c) {
		if err := h.views.Render(&page, said); err != nil {
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

// renderDone answers with the fragment that an act has changed, and the toast
// that tells of it.
func (h *Handlers) renderDone(c echo.Context, view views.View, done views.Done) error {
	var page bytes.Buffer
	all := []views.View{view, done}
	if said, ok := settled(c); ok {
		all = append(all, said)
	}
	for _, each := range all {
		if err := h.views.Render(&page, each); err != nil {
			return err
		}
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.HTMLBlob(http.StatusOK, page.Bytes())
}

// redirect sends the browser elsewhere, whether htmx asked or the browser itself.
func redirect(c echo.Context, to string) error {
	if answer, ok := c.Get(contextResolutions).(*booking.Resolutions); ok && answer.Moved+answer.Cancelled > 0 {
		mark := "?"
		if strings.Contains(to, "?") {
			mark = "&"
		}
		to += fmt.Sprintf("%smoved=%d&cancelled=%d", mark, answer.Moved, answer.Cancelled)
	}
	if isFragment(c) {
		c.Response().Header().Set("HX-Redirect", to)
		return c.NoContent(http.StatusOK)
	}
	return c.Redirect(http.StatusSeeOther, to)
}
