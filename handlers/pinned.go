package handlers

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
)

// pinned answers under the name that users see, where one is set, and under none that
// somebody else has pointed here: a page of such a name could be kept for ours. Addresses and
// this machine's own name are nobody else's; what needs no cookie is for all: the widget, its
// API, and whoever asks whether we live.
func (h chain) pinned(next echo.HandlerFunc) echo.HandlerFunc {
	if !h.Pinned {
		return next
	}
	base, _ := url.Parse(h.BaseURL) // it was read when the process started
	return func(c echo.Context) error {
		if h.ourHost(base, c.Request().Host) || forAnyHost(c.Request().URL.Path) {
			return next(c)
		}
		return booking.Fail(booking.Misdirected, "error.host")
	}
}

func (h *Kit) ourHost(base *url.URL, host string) bool {
	if strings.EqualFold(host, base.Host) {
		return true
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.ToLower(strings.Trim(strings.TrimSuffix(name, "."), "[]"))
	if name == strings.ToLower(base.Hostname()) || name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	_, err = netip.ParseAddr(name)
	return err == nil
}

func forAnyHost(path string) bool {
	switch path {
	case "/healthz", "/readyz", "/widget.js", "/widget.css", "/widget-extras.js":
		return true
	}
	return strings.HasPrefix(path, "/api/")
}

// OtherScheme says that a request comes from a page of our own name and another scheme: it
// went over a line that we do not answer for.
func (h *Kit) OtherScheme(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if !h.Pinned || origin == "" || origin == "null" {
		return false
	}
	page, err := url.Parse(origin)
	base, _ := url.Parse(h.BaseURL)
	return err == nil && strings.EqualFold(page.Host, base.Host) && !strings.EqualFold(page.Scheme, base.Scheme)
}
