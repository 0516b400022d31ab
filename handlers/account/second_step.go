package account

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/accounts"
	"okno/booking"
	"okno/handlers"
	"okno/views/account"
)

// The cookies beside the session's: who stands before the second step of his
// sign-in, and who has signed in here before.
const (
	secondCookie = "okno_second"
	knownCookie  = "okno_known"
)

// cookie has the __Host- prefix where the connection allows it, as the session's has.
func (h *Handlers) cookie(name, value string, age time.Duration) *http.Cookie {
	c := &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(age.Seconds()), HttpOnly: true, Secure: h.Secure(), SameSite: http.SameSiteLaxMode}
	if age <= 0 {
		c.MaxAge = -1
	}
	if h.Secure() {
		c.Name = "__Host-" + name
	}
	return c
}

func (h *Handlers) cookieValue(c echo.Context, name string) string {
	cookie, err := c.Cookie(h.cookie(name, "", 1).Name)
	if err != nil {
		return ""
	}
	return cookie.Value
}

func (h *Handlers) setSecond(c echo.Context, token string) {
	c.SetCookie(h.cookie(secondCookie, token, accounts.SecondAge))
}

// knownAge is how long a browser is remembered as one that its user signs in with.
const knownAge = 180 * 24 * time.Hour

func (h *Handlers) setKnown(c echo.Context, user booking.UserID) {
	c.SetCookie(h.cookie(knownCookie, h.Tokens.Known(user, h.Now().Add(knownAge)), knownAge))
}

// knownUser is who has signed in here before, 0 for nobody.
func (h *Handlers) knownUser(c echo.Context) booking.UserID {
	return h.Tokens.KnownUser(h.cookieValue(c, knownCookie))
}

// secondForm asks for the second factor.
func (h *Handlers) secondForm(c echo.Context) error {
	if _, err := h.Accounts.SecondStep(c.Request().Context(), h.cookieValue(c, secondCookie)); err != nil {
		if booking.CodeOf(err) == booking.NotFound { // the ten minutes are over, or there was no first step
			return handlers.Redirect(c, "/sign-in")
		}
		return err
	}
	return h.showSecond(c, http.StatusOK, c.QueryParam("next"), nil)
}

func (h *Handlers) showSecond(c echo.Context, status int, next string, problem *booking.Error) error {
	d := account.GateData{
		Heading: booking.Say("gate.second.title"), Lead: booking.Say("gate.second.lead"), Action: "/sign-in/code",
		Hidden: []account.GateHidden{{Name: "next", Value: next}},
		Fields: []account.GateField{{ID: "code", Type: "text", Autocomplete: "one-time-code", Max: 32}},
		Submit: booking.Say("gate.second.submit"),
		Links:  []account.GateLink{{URL: "/sign-in", Text: booking.Say("gate.link.other")}},
	}
	var wrong map[string]booking.Sentence
	if problem != nil {
		wrong = map[string]booking.Sentence{"code": problem.Sentence}
	}
	return h.Render(c, status, account.NewGate(h.Base(c), d, wrong))
}

// secondStep lets in whoever shows the right code.
func (h *Handlers) secondStep(c echo.Context) error {
	next := c.FormValue("next")
	entry, err := h.Accounts.SecondFactor(c.Request().Context(), h.cookieValue(c, secondCookie), c.FormValue("code"), h.Sessions.Browser(c.Request()))
	if err != nil {
		known := handlers.AsKnown(err)
		switch known.Code {
		case booking.Unauthorized:
			return h.showSecond(c, http.StatusUnprocessableEntity, next, known)
		case booking.TooMany:
			return h.showSecond(c, http.StatusTooManyRequests, next, known)
		case booking.NotFound:
			return handlers.Redirect(c, "/sign-in")
		}
		return err
	}
	c.SetCookie(h.cookie(secondCookie, "", 0))
	return h.enter(c, entry, next)
}
