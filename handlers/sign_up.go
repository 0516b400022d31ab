package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/accounts"
	"okno/booking"
	"okno/views"
)

// signUpForm asks whoever wants a company for what it takes. Who is signed in makes
// one in his own page.
func (h *Handlers) signUpForm(c echo.Context) error {
	if identityOf(c) != nil {
		return redirect(c, "/account#companies")
	}
	if h.Desk.NoSignUp {
		return h.render(c, http.StatusForbidden, views.NewGate(h.base(c), views.GateData{
			Icon: "lock", Heading: booking.Say("gate.none.title"), Lead: booking.Say("gate.none.lead"), Links: toSignIn,
		}, nil))
	}
	return h.showSignUp(c, http.StatusOK, accounts.SignUpText{}, &booking.Error{})
}

var toSignIn = []views.GateLink{{URL: "/sign-in", Text: booking.Say("gate.link.sign_in")}}

func (h *Handlers) showSignUp(c echo.Context, status int, typed accounts.SignUpText, problem *booking.Error) error {
	return h.render(c, status, views.NewGate(h.base(c), views.GateData{
		Heading: booking.Say("gate.sign_up.title"), Lead: booking.Say("gate.sign_up.lead"), Action: "/sign-up",
		Error: problem.Sentence,
		Fields: []views.GateField{
			{ID: "company", Type: "text", Value: typed.Company, Autocomplete: "organization", Max: booking.MaxName},
			{ID: "name", Type: "text", Value: typed.Name, Autocomplete: "name", Max: booking.MaxName},
			{ID: "email", Type: "email", Value: typed.Email, Autocomplete: "email", Max: 254},
		},
		Submit: booking.Say("gate.sign_up.submit"), Links: toSignIn,
	}, problem.Fields))
}

// askSignUp mails the link that goes on.
func (h *Handlers) askSignUp(c echo.Context) error {
	var typed accounts.SignUpText
	if err := c.Bind(&typed); err != nil {
		return err
	}
	err := h.Accounts.AskSignUp(c.Request().Context(), typed, localeOf(c), h.sessions.browser(c.Request()))
	if err != nil {
		known := asKnown(err)
		if known.Code == booking.Invalid || known.Code == booking.TooMany {
			return h.showSignUp(c, statuses[known.Code], typed, known)
		}
		return err
	}
	return h.showSent(c, "/sign-up", booking.Say("gate.sent.sign_up", "email", strings.TrimSpace(typed.Email)))
}

// showSent says that a mail is on its way, and without a mail server that it is not;
// again is where another address is typed.
func (h *Handlers) showSent(c echo.Context, again string, lead booking.Sentence) error {
	if h.MailLogged { // none is
		return h.render(c, http.StatusOK, views.NewGate(h.base(c), views.GateData{
			Icon: "mail-warning", Heading: booking.Say("gate.logged.title"), Lead: booking.Say("gate.logged.lead"), Links: toSignIn,
		}, nil))
	}
	return h.render(c, http.StatusOK, views.NewGate(h.base(c), views.GateData{
		Icon: "mail", Heading: booking.Say("gate.sent.title"), Lead: lead, Hint: booking.Say("gate.sent.hint"),
		Links: []views.GateLink{{URL: again, Text: booking.Say("gate.link.again")}, toSignIn[0]},
	}, nil))
}

// signUpPassword is where the link of a sign-up leads: opening it changes nothing.
func (h *Handlers) signUpPassword(c echo.Context) error {
	return h.showSignUpPassword(c, http.StatusOK, &booking.Error{})
}

func (h *Handlers) showSignUpPassword(c echo.Context, status int, problem *booking.Error) error {
	asked, err := h.DB.SignUp(c.Request().Context(), accounts.HashToken(c.Param("token")), h.Now())
	if err != nil {
		return h.dead(c, err)
	}
	return h.render(c, status, views.NewGate(h.base(c), views.GateData{
		Heading: booking.Say("gate.sign_up.password"), Lead: booking.Say("gate.sign_up.password_lead", "email", asked.Email, "company", asked.Company),
		Error: problem.Sentence, Action: "/sign-up/" + c.Param("token"), Fields: newPasswordFields(asked.Email), Submit: booking.Say("gate.sign_up.create"),
		OwnZone: true,
	}, problem.Fields))
}

// newPasswordFields are those of a form that sets a password; the address is there for programs that keep passwords.
func newPasswordFields(email string) []views.GateField {
	return []views.GateField{
		{ID: "email", Type: "email", Value: email, Autocomplete: "username", ReadOnly: true},
		{ID: "password", Type: "password", Autocomplete: "new-password", Max: booking.MaxPassword, Hint: booking.Say("gate.password_hint")},
	}
}

// signUp makes the company and lets its owner in, to the first steps.
func (h *Handlers) signUp(c echo.Context) error {
	entry, err := h.Accounts.SignUp(c.Request().Context(), c.Param("token"), c.FormValue("password"), c.FormValue("zone"), h.sessions.browser(c.Request()))
	if err != nil {
		known := asKnown(err)
		if known.Code == booking.Invalid || known.Code == booking.TooMany {
			return h.showSignUpPassword(c, statuses[known.Code], known)
		}
		return h.dead(c, err)
	}
	return h.enter(c, entry, "/start")
}

// dead says that a link no longer works; any other error goes on.
func (h *Handlers) dead(c echo.Context, err error) error {
	known := asKnown(err)
	if known.Code != booking.NotFound && known.Code != booking.Conflict {
		return err
	}
	lead := booking.Say("gate.dead.lead")
	if known.Code == booking.Conflict {
		lead = known.Sentence
	}
	links := toSignIn
	if strings.HasPrefix(c.Path(), "/reset/") {
		links = append([]views.GateLink{{URL: "/forgot", Text: booking.Say("gate.link.another")}}, links...)
	}
	return h.render(c, http.StatusNotFound, views.NewGate(h.base(c), views.GateData{
		Icon: "search-x", Heading: booking.Say("gate.dead.title"), Lead: lead, Links: links,
	}, nil))
}
