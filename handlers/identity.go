package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"okno/booking"
	"okno/booking/format"
	"okno/db"
	"okno/desk"
)

const (
	contextSession  = "session"
	contextIdentity = "identity"
	contextLocale   = "locale"
	contextNow      = "now"
	contextZone     = "zone" // of the company that the request is about
)

// identified reads who is asking, in one query, and prolongs a session that has
// lived half its time.
func (h *Handlers) identified(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		session, err := h.sessions.Get(c.Request(), h.sessions.cookieName())
		if err != nil {
			return err
		}
		c.Set(contextSession, session)
		c.Set(contextNow, h.Now())
		if who, ok := session.Values[identityKey].(*db.Session); ok {
			c.Set(contextIdentity, who)
			c.Set(contextZone, who.Company.Zone)
			if err := h.keep(c, session, who); err != nil {
				return err
			}
		}
		return next(c)
	}
}

// seenEvery is how exactly it is known when a session was used last.
const seenEvery = 15 * time.Minute

// keep prolongs a session that has lived half its time, notes that it is used,
// and gives it another id where its member's rights have changed.
func (h *Handlers) keep(c echo.Context, session *sessions.Session, who *db.Session) error {
	switch {
	case looksOnly(c):
	case who.Renew && c.Request().Method == http.MethodGet && !c.IsWebSocket():
		return h.rotate(c)
	case who.ExpiresAt.Sub(h.Now()) < desk.SessionAge/2, h.Now().Sub(who.SeenAt) > seenEvery:
		return session.Save(c.Request(), c.Response())
	}
	return nil
}

// rotate gives the session another id. The old one goes on for some seconds, for
// requests that are on their way.
func (h *Handlers) rotate(c echo.Context) error {
	session := sessionOf(c)
	old := session.ID
	session.ID = ""
	if err := session.Save(c.Request(), c.Response()); err != nil {
		return err
	}
	return h.Desk.RetireSession(c.Request().Context(), old)
}

func sessionOf(c echo.Context) *sessions.Session { return c.Get(contextSession).(*sessions.Session) }

// identityOf is who is signed in, nil for nobody.
func identityOf(c echo.Context) *db.Session {
	who, _ := c.Get(contextIdentity).(*db.Session)
	return who
}

// guard lets in only members whose role has the right. Nobody is asked to sign
// in first and brought back; a member without the right is told so.
func (h *Handlers) guard(right booking.Right) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			who := identityOf(c)
			switch {
			case who == nil && c.IsWebSocket():
				return booking.Fail(booking.Unauthorized, "error.unauthorized")
			case who == nil:
				return redirect(c, signInURL(c))
			case who.Role == "":
				return booking.Fail(booking.Forbidden, "error.no_company")
			case !who.Role.May(right):
				return booking.Fail(booking.Forbidden, "error.no_right")
			}
			return next(c)
		}
	}
}

// signedIn lets in whoever is signed in, also without a company.
func (h *Handlers) signedIn(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if identityOf(c) == nil {
			return redirect(c, signInURL(c))
		}
		return next(c)
	}
}

// signInURL leads to the sign-in page and, for a page that was asked for, back.
func signInURL(c echo.Context) string {
	back := c.Request().URL.RequestURI()
	if isFragment(c) {
		back = ""
		if current, err := url.Parse(c.Request().Header.Get("HX-Current-URL")); err == nil {
			back = current.RequestURI()
		}
	}
	if c.Request().Method != http.MethodGet && !isFragment(c) || !localPath(back) || back == "/" {
		return "/sign-in"
	}
	return "/sign-in?next=" + url.QueryEscape(back)
}

// localPath says whether path leads to a page of ours and nowhere else.
func localPath(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n\t")
}

var localeMatcher = language.NewMatcher([]language.Tag{language.English, language.Russian})

// localeOf is the language of the answer: the one that a handler has chosen for
// this request, else the one asked for by ?lang, the member's own, or the browser's.
func localeOf(c echo.Context) string {
	if chosen, ok := c.Get(contextLocale).(string); ok {
		return chosen
	}
	if lang := c.QueryParam("lang"); lang == "ru" || lang == "en" {
		return lang
	}
	if chosen := lookOf(c).locale; chosen == "ru" || chosen == "en" {
		return chosen
	}
	wanted, _, _ := language.ParseAcceptLanguage(c.Request().Header.Get("Accept-Language"))
	if _, i, confidence := localeMatcher.Match(wanted...); i == 1 && confidence > language.No {
		return "ru"
	}
	return "en"
}

// readerOf is how things are written in the answer: its language, with the habits of
// the company's country and the year that goes without saying (format.Style.Tag).
// Views are made for it.
func readerOf(c echo.Context) string {
	style := format.In(localeOf(c))
	zone, _ := c.Get(contextZone).(*time.Location)
	now, _ := c.Get(contextNow).(time.Time)
	return style.At(zone, now).Tag()
}

func sessionHash(c echo.Context) []byte { return desk.HashSessionID(sessionOf(c).ID) }
