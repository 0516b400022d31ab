package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/accounts"
	"okno/booking"
	"okno/db/peopledb"
	"okno/handlers"
	"okno/views/account"
)

// forgot asks for the address of whoever has lost his password.
func (h *Handlers) forgot(c echo.Context) error {
	return h.showForgot(c, http.StatusOK, "", &booking.Error{})
}

func (h *Handlers) showForgot(c echo.Context, status int, email string, problem *booking.Error) error {
	return h.Render(c, status, account.NewGate(h.Base(c), account.GateData{
		Heading: booking.Say("gate.forgot.title"), Lead: booking.Say("gate.forgot.lead"), Action: "/forgot", Error: problem.Sentence,
		Fields: []account.GateField{{ID: "email", Type: "email", Value: email, Autocomplete: "username", Max: 254}},
		Submit: booking.Say("gate.forgot.submit"), Links: toSignIn,
	}, problem.Fields))
}

// askReset mails the link, if there is an account; the answer is the same if there is none.
func (h *Handlers) askReset(c echo.Context) error {
	email := c.FormValue("email")
	err := h.Accounts.AskReset(c.Request().Context(), email, handlers.LocaleOf(c), h.Sessions.Browser(c.Request()))
	if err != nil {
		known := handlers.AsKnown(err)
		if known.Code == booking.Invalid || known.Code == booking.TooMany {
			return h.showForgot(c, handlers.Statuses[known.Code], email, known)
		}
		return err
	}
	return h.showSent(c, "/forgot", booking.Say("gate.sent.reset", "email", email))
}

// resetForm is where the link leads: opening it changes nothing.
func (h *Handlers) resetForm(c echo.Context) error {
	return h.showReset(c, http.StatusOK, &booking.Error{})
}

func (h *Handlers) showReset(c echo.Context, status int, problem *booking.Error) error {
	ctx := c.Request().Context()
	token, err := peopledb.FindUserToken(ctx, h.DB, accounts.HashToken(c.Param("token")), "reset", h.Now())
	if err != nil {
		return h.dead(c, err)
	}
	user, err := peopledb.FindUser(ctx, h.DB, token.User)
	if err != nil {
		return err
	}
	return h.Render(c, status, account.NewGate(h.Base(c), account.GateData{
		Heading: booking.Say("gate.reset.title"), Lead: booking.Say("gate.reset.lead", "email", user.Email), Error: problem.Sentence,
		Action: "/reset/" + c.Param("token"), Fields: newPasswordFields(user.Email), Submit: booking.Say("gate.reset.submit"),
	}, problem.Fields))
}

// reset sets the password and lets its owner in.
func (h *Handlers) reset(c echo.Context) error {
	entry, err := h.Accounts.ResetPassword(c.Request().Context(), c.Param("token"), c.FormValue("password"), h.Sessions.Browser(c.Request()))
	if err != nil {
		known := handlers.AsKnown(err)
		if known.Code == booking.Invalid || known.Code == booking.TooMany {
			return h.showReset(c, handlers.Statuses[known.Code], known)
		}
		return h.dead(c, err)
	}
	return h.enter(c, entry, "")
}

// emailForm asks whether the address that the link was mailed to is to be signed in with.
func (h *Handlers) emailForm(c echo.Context) error {
	token, err := peopledb.FindUserToken(c.Request().Context(), h.DB, accounts.HashToken(c.Param("token")), "email", h.Now())
	if err != nil {
		return h.dead(c, err)
	}
	return h.Render(c, http.StatusOK, account.NewGate(h.Base(c), account.GateData{
		Heading: booking.Say("gate.email.title"), Lead: booking.Say("gate.email.lead", "email", token.Detail),
		Action: "/email/" + c.Param("token"), Submit: booking.Say("gate.email.submit"),
	}, nil))
}

// confirmEmail gives the user the new address.
func (h *Handlers) confirmEmail(c echo.Context) error {
	if err := h.Accounts.ConfirmEmail(c.Request().Context(), c.Param("token"), h.Sessions.Browser(c.Request())); err != nil {
		return h.dead(c, err)
	}
	if handlers.IdentityOf(c) != nil {
		return handlers.Redirect(c, "/account?said=email_changed")
	}
	return handlers.Redirect(c, "/sign-in?said=email")
}
