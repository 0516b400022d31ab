package handlers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"okno/booking"
	"okno/booking/webform"
	"okno/db"
)

// logged writes one line per request, and with it the error that was not meant
// for whoever asked. Paths of public pages carry a token, so the route is
// logged and not the path; queries are not logged at all.
func (h chain) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		took := time.Since(start)
		h.measured(c, took, err)
		attributes := []any{
			"method", c.Request().Method, "route", c.Path(), "status", c.Response().Status,
			"took", took.Round(time.Microsecond).String(),
		}
		switch {
		case errors.Is(err, context.Canceled) && c.Request().Context().Err() != nil: // the browser has left
			h.Log.DebugContext(c.Request().Context(), "request given up", attributes...)
		case socketEnded(c, err):
			h.Log.Log(c.Request().Context(), h.RequestLevel, "socket ended", append(attributes, "error", booking.LogText(err.Error()))...)
		case gone(err):
			h.Log.DebugContext(c.Request().Context(), "request given up", append(attributes, "error", booking.LogText(err.Error()))...)
		case err != nil && booking.CodeOf(AsKnown(err)) == booking.Unavailable:
			h.Log.WarnContext(c.Request().Context(), "request refused for now", append(attributes, "error", booking.LogText(err.Error()))...)
		case err != nil && booking.CodeOf(AsKnown(err)) == booking.Internal:
			h.Log.ErrorContext(c.Request().Context(), "request failed", append(attributes, "error", booking.LogText(err.Error()))...)
		default:
			h.Log.Log(c.Request().Context(), h.RequestLevel, "request", attributes...)
		}
		return nil
	}
}

// gone says that whoever asked has gone, or reads no more: what is written to them fails.
func gone(err error) bool {
	if _, known := errors.AsType[*booking.Error](err); known || err == nil || db.Passing(err) {
		return false
	}
	_, failed := errors.AsType[*net.OpError](err)
	return failed || slices.ContainsFunc([]error{net.ErrClosed, syscall.EPIPE, syscall.ECONNRESET}, func(sign error) bool { return errors.Is(err, sign) })
}

// socketEnded says whether the request was a socket whose other end has gone.
func socketEnded(c echo.Context, err error) bool {
	return err != nil && isSocket(c) && (gone(err) || errors.Is(err, io.ErrUnexpectedEOF) || booking.CodeOf(AsKnown(err)) == booking.Unavailable)
}

// isSocket says whether the request has become a socket, to which nothing can be answered any more.
func isSocket(c echo.Context) bool { return c.Response().Status == http.StatusSwitchingProtocols }

// measured counts the request, and why it was not done. A socket is no request that takes so long.
func (h chain) measured(c echo.Context, took time.Duration, err error) {
	if h.Metrics == nil {
		return
	}
	if !isSocket(c) {
		h.Metrics.Request(c.Request().Method, c.Path(), c.Response().Status, took)
	}
	if err != nil && !isSocket(c) && !gone(err) {
		h.Metrics.Refused(string(AsKnown(err).Code))
	}
}

// recovered turns a panic into an internal error with its stack.
func (h chain) recovered(next echo.HandlerFunc) echo.HandlerFunc {
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

// PanelCSP is the panel's Content-Security-Policy: nothing inline, nothing foreign.
const PanelCSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// permissions are what no page of ours, and nothing in it, may ask a browser for.
const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
	"magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()"

// headers are those of every answer.
func (h chain) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		if h.Secure() { // for two years, RFC 6797; names below ours are to be reached by https as well
			header.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
		}
		header.Set("Permissions-Policy", permissions)
		header.Set("Content-Security-Policy", PanelCSP)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		return next(c)
	}
}

// SameSite refuses unsafe requests that another site's page has made (the
// standard library's protection: Sec-Fetch-Site, else Origin against Host). Where
// the address that users see is set, a page of the same host by another scheme is another site's.
func (h *Kit) SameSite(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	if h.Pinned {
		_ = protection.AddTrustedOrigin(webform.OriginOf(h.BaseURL)) // a proxy may have rewritten the Host
	}
	return func(c echo.Context) error {
		err := protection.Check(c.Request())
		if err == nil && h.OtherScheme(c.Request()) {
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
	MinLength: worthPacking,
	Skipper:   func(c echo.Context) bool { return c.IsWebSocket() || readsBrotli(c) || packedOnce[c.Path()] },
})
