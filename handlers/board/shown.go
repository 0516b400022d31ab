package board

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/handlers"
	"okno/views/day"
)

// shownCookie keeps whose columns the board showed last, and in which view, for
// this browser: whoever comes back from another section finds what he left.
// Services and statuses are not kept, since a board of a part of its bookings
// would be taken for the whole day.
const shownCookie = "okno_board"

// rememberable is how long a cookie may be: browsers drop one of 4 KB.
const rememberable = 3800

// rememberShown keeps it. A whole page that is not narrowed says nothing: links
// from elsewhere lead to a day and mean no choice; the board's own do.
func (h *Handlers) rememberShown(c echo.Context, shown day.Shown) {
	query := url.Values{}
	if shown.View != "" {
		query.Set("view", shown.View)
	}
	if shown.Resources != "" {
		query.Set("resource", string(shown.Resources))
	}
	if shown.Only != "" {
		query.Set("only", string(shown.Only))
	}
	text := query.Encode()
	if known, err := c.Cookie(shownCookie); err == nil && known.Value == text || err != nil && text == "" {
		return
	}
	if text == "" && !handlers.IsFragment(c) || len(text) > rememberable {
		return
	}
	age := 30 * 24 * 3600
	if text == "" {
		age = -1
	}
	c.SetCookie(&http.Cookie{Name: shownCookie, Value: text, Path: "/bookings", MaxAge: age, HttpOnly: true, Secure: h.Secure(), SameSite: http.SameSiteLaxMode})
}

// lastShown is the day as it was shown last, as far as the company still has it.
func (h *Handlers) lastShown(c echo.Context, data day.BoardData) day.Shown {
	shown := data.Shown
	cookie, err := c.Cookie(shownCookie)
	if err != nil {
		return shown
	}
	query, err := url.ParseQuery(cookie.Value)
	if err != nil {
		return shown
	}
	if view := query.Get("view"); view == "grid" || view == "list" {
		shown.View = view
	}
	shown.Only = day.PicksOf(slices.DeleteFunc(day.PicksOf(query["only"]).All(), func(v string) bool { return v != day.OnlyWorking && v != day.OnlyPeople }))
	var known []string
	for _, r := range data.Everybody {
		known = append(known, string(r.ID))
	}
	shown.Resources = day.PicksOf(slices.DeleteFunc(day.PicksOf(query["resource"]).All(), func(id string) bool { return !slices.Contains(known, id) }))
	return shown
}
