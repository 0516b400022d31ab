package handlers

import (
	"encoding/base64"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/accounts"
	"okno/booking"
	"okno/views"
)

// twoFactorForm shows a new secret for the user's telephone.
func (h *Handlers) twoFactorForm(c echo.Context) error {
	if identityOf(c).User.TOTPSecret != nil {
		return redirect(c, "/account#two-factor")
	}
	secret, sealed, err := h.Accounts.NewTwoFactor(h.person(c))
	if err != nil {
		return err
	}
	return h.showTwoFactor(c, http.StatusOK, secret, base64.RawURLEncoding.EncodeToString(sealed), nil)
}

func (h *Handlers) showTwoFactor(c echo.Context, status int, secret, sealed string, problem *booking.Error) error {
	page, err := views.NewTwoFactor(h.base(c), secret, sealed, identityOf(c).User.Email, problem)
	if err != nil {
		return err
	}
	return h.render(c, status, page)
}

// setTwoFactor turns the second factor on and shows the recovery codes; the session gets another id.
func (h *Handlers) setTwoFactor(c echo.Context) error {
	sealed, err := base64.RawURLEncoding.DecodeString(c.FormValue("sealed"))
	if err != nil {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	var codes []string
	err = h.onlyHere(c, func(p accounts.Person) (err error) {
		codes, err = h.Accounts.SetTwoFactor(c.Request().Context(), p, sealed, c.FormValue("current"), c.FormValue("code"))
		return err
	})
	if err == nil {
		return h.render(c, http.StatusOK, views.NewRecoveryCodes(h.base(c), codes))
	}
	known := asKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.TooMany {
		return err
	}
	secret, err := h.Accounts.OpenTwoFactor(h.person(c), sealed)
	if err != nil {
		return err
	}
	return h.showTwoFactor(c, statuses[known.Code], secret, c.FormValue("sealed"), known)
}

// removeTwoFactor turns it off.
func (h *Handlers) removeTwoFactor(c echo.Context) error {
	err := h.onlyHere(c, func(p accounts.Person) error {
		return h.Accounts.RemoveTwoFactor(c.Request().Context(), p, c.FormValue("current"))
	})
	return h.accountDone(c, err, "two-factor", "two_factor_off", nil)
}

// newRecoveryCodes gives other recovery codes and shows them.
func (h *Handlers) newRecoveryCodes(c echo.Context) error {
	codes, err := h.Accounts.NewRecoveryCodes(c.Request().Context(), h.person(c), c.FormValue("current"))
	if err != nil {
		return h.accountDone(c, err, "two-factor", "", nil)
	}
	return h.render(c, http.StatusOK, views.NewRecoveryCodes(h.base(c), codes))
}
