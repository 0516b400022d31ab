package handlers

import (
	"net"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking/requestid"
)

// named gives the request a name, which its line in the log, what it shows of an error and the jobs that
// it causes have in common. One that a proxy of ours has given it stays; a stranger's does not.
func (h chain) named(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		id := r.Header.Get(echo.HeaderXRequestID)
		if !requestid.Valid(id) || !h.fromProxy(r) {
			id = requestid.New(h.Random)
		}
		c.SetRequest(r.WithContext(requestid.With(r.Context(), id)))
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		return next(c)
	}
}

// fromProxy says whether one of our own proxies has sent the request.
func (h *Kit) fromProxy(r *http.Request) bool {
	if len(h.Proxies) == 0 {
		return false
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	address := net.ParseIP(host)
	if err != nil || address == nil {
		return false
	}
	for _, network := range h.Proxies {
		if network.Contains(address) {
			return true
		}
	}
	return false
}

// RequestID is the request's name, for whoever is to tell us about it.
func RequestID(c echo.Context) string { return requestid.Of(c.Request().Context()) }
