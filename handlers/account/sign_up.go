package account

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/accounts"
	"okno/booking"
	"okno/booking/secret"
	"okno/db/peopledb"
	"okno/handlers"
	"okno/views/account"
)

// signUpForm asks whoever wants a company for what it takes. Who is signed in makes
// one in his own page.
func (h *Handlers) signUpForm(c echo.Context) error {
	if handlers.IdentityOf(c) != nil {
		return handlers.Redirect(c, "/account#companies")
	}
	if h.Desk.NoSignUp {
		return h.Render(c, http.StatusForbidden, account.NewGate(h.Base(c), account.GateData{
			Icon: "lock", Heading: booking.Say("gate.none.title"), Lead: booking.Say("gate.none.lead"), Links: toSignIn,
		}, nil))
	}
	return h.showSignUp(c, http.StatusOK, accounts.SignUpText{}, &booking.Error{})
}

var toSignIn = []account.GateLink{{URL: "/sign-in", Text: booking.Say("gate.link.sign_in")}}

func (h *Handlers) showSignUp(c echo.Context, status int, typed accounts.SignUpText, problem *booking.Error) error {
	return h.Render(c, status, account.NewGate(h.Base(c), account.GateData{
		Heading: booking.Say("gate.sign_up.title"), Lead: booking.Say("gate.sign_up.lead"), Action: "/sign-up",
		Error: problem.Sentence,
		Fields: []account.GateField{
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
	err := h.Accounts.AskSignUp(c.Request().Context(), typed, handlers.LocaleOf(c), h.Sessions.Browser(c.Request()))
	if err != nil {
		known := handlers.AsKnown(err)
		if known.Code == booking.Invalid || known.Code == booking.TooMany {
			return h.showSignUp(c, handlers.Statuses[known.Code], typed, known)
		}
		return err
	}
	return h.showSent(c, "/sign-up", booking.Say("gate.sent.sign_up", "email", strings.TrimSpace(typed.Email)))
}

// showSent says that a mail is on its way, and without a mail server that it is not;
// again is where another address is typed.
func (h *Handlers) showSent(c echo.Context, again string, lead booking.Sentence) error {
	if h.MailLogged { // none is
		return h.Render(c, http.StatusOK, account.NewGate(h.Base(c), account.GateData{
			Icon: "mail-warning", Heading: booking.Say("gate.logged.title"), Lead: booking.Say("gate.logged.lead"), Links: toSignIn,
		}, nil))
	}
	return h.Render(c, http.StatusOK, account.NewGate(h.Base(c), account.GateData{
		Icon: "mail", Heading: booking.Say("gate.sent.title"), Lead: lead, Hint: booking.Say("gate.sent.hint"),
		Links: []account.GateLink{{URL: again, Text: booking.Say("gate.link.again")}, toSignIn[0]},
	}, nil))
}

// signUpPassword is where the link of a sign-up leads: opening it changes nothing.
func (h *Handlers) signUpPassword(c echo.Context) error {
	return h.showSignUpPassword(c, http.StatusOK, &booking.Error{})
}

func (h *Handlers) showSignUpPassword(c echo.Context, status int, problem *booking.Error) error {
	asked, err := peopledb.FindSignUp(c.Request().Context(), h.DB, accounts.HashToken(c.Param("token")), h.Now())
	if err != nil {
		return h.dead(c, err)
	}
	return h.Render(c, status, account.NewGate(h.Base(c), account.GateData{
		Heading: booking.Say("gate.sign_up.password"), Lead: booking.Say("gate.sign_up.password_lead", "email", asked.Email, "company", asked.Company),
		Error: problem.Sentence, Action: "/sign-up/" + c.Param("token"), Fields: newPasswordFields(asked.Email), Submit: booking.Say("gate.sign_up.create"),
		OwnZone: true,
	}, problem.Fields))
}

// newPasswordFields are those of a form that sets a password; the address is there for programs that keep passwords.
func newPasswordFields(email string) []account.GateField {
	return []account.GateField{
		{ID: "email", Type: "email", Value: email, Autocomplete: "username", ReadOnly: true},
		{ID: "password", Type: "password", Autocomplete: "new-password", Max: secret.MaxPassword, Hint: booking.Say("gate.password_hint")},
	}
}

// signUp makes the company and lets its owner in, to the first steps.
func (h *Handlers) signUp(c echo.Context) error {
	entry, err := h.Accounts.SignUp(c.Request().Context(), c.Param("token"), c.FormValue("password"), c.FormValue("zone"), h.Sessions.Browser(c.Request()))
	if err != nil {
		known := handlers.AsKnown(err)
		if known.Code == booking.Invalid || known.Code == booking.TooMany {
			return h.showSignUpPassword(c, handlers.Statuses[known.Code], known)
		}
		return h.dead(c, err)
	}
	return h.enter(c, entry, "/start")
}

// dead says that a link no longer works; any other error goes on.
func (h *Handlers) dead(c echo.Context, err error) error {
	known := handlers.AsKnown(err)
	if known.Code != booking.NotFound && known.Code != booking.Conflict {
		return err
	}
	lead := booking.Say("gate.dead.lead")
	if known.Code == booking.Conflict {
		lead = known.Sentence
	}
	links := toSignIn
	if strings.HasPrefix(c.Path(), "/reset/") {
		links = append([]account.GateLink{{URL: "/forgot", Text: booking.Say("gate.link.another")}}, links...)
	}
	return h.Render(c, http.StatusNotFound, account.NewGate(h.Base(c), account.GateData{
		Icon: "search-x", Heading: booking.Say("gate.dead.title"), Lead: lead, Links: links,
	}, nil))
}
