package handlers

import (
	"encoding/json"
	"math"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
)

// crossOrigin lets pages of any site read the answers: no cookie and no other
// standing goes along, so there is nothing that a foreign page could borrow.
func (h *Handlers) crossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set(echo.HeaderAccessControlAllowOrigin, "*")
		header.Set(echo.HeaderAccessControlExposeHeaders, "Retry-After")
		header.Set("Cross-Origin-Resource-Policy", "cross-origin")
		if c.Request().Method == http.MethodOptions {
			header.Set(echo.HeaderAccessControlAllowMethods, "GET, POST, PUT, DELETE, OPTIONS")
			header.Set(echo.HeaderAccessControlAllowHeaders, "Content-Type, Idempotency-Key")
			header.Set(echo.HeaderAccessControlMaxAge, "86400")
		}
		header.Set(echo.HeaderCacheControl, "no-store")
		return next(c)
	}
}

// openForm is a form that visitors may use.
type openForm struct {
	db.PublicForm
	Settings booking.FormSettings
	Setup    db.Setup
}

// form finds the form of the path's key, in one query where the setup is known;
// NotFound when there is none or it is switched off. From here on the answer is
// in the language asked for, else the company's.
func (h *Handlers) form(c echo.Context) (openForm, error) {
	ctx := c.Request().Context()
	public, err := h.DB.FormByKey(ctx, c.Param("key"))
	if err != nil {
		return openForm{}, err
	}
	f := openForm{PublicForm: public}
	if f.Setup, err = h.Desk.Setups.Get(ctx, h.DB.Of(public.Company), public.Setup); err != nil {
		return openForm{}, err
	}
	if lang := c.QueryParam("lang"); lang != "ru" && lang != "en" {
		c.Set(contextLocale, f.Setup.Company.Locale)
	}
	if !public.Active {
		return openForm{}, booking.Fail(booking.NotFound, "error.form_closed")
	}
	return f, json.Unmarshal(public.Settings, &f.Settings)
}

// limited refuses an address that asks too often, and says when to come back.
func limited(c echo.Context, l *limiter) error {
	if l.allow(c.RealIP()) {
		return nil
	}
	seconds := int(math.Ceil(l.refill().Seconds()))
	c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(seconds))
	return booking.Fail(booking.TooMany, "error.too_many")
}
