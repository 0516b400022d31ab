package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"okno/accounts"
	"okno/booking"
	"okno/booking/format"
	"okno/db"
)

const (
	contextSession  = "session"
	contextIdentity = "identity"
	contextLocale   = "locale"
	contextNow      = "now"
	contextZone     = "zone" // of the company that the request is about
)

// identified reads who is asking, in one query, and keeps his session going.
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

// seenEvery is how exactly it is known when a session was used last; it is prolonged as often.
const seenEvery = 15 * time.Minute

// keep prolongs a session, notes that it is used, and gives it another id where its
// member's rights have changed.
func (h *Handlers) keep(c echo.Context, session *sessions.Session, who *db.Session) error {
	switch {
	case looksOnly(c), who.Retired:
	case who.Renew && c.Request().Method == http.MethodGet && !c.IsWebSocket():
		return h.renew(c)
	case h.Now().Sub(who.SeenAt) > seenEvery:
		return h.Accounts.KeepSession(c.Request().Context(), session.ID, h.sessions.browser(c.Request()))
	}
	return nil
}

// renew gives the session another id; the old one ends at once. One that another
// request has just renewed stays as that has left it.
func (h *Handlers) renew(c echo.Context) error {
	session := sessionOf(c)
	next, err := h.sessions.newID()
	if err != nil {
		return err
	}
	went, err := h.Accounts.RenewSession(c.Request().Context(), session.ID, next)
	if err == nil && went {
		h.sessions.hand(c.Response(), session, next)
	}
	return err
}

// onlyHere performs an act that leaves the user signed in nowhere but here, under another id.
func (h *Handlers) onlyHere(c echo.Context, act func(accounts.Person) error) error {
	next, err := h.sessions.newID()
	if err != nil {
		return err
	}
	p := h.person(c)
	p.Next = accounts.HashSessionID(next)
	if err := act(p); err != nil {
		return err
	}
	h.sessions.hand(c.Response(), sessionOf(c), next)
	return nil
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

func sessionHash(c echo.Context) []byte { return accounts.HashSessionID(sessionOf(c).ID) }
