package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/accounts"
	"okno/booking"
	"okno/views"
)

// forgot asks for the address of whoever has lost his password.
func (h *Handlers) forgot(c echo.Context) error {
	return h.showForgot(c, http.StatusOK, "", &booking.Error{})
}

func (h *Handlers) showForgot(c echo.Context, status int, email string, problem *booking.Error) error {
	return h.render(c, status, views.NewGate(h.base(c), views.GateData{
		Heading: booking.Say("gate.forgot.title"), Lead: booking.Say("gate.forgot.lead"), Action: "/forgot", Error: problem.Sentence,
		Fields: []views.GateField{{ID: "email", Type: "email", Value: email, Autocomplete: "username", Max: 254}},
		Submit: booking.Say("gate.forgot.submit"), Links: toSignIn,
	}, problem.Fields))
}

// askReset mails the link, if there is an account; the answer is the same if there is none.
func (h *Handlers) askReset(c echo.Context) error {
	email := c.FormValue("email")
	err := h.Accounts.AskReset(c.Request().Context(), email, localeOf(c), h.sessions.browser(c.Request()))
	if err != nil {
		known := asKnown(err)
		if known.Code == booking.Invalid || known.Code == booking.TooMany {
			return h.showForgot(c, statuses[known.Code], email, known)
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
	token, err := h.DB.UserToken(ctx, accounts.HashToken(c.Param("token")), "reset", h.Now())
	if err != nil {
		return h.dead(c, err)
	}
	user, err := h.DB.User(ctx, token.User)
	if err != nil {
		return err
	}
	return h.render(c, status, views.NewGate(h.base(c), views.GateData{
		Heading: booking.Say("gate.reset.title"), Lead: booking.Say("gate.reset.lead", "email", user.Email), Error: problem.Sentence,
		Action: "/reset/" + c.Param("token"), Fields: newPasswordFields(user.Email), Submit: booking.Say("gate.reset.submit"),
	}, problem.Fields))
}

// reset sets the password and lets its owner in.
func (h *Handlers) reset(c echo.Context) error {
	entry, err := h.Accounts.ResetPassword(c.Request().Context(), c.Param("token"), c.FormValue("password"), h.sessions.browser(c.Request()))
	if err != nil {
		known := asKnown(err)
		if known.Code == booking.Invalid || known.Code == booking.TooMany {
			return h.showReset(c, statuses[known.Code], known)
		}
		return h.dead(c, err)
	}
	return h.enter(c, entry, "")
}

// emailForm asks whether the address that the link was mailed to is to be signed in with.
func (h *Handlers) emailForm(c echo.Context) error {
	token, err := h.DB.UserToken(c.Request().Context(), accounts.HashToken(c.Param("token")), "email", h.Now())
	if err != nil {
		return h.dead(c, err)
	}
	return h.render(c, http.StatusOK, views.NewGate(h.base(c), views.GateData{
		Heading: booking.Say("gate.email.title"), Lead: booking.Say("gate.email.lead", "email", token.Detail),
		Action: "/email/" + c.Param("token"), Submit: booking.Say("gate.email.submit"),
	}, nil))
}

// confirmEmail gives the user the new address.
func (h *Handlers) confirmEmail(c echo.Context) error {
	if err := h.Accounts.ConfirmEmail(c.Request().Context(), c.Param("token"), h.sessions.browser(c.Request())); err != nil {
		return h.dead(c, err)
	}
	if identityOf(c) != nil {
		return redirect(c, "/account?said=email_changed")
	}
	return redirect(c, "/sign-in?said=email")
}
