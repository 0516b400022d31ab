package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"okno/booking"
)

// logged writes one line per request, and with it the error that was not meant
// for whoever asked. Paths of public pages carry a token, so the route is
// logged and not the path; queries are not logged at all.
func (h *Handlers) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		attributes := []any{
			"method", c.Request().Method, "route", c.Path(), "status", c.Response().Status,
			"took", time.Since(start).Round(time.Microsecond).String(),
		}
		switch {
		case errors.Is(err, context.Canceled) && c.Request().Context().Err() != nil: // the browser has left
			h.Log.Debug("request given up", attributes...)
		case err != nil && booking.CodeOf(asKnown(err)) == booking.Internal:
			h.Log.Error("request failed", append(attributes, "error", booking.LogText(err.Error()))...)
		default:
			h.Log.Log(c.Request().Context(), h.RequestLevel, "request", attributes...)
		}
		return nil
	}
}

// recovered turns a panic into an internal error with its stack.
func (h *Handlers) recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				if r == http.ErrAbortHandler {
					panic(r)
				}
				err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		return next(c)
	}
}

// policy is the panel's Content-Security-Policy: nothing inline, nothing foreign.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// permissions are what no page of ours, and nothing in it, may ask a browser for.
const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
	"magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()"

// headers are those of every answer.
func (h *Handlers) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		if h.secure() { // for two years, RFC 6797; names below ours are to be reached by https as well
			header.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
		}
		header.Set("Permissions-Policy", permissions)
		header.Set("Content-Security-Policy", policy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		return next(c)
	}
}

// sameSite refuses unsafe requests that another site's page has made (the
// standard library's protection: Sec-Fetch-Site, else Origin against Host). Where
// the address that users see is set, a page of the same host by another scheme is another site's.
func (h *Handlers) sameSite(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	if h.Pinned {
		_ = protection.AddTrustedOrigin(booking.OriginOf(h.BaseURL)) // a proxy may have rewritten the Host
	}
	return func(c echo.Context) error {
		err := protection.Check(c.Request())
		if err == nil && h.otherScheme(c.Request()) {
			err = errors.New("the page has another scheme")
		}
		if err != nil {
			return &booking.Error{Code: booking.Forbidden, Sentence: booking.Say("error.foreign_origin"), Err: err}
		}
		return next(c)
	}
}

// compressed answers with gzip where it is worth it; a socket is not, nor what is compressed already.
var compressed = middleware.GzipWithConfig(middleware.GzipConfig{
	MinLength: 1400, // one packet
	Skipper:   func(c echo.Context) bool { return c.IsWebSocket() || readsBrotli(c) },
})
