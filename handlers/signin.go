package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

type signInRequest struct {
	Email    string `form:"email"`
	Password string `form:"password"`
	Next     string `form:"next"`
}

func (h *Handlers) home(c echo.Context) error {
	if identityOf(c) == nil {
		return redirect(c, "/sign-in")
	}
	return redirect(c, "/bookings")
}

func (h *Handlers) signInForm(c echo.Context) error {
	if identityOf(c) != nil {
		return redirect(c, "/bookings")
	}
	return h.render(c, http.StatusOK, views.NewSignIn(h.base(c), "", c.QueryParam("next"), booking.Sentence{}))
}

// signIn checks the password and starts a session under a new id. Where it
// fails, the form comes back with what was typed.
func (h *Handlers) signIn(c echo.Context) error {
	var r signInRequest
	if err := c.Bind(&r); err != nil {
		return err
	}
	if !h.limits.signIn.allow(c.RealIP()) {
		return h.signInAgain(c, r, booking.Fail(booking.TooMany, "error.signin_too_many"))
	}
	user, company, err := h.Desk.SignIn(c.Request().Context(), r.Email, r.Password)
	if err != nil {
		return h.signInAgain(c, r, err)
	}
	session := sessionOf(c)
	if session.ID != "" { // whoever was signed in here before is not any more
		if err := h.Desk.EndSession(c.Request().Context(), session.ID); err != nil {
			return err
		}
		session.ID = ""
	}
	session.Values = map[any]any{userKey: user.ID, companyKey: company}
	if err := session.Save(c.Request(), c.Response()); err != nil {
		return err
	}
	if localPath(r.Next) {
		return redirect(c, r.Next)
	}
	return redirect(c, "/bookings")
}

func (h *Handlers) signInAgain(c echo.Context, r signInRequest, err error) error {
	known := asKnown(err)
	status := http.StatusUnprocessableEntity
	switch known.Code {
	case booking.Unauthorized:
	case booking.TooMany:
		status = http.StatusTooManyRequests
	case booking.NotFound: // a user without a company
		known = booking.Fail(booking.Forbidden, "error.no_company")
	default:
		return err
	}
	return h.render(c, status, views.NewSignIn(h.base(c), r.Email, r.Next, known.Sentence))
}

func (h *Handlers) signOut(c echo.Context) error {
	session := sessionOf(c)
	if session.ID != "" {
		session.Options = h.sessions.options(-1e9)
		if err := session.Save(c.Request(), c.Response()); err != nil {
			return err
		}
	}
	return redirect(c, "/sign-in")
}
