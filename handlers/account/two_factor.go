package account

import (
	"encoding/base64"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/accounts"
	"okno/booking"
	"okno/handlers"
	"okno/views/account"
)

// twoFactorForm shows a new secret for the user's telephone.
func (h *Handlers) twoFactorForm(c echo.Context) error {
	if handlers.IdentityOf(c).User.TOTPSecret != nil {
		return handlers.Redirect(c, "/account#two-factor")
	}
	secret, sealed, err := h.Accounts.NewTwoFactor(h.Person(c))
	if err != nil {
		return err
	}
	return h.showTwoFactor(c, http.StatusOK, secret, base64.RawURLEncoding.EncodeToString(sealed), nil)
}

func (h *Handlers) showTwoFactor(c echo.Context, status int, secret, sealed string, problem *booking.Error) error {
	page, err := account.NewTwoFactor(h.Base(c), secret, sealed, handlers.IdentityOf(c).User.Email, problem)
	if err != nil {
		return err
	}
	return h.Render(c, status, page)
}

// setTwoFactor turns the second factor on and shows the recovery codes; the session gets another id.
func (h *Handlers) setTwoFactor(c echo.Context) error {
	sealed, err := base64.RawURLEncoding.DecodeString(c.FormValue("sealed"))
	if err != nil {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	var codes []string
	err = h.OnlyHere(c, func(p accounts.Person) (err error) {
		codes, err = h.Accounts.SetTwoFactor(c.Request().Context(), p, sealed, c.FormValue("current"), c.FormValue("code"))
		return err
	})
	if err == nil {
		return h.Render(c, http.StatusOK, account.NewRecoveryCodes(h.Base(c), codes))
	}
	known := handlers.AsKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.TooMany {
		return err
	}
	secret, err := h.Accounts.OpenTwoFactor(h.Person(c), sealed)
	if err != nil {
		return err
	}
	return h.showTwoFactor(c, handlers.Statuses[known.Code], secret, c.FormValue("sealed"), known)
}

// removeTwoFactor turns it off.
func (h *Handlers) removeTwoFactor(c echo.Context) error {
	err := h.OnlyHere(c, func(p accounts.Person) error {
		return h.Accounts.RemoveTwoFactor(c.Request().Context(), p, c.FormValue("current"))
	})
	return h.accountDone(c, err, "two-factor", "two_factor_off", nil)
}

// newRecoveryCodes gives other recovery codes and shows them.
func (h *Handlers) newRecoveryCodes(c echo.Context) error {
	codes, err := h.Accounts.NewRecoveryCodes(c.Request().Context(), h.Person(c), c.FormValue("current"))
	if err != nil {
		return h.accountDone(c, err, "two-factor", "", nil)
	}
	return h.Render(c, http.StatusOK, account.NewRecoveryCodes(h.Base(c), codes))
}
