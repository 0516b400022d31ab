package visit

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/desk/bookings"
	"okno/handlers"
)

const contextClient = "client"

// private is for pages whose address is the key to them: they are for nobody's
// cache and no search engine, and the address is told to no other site.
func (h *Handlers) private(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set("Referrer-Policy", "no-referrer")
		header.Set(echo.HeaderCacheControl, "no-store")
		header.Set("X-Robots-Tag", "noindex, nofollow")
		if err := handlers.Limited(c, h.Limits.Visit); err != nil {
			return err
		}
		return next(c)
	}
}

// visiting lets in whoever has a booking's token. Reading changes nothing:
// programs that scan mail follow links.
func (h *Handlers) visiting(next echo.HandlerFunc) echo.HandlerFunc {
	return h.private(func(c echo.Context) error {
		company, id, ok := h.Tokens.Managed(c.Param("token"))
		if !ok {
			return handlers.UnknownVisit
		}
		if c.Request().Method != http.MethodGet && h.foreign(c.Request()) {
			return booking.Fail(booking.Forbidden, "error.foreign_origin")
		}
		c.Set(contextClient, bookings.Client{Company: company, Booking: id})
		return next(c)
	})
}

// clientOf is whose token the path has.
func clientOf(c echo.Context) bookings.Client { return c.Get(contextClient).(bookings.Client) }

// foreign says whether another site's page sends the request. A page that tells
// its address to nobody sends the origin "null" with its own forms, where the
// browser does not say whose they are (Sec-Fetch-Site, on secure pages only).
// That is let through, since whoever makes the request needs the token anyway.
func (h *Handlers) foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return false
	case "":
	default:
		return true
	}
	origin := r.Header.Get("Origin")
	if origin == "" || origin == "null" {
		return false
	}
	u, err := url.Parse(origin)
	own := h.Pinned && origin == webform.OriginOf(h.BaseURL)
	return err != nil || !own && u.Host != r.Host || h.OtherScheme(r)
}
