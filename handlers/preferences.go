package handlers

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
)

type preferencesRequest struct {
	Locale string `form:"locale"`
	Theme  string `form:"theme"`
	Back   string `form:"back"`
}

// look is a language and a theme; "" where none is chosen.
type look struct{ Locale, theme string }

// lookCookie keeps the look of somebody who is not signed in.
const lookCookie = "okno_look"

// setPreferences keeps the language and the theme: with the user, or with the
// browser of somebody who is not signed in. What is absent or unknown stays.
func (h *Kit) setPreferences(c echo.Context) error {
	var r preferencesRequest
	if err := c.Bind(&r); err != nil {
		return err
	}
	chosen := LookOf(c)
	if slices.Contains([]string{"ru", "en"}, r.Locale) {
		chosen.Locale = r.Locale
	}
	if slices.Contains([]string{"auto", "light", "dark"}, r.Theme) {
		chosen.theme = r.Theme
	}
	if who := IdentityOf(c); who != nil {
		if err := h.Accounts.SetPreferences(c.Request().Context(), who.User.ID, chosen.Locale, chosen.theme); err != nil {
			return err
		}
	} else {
		c.SetCookie(&http.Cookie{
			Name: lookCookie, Value: chosen.Locale + "." + chosen.theme, Path: "/", MaxAge: 365 * 24 * 3600,
			HttpOnly: true, Secure: h.Secure(), SameSite: http.SameSiteLaxMode,
		})
	}
	if LocalPath(r.Back) {
		return Redirect(c, r.Back)
	}
	return Redirect(c, "/")
}

// zoomCookie keeps how high a row of a day's grid is on this screen: the page's
// own script writes it (static/js/zoom.js).
const zoomCookie = "okno_zoom"

// zooms are the heights that there are, in pixels (static/css/grid.css).
var zooms = []string{"5", "6", "8", "11", "16"}

func zoomOf(c echo.Context) int {
	cookie, err := c.Cookie(zoomCookie)
	if err != nil || !slices.Contains(zooms, cookie.Value) {
		return 0
	}
	zoom, _ := strconv.Atoi(cookie.Value)
	return zoom
}

// LookOf is the user's look, or that of the browser's cookie.
func LookOf(c echo.Context) look {
	if who := IdentityOf(c); who != nil {
		return look{who.User.Locale, who.User.Theme}
	}
	cookie, err := c.Cookie(lookCookie)
	if err != nil {
		return look{}
	}
	locale, theme, _ := strings.Cut(cookie.Value, ".")
	return look{locale, theme}
}
