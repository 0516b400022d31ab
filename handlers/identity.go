package handlers

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"okno/accounts"
	"okno/booking"
	"okno/booking/format"
	"okno/db/peopledb"
	"okno/handlers/sessionstore"
)

// What a request keeps in its echo.Context, by these names: who asks, in which language, the instant that all of its answer is of.
const (
	contextSession  = "session"
	contextIdentity = "identity"
	ContextLocale   = "locale"
	ContextNow      = "now"
	ContextZone     = "zone" // of the company that the request is about
)

// Identified reads who is asking, in one query, and keeps his session going.
func (h *Kit) Identified(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		session, err := h.Sessions.Get(c.Request(), h.Sessions.CookieName())
		if err != nil {
			return err
		}
		c.Set(contextSession, session)
		c.Set(ContextNow, h.Now())
		if who, ok := session.Values[sessionstore.Identity].(*peopledb.Session); ok {
			c.Set(contextIdentity, who)
			c.Set(ContextZone, who.Company.Zone)
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
func (h *Kit) keep(c echo.Context, session *sessions.Session, who *peopledb.Session) error {
	switch {
	case IsHead(c), who.Retired:
	case who.Renew && c.Request().Method == http.MethodGet && !c.IsWebSocket():
		return h.renew(c)
	case h.Now().Sub(who.SeenAt) > seenEvery:
		return h.Accounts.Sessions.KeepSession(c.Request().Context(), session.ID, h.Sessions.Browser(c.Request()))
	}
	return nil
}

// renew gives the session another id; the old one ends at once. One that another
// request has just renewed stays as that has left it.
func (h *Kit) renew(c echo.Context) error {
	session := SessionOf(c)
	next, err := h.Sessions.NewID()
	if err != nil {
		return err
	}
	went, err := h.Accounts.Sessions.RenewSession(c.Request().Context(), session.ID, next)
	if err == nil && went {
		h.Sessions.Hand(c.Response(), session, next)
	}
	return err
}

// OnlyHere performs an act that leaves the user signed in nowhere but here, under another id.
func (h *Kit) OnlyHere(c echo.Context, act func(accounts.Person) error) error {
	next, err := h.Sessions.NewID()
	if err != nil {
		return err
	}
	p := h.Person(c)
	p.Next = accounts.HashSessionID(next)
	if err := act(p); err != nil {
		return err
	}
	h.Sessions.Hand(c.Response(), SessionOf(c), next)
	return nil
}

// SessionOf is the request's session, new and empty where nobody is signed in. The route has to be Identified.
func SessionOf(c echo.Context) *sessions.Session { return c.Get(contextSession).(*sessions.Session) }

// IdentityOf is who is signed in, nil for nobody.
func IdentityOf(c echo.Context) *peopledb.Session {
	who, _ := c.Get(contextIdentity).(*peopledb.Session)
	return who
}

// Guard lets in only members whose role has the right. Nobody is asked to sign
// in first and brought back; a member without the right is told so.
func (h *Kit) Guard(right booking.Right) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			who := IdentityOf(c)
			switch {
			case who == nil && c.IsWebSocket():
				return booking.Fail(booking.Unauthorized, "error.unauthorized")
			case who == nil:
				return Redirect(c, signInURL(c))
			case who.Role == "":
				return booking.Fail(booking.Forbidden, "error.no_company")
			case !who.Role.May(right):
				return booking.Fail(booking.Forbidden, "error.no_right")
			}
			return next(c)
		}
	}
}

// SignedIn lets in whoever is signed in, also without a company.
func (h *Kit) SignedIn(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if IdentityOf(c) == nil {
			return Redirect(c, signInURL(c))
		}
		return next(c)
	}
}

// signInURL leads to the sign-in page and, for a page that was asked for, back.
func signInURL(c echo.Context) string {
	back := c.Request().URL.RequestURI()
	if IsFragment(c) {
		back = ""
		if current, err := url.Parse(c.Request().Header.Get("HX-Current-URL")); err == nil {
			back = current.RequestURI()
		}
	}
	if c.Request().Method != http.MethodGet && !IsFragment(c) || !LocalPath(back) || back == "/" {
		return "/sign-in"
	}
	return "/sign-in?next=" + url.QueryEscape(back)
}

// LocalPath says whether path leads to a page of ours and nowhere else.
func LocalPath(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n\t")
}

var localeMatcher = language.NewMatcher([]language.Tag{language.English, language.Russian})

// LocaleOf is the language of the answer: the one that a handler has chosen for
// this request, else the one asked for by ?lang, the member's own, or the browser's.
func LocaleOf(c echo.Context) string {
	if chosen, ok := c.Get(ContextLocale).(string); ok {
		return chosen
	}
	if lang := c.QueryParam("lang"); lang == "ru" || lang == "en" {
		return lang
	}
	if chosen := LookOf(c).Locale; chosen == "ru" || chosen == "en" {
		return chosen
	}
	wanted, _, _ := language.ParseAcceptLanguage(c.Request().Header.Get("Accept-Language"))
	if _, i, confidence := localeMatcher.Match(wanted...); i == 1 && confidence > language.No {
		return "ru"
	}
	return "en"
}

// ReaderOf is how things are written in the answer: its language, with the habits of
// the company's country and the year that goes without saying (format.Style.Tag).
// Views are made for it.
func ReaderOf(c echo.Context) string {
	style := format.In(LocaleOf(c))
	zone, _ := c.Get(ContextZone).(*time.Location)
	now, _ := c.Get(ContextNow).(time.Time)
	return style.At(zone, now).Tag()
}

// SessionHash is how the database names the request's session.
func SessionHash(c echo.Context) []byte { return accounts.HashSessionID(SessionOf(c).ID) }

// OnPhone says whether the browser calls itself a phone's.
func OnPhone(c echo.Context) bool {
	header := c.Request().Header
	if hint := header.Get("Sec-CH-UA-Mobile"); hint != "" {
		return hint == "?1"
	}
	return strings.Contains(header.Get("User-Agent"), "Mobi")
}

// GoOnIn opens another company of the signed-in user, under another session id, and leads to the page.
func (h *Kit) GoOnIn(c echo.Context, company booking.CompanyID, page string) error {
	session := SessionOf(c)
	next, err := h.Sessions.NewID()
	if err != nil {
		return err
	}
	went, err := h.Accounts.Sessions.GoOnIn(c.Request().Context(), company, session.ID, next)
	if err != nil {
		return err
	}
	if went { // else it was ended, or replaced, a moment ago: the next page says which
		h.Sessions.Hand(c.Response(), session, next)
	}
	return Redirect(c, page)
}

// UserParam is the user of the path, 0 where the path names none.
func UserParam(c echo.Context) booking.UserID {
	id, _ := strconv.ParseInt(c.Param("user"), 10, 64)
	return booking.UserID(id)
}

// SaidInURL is what has just been done: one of the names, in the address, under a key's beginning.
func SaidInURL(c echo.Context, key string, names ...string) booking.Sentence {
	for _, name := range names {
		if c.QueryParam("said") == name {
			return booking.Say(key + name)
		}
	}
	return booking.Sentence{}
}
