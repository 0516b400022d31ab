package handlers

import (
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/secret"
	"okno/views/account"
)

// freshAge is how long whoever has shown his second factor, or his password where he has
// none, is not asked for it again.
const freshAge = 10 * time.Minute

// proofField is where the code or the password of the page in between is typed.
const proofField = "proof"

// FreshIf asks for the second factor, or the password where there is none, before what hands
// the company or the account over to whoever sits at an open browser. The page in between
// carries along what was typed, and with the proof the act goes on as if nothing had been.
func (h *Kit) FreshIf(asked func(echo.Context) bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if _, err := c.FormParams(); err != nil {
				return err
			}
			if !asked(c) || h.Now().Sub(IdentityOf(c).Confirmed) < freshAge {
				return next(c)
			}
			if _, ok := c.Request().PostForm[proofField]; !ok {
				return h.showProof(c, http.StatusForbidden, &booking.Error{})
			}
			err := h.Accounts.Prove(c.Request().Context(), h.Person(c), c.FormValue(proofField))
			if err == nil {
				return next(c)
			}
			known := AsKnown(err)
			if known.Code != booking.Invalid && known.Code != booking.TooMany {
				return err
			}
			return h.showProof(c, Statuses[known.Code], known)
		}
	}
}

func (h *Kit) showProof(c echo.Context, status int, problem *booking.Error) error {
	field, lead := account.GateField{ID: proofField, Named: "current", Type: "password", Autocomplete: "current-password", Max: secret.MaxPassword}, "gate.proof.password"
	if HasSecond(c) {
		field, lead = account.GateField{ID: proofField, Named: "code", Type: "text", Autocomplete: "one-time-code", Max: 32}, "gate.proof.code"
	}
	d := account.GateData{
		Heading: booking.Say("gate.proof.title"), Lead: booking.Say(lead), Action: c.Request().URL.Path, Error: problem.Sentence,
		Fields: []account.GateField{field}, Submit: booking.Say("gate.proof.submit"),
		Links: []account.GateLink{{URL: proofBack(c), Text: booking.Say("gate.proof.back")}},
	}
	if len(problem.Fields) > 0 {
		d.Error = booking.Sentence{}
	}
	form := c.Request().PostForm
	if form.Has("current") { // no password goes out again in a page
		d.Fields = append(d.Fields, account.GateField{ID: "current", Type: "password", Autocomplete: "current-password", Max: secret.MaxPassword})
	}
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range form[name] {
			if name != proofField && name != "current" {
				d.Hidden = append(d.Hidden, account.GateHidden{Name: name, Value: value})
			}
		}
	}
	return h.Render(c, status, account.NewGate(h.Base(c), d, problem.Fields))
}

// proofBack is the page that the act was asked for on.
func proofBack(c echo.Context) string {
	if section(c) == "account" {
		return "/account"
	}
	if c.Param("user") != "" || c.Path() == "/settings/team/invitations" {
		return "/settings/team"
	}
	return "/settings/company"
}

// Always is FreshIf's condition for acts that want a fresh proof from everybody.
func Always(c echo.Context) bool { return true }

// HasSecond says whether whoever asks has a second factor; where he has none, the form
// itself asks for his password.
func HasSecond(c echo.Context) bool { return IdentityOf(c).User.TOTPSecret != nil }

// GivesOwner says whether somebody is to become an owner.
func GivesOwner(c echo.Context) bool { return booking.Role(c.FormValue("role")) == booking.Owner }
