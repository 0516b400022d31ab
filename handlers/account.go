package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// account is the user's own page.
func (h *Handlers) account(c echo.Context) error {
	return h.showAccount(c, http.StatusOK, nil)
}

// showAccount renders the page; change puts into it what was typed and refused.
func (h *Handlers) showAccount(c echo.Context, status int, change func(*views.AccountData)) error {
	user := identityOf(c).User
	d := views.AccountData{Email: user.Email, Name: user.Name}
	if change != nil {
		change(&d)
	}
	base := h.base(c)
	base.Flash = accountSaid(c.QueryParam("said"))
	return h.render(c, status, views.NewAccount(base, d))
}

// accountSaid is what has just been done, by its name in the address.
func accountSaid(what string) booking.Sentence {
	switch what {
	case "name":
		return booking.Say("account.said." + what)
	}
	return booking.Sentence{}
}

// saveName gives the user another name.
func (h *Handlers) saveName(c echo.Context) error {
	name := c.FormValue("name")
	err := h.Desk.SaveUserName(c.Request().Context(), identityOf(c).User.ID, name)
	if err == nil {
		return redirect(c, "/account?said=name")
	}
	return h.accountRefused(c, err, func(d *views.AccountData) { d.Name = name })
}

// accountRefused shows the page with what was typed and what is wrong with it.
func (h *Handlers) accountRefused(c echo.Context, err error, typed func(*views.AccountData)) error {
	known := asKnown(err)
	if known.Code != booking.Invalid {
		return err
	}
	return h.showAccount(c, statuses[known.Code], func(d *views.AccountData) {
		d.Errors = known.Fields
		typed(d)
	})
}
