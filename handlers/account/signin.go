package account

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"okno/accounts"
	"okno/booking"
	"okno/handlers"
	"okno/handlers/sessionstore"
	"okno/views/account"
)

type signInRequest struct {
	Email    string `form:"email"`
	Password string `form:"password"`
	Next     string `form:"next"`
}

func (h *Handlers) home(c echo.Context) error {
	if handlers.IdentityOf(c) == nil {
		return handlers.Redirect(c, "/sign-in")
	}
	return handlers.Redirect(c, landing(c))
}

// landing is firstPage for whoever is signed in; a manager on a phone wants to
// know how the day stands.
func landing(c echo.Context) string {
	who := handlers.IdentityOf(c)
	if who.Role == booking.Manager && handlers.OnPhone(c) {
		return "/overview"
	}
	return firstPage(who.Company.ID, who.Role)
}

// firstPage is what somebody sees after signing in: the board, a specialist his day, or his own page while he is in no company.
func firstPage(company booking.CompanyID, role booking.Role) string {
	switch {
	case company == 0:
		return "/account"
	case role == booking.Specialist:
		return "/own"
	}
	return "/bookings"
}

func (h *Handlers) signInForm(c echo.Context) error {
	if who := handlers.IdentityOf(c); who != nil {
		return handlers.Redirect(c, landing(c))
	}
	return h.showSignIn(c, http.StatusOK, signInRequest{Next: c.QueryParam("next")}, booking.Sentence{})
}

func (h *Handlers) showSignIn(c echo.Context, status int, r signInRequest, problem booking.Sentence) error {
	base := h.Base(c)
	if c.QueryParam("said") == "email" {
		base.Flash = booking.Say("gate.email.done")
	}
	page := account.NewSignIn(base, r.Email, r.Next, problem)
	page.SignUp = !h.Desk.NoSignUp
	return h.Render(c, status, page)
}

// signIn checks the password and starts a session under a new id, or goes on to the
// second step. Where it fails, the form comes back with what was typed.
func (h *Handlers) signIn(c echo.Context) error {
	var r signInRequest
	if err := c.Bind(&r); err != nil {
		return err
	}
	known := h.knownUser(c)
	if known == 0 && !h.Limits.SignIn.Allow(c.RealIP(), 1) {
		return h.signInAgain(c, r, booking.Fail(booking.TooMany, "error.signin_too_many"))
	}
	entry, err := h.Accounts.SignIn(c.Request().Context(), accounts.Credentials{
		Email: r.Email, Password: r.Password, Known: known, From: h.Sessions.Browser(c.Request()),
	})
	if err != nil {
		return h.signInAgain(c, r, err)
	}
	return h.enter(c, entry, r.Next)
}

func (h *Handlers) signInAgain(c echo.Context, r signInRequest, err error) error {
	known := handlers.AsKnown(err)
	status := http.StatusUnprocessableEntity
	switch known.Code {
	case booking.Unauthorized:
	case booking.TooMany:
		status = http.StatusTooManyRequests
	default:
		return err
	}
	return h.showSignIn(c, status, r, known.Sentence)
}

// enter starts the session of somebody who may come in, and leads on to next, if
// that is a page of ours; or leads to the second step.
func (h *Handlers) enter(c echo.Context, entry accounts.Entry, next string) error {
	if entry.Second != "" {
		h.setSecond(c, entry.Second)
		to := "/sign-in/code"
		if handlers.LocalPath(next) {
			to += "?next=" + url.QueryEscape(next)
		}
		return handlers.Redirect(c, to)
	}
	session := handlers.SessionOf(c)
	if session.ID != "" { // whoever was signed in here before is not any more
		if err := h.Accounts.Sessions.EndSession(c.Request().Context(), session.ID); err != nil {
			return err
		}
		session.ID = ""
	}
	session.Values = map[any]any{sessionstore.User: entry.User.ID, sessionstore.Company: entry.Company}
	if err := session.Save(c.Request(), c.Response()); err != nil {
		return err
	}
	h.setKnown(c, entry.User.ID)
	if handlers.LocalPath(next) {
		return handlers.Redirect(c, next)
	}
	if handlers.OnPhone(c) && entry.Company != 0 {
		return handlers.Redirect(c, "/") // which knows his role
	}
	return handlers.Redirect(c, firstPage(entry.Company, entry.Role))
}

// signOut ends the session, and has the browser forget what it was shown: pages in its
// cache and those that "back" would bring. Not its cookies: the session's goes by itself,
// and the one that tells a browser its owner has signed in with before is what lets him in
// while strangers flood the sign-in (signInLimits). Not its storage: drafts are under
// their typist's number and come back to nobody else (static/js/drafts.js).
func (h *Handlers) signOut(c echo.Context) error {
	c.Response().Header().Set("Clear-Site-Data", `"cache"`)
	session := handlers.SessionOf(c)
	if session.ID != "" {
		session.Options = h.Sessions.Options(-1e9)
		if err := session.Save(c.Request(), c.Response()); err != nil {
			return err
		}
	}
	return handlers.Redirect(c, "/sign-in")
}
