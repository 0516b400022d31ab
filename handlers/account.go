package handlers

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/accounts"
	"okno/booking"
	"okno/views"
)

// account is the user's own page: four queries beside the session's.
func (h *Handlers) account(c echo.Context) error {
	return h.showAccount(c, http.StatusOK, nil)
}

// showAccount renders the page; change puts into it what was typed and refused.
func (h *Handlers) showAccount(c echo.Context, status int, change func(*views.AccountData)) error {
	who, ctx := identityOf(c), c.Request().Context()
	d := views.AccountData{
		Email: who.User.Email, Name: who.User.Name, Stored: views.OwnName{Name: who.User.Name}, TwoFactor: who.User.TOTPSecret != nil, SignUp: !h.Desk.NoSignUp,
		Now: h.Now(), Zone: time.UTC,
	}
	if who.Company.Zone != nil {
		d.Zone = who.Company.Zone
	}
	var err error
	if d.TwoFactor {
		if d.Recovery, err = h.DB.RecoveryCodes(ctx, who.User.ID); err != nil {
			return err
		}
	}
	sessions, err := h.DB.SignedIns(ctx, who.User.ID, h.Now())
	if err != nil {
		return err
	}
	here := sessionHash(c)
	for _, s := range sessions {
		d.Sessions = append(d.Sessions, views.AccountSession{
			IDHash: s.IDHash, Here: bytes.Equal(s.IDHash, here), Address: s.Address, Agent: s.Device, CreatedAt: s.CreatedAt, SeenAt: s.SeenAt,
		})
	}
	companies, err := h.DB.Memberships(ctx, who.User.ID)
	if err != nil {
		return err
	}
	for _, m := range companies {
		d.Companies = append(d.Companies, views.AccountCompany{
			ID: m.Company, Name: m.Name, Role: m.Role, Here: m.Company == who.Company.ID, Disabled: m.Disabled,
		})
	}
	if change != nil {
		change(&d)
	}
	base := h.base(c)
	if said := c.QueryParam("said"); slices.Contains(accountSaid, said) {
		if said == "email" && h.MailLogged {
			said = "email_logged"
		}
		base.Flash = booking.Say("account.said." + said)
	}
	return h.render(c, status, views.NewAccount(base, d))
}

// accountSaid are the names, in the address, of what has just been done.
var accountSaid = []string{"name", "email", "email_changed", "password", "two_factor_off", "session", "left"}

// accountDone answers an act of one of the page's forms: what was refused stands in it, with what was typed.
func (h *Handlers) accountDone(c echo.Context, err error, part, said string, typed func(*views.AccountData)) error {
	if err == nil {
		return redirect(c, "/account?said="+said)
	}
	known := asKnown(err)
	switch known.Code {
	case booking.Invalid, booking.TooMany, booking.Conflict:
	default:
		return err
	}
	return h.showAccount(c, statuses[known.Code], func(d *views.AccountData) {
		d.Part, d.Errors, d.Problem = part, known.Fields, known.Sentence
		if typed != nil {
			typed(d)
		}
	})
}

// saveName gives the user another name, unless another window has given one that was not seen here.
func (h *Handlers) saveName(c echo.Context) error {
	user := identityOf(c).User
	typed := views.OwnName{Name: c.FormValue("name")}
	var err error = booking.Fail(booking.Conflict, "error.account_changed")
	if onTop(c, &typed, views.OwnName{Name: user.Name}, 0, 0) != unseen {
		err = h.Accounts.SaveUserName(c.Request().Context(), user.ID, user.Name, typed.Name)
	}
	return h.accountDone(c, err, "name", "name", func(d *views.AccountData) {
		d.Name, d.Began, d.Clash = typed.Name, keptBegan(c, asKnown(err)), booking.CodeOf(err) == booking.Conflict
	})
}

// askEmail mails a link to another address.
func (h *Handlers) askEmail(c echo.Context) error {
	email := c.FormValue("email")
	err := h.Accounts.AskEmail(c.Request().Context(), h.person(c), c.FormValue("current"), email)
	return h.accountDone(c, err, "email", "email", func(d *views.AccountData) { d.NewEmail = email })
}

// changePassword sets another password; the session gets another id.
func (h *Handlers) changePassword(c echo.Context) error {
	err := h.onlyHere(c, func(p accounts.Person) error {
		return h.Accounts.ChangePassword(c.Request().Context(), p, c.FormValue("current"), c.FormValue("password"))
	})
	return h.accountDone(c, err, "password", "password", nil)
}

// endSession signs one of the user's browsers out.
func (h *Handlers) endSession(c echo.Context) error {
	hash, err := base64.RawURLEncoding.DecodeString(c.FormValue("session"))
	if err != nil {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	return h.accountDone(c, h.Accounts.EndSessionOf(c.Request().Context(), h.person(c), hash), "sessions", "session", nil)
}

// endSessions signs the user out everywhere else; the session gets another id, for somebody may have a copy of it.
func (h *Handlers) endSessions(c echo.Context) error {
	err := h.onlyHere(c, func(p accounts.Person) error { return h.Accounts.EndSessions(c.Request().Context(), p) })
	return h.accountDone(c, err, "sessions", "session", nil)
}

// enterCompany goes on in another of the user's companies, under another session id.
func (h *Handlers) enterCompany(c echo.Context) error {
	id, err := strconv.ParseInt(c.FormValue("company"), 10, 64)
	if err != nil {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	if err := h.Accounts.EnterCompany(c.Request().Context(), h.person(c), booking.CompanyID(id)); err != nil {
		return err
	}
	return h.goOnIn(c, booking.CompanyID(id), "/bookings")
}

func (h *Handlers) goOnIn(c echo.Context, company booking.CompanyID, page string) error {
	session := sessionOf(c)
	next, err := h.sessions.newID()
	if err != nil {
		return err
	}
	went, err := h.Accounts.GoOnIn(c.Request().Context(), company, session.ID, next)
	if err != nil {
		return err
	}
	if went { // else it was ended, or replaced, a moment ago: the next page says which
		h.sessions.hand(c.Response(), session, next)
	}
	return redirect(c, page)
}

// addCompany makes another company and goes on to its first steps.
func (h *Handlers) addCompany(c echo.Context) error {
	name := c.FormValue("company")
	id, err := h.Accounts.AddOwnCompany(c.Request().Context(), h.person(c), name, c.FormValue("zone"))
	if err != nil {
		return h.accountDone(c, err, "company", "", func(d *views.AccountData) { d.Company = name })
	}
	return h.goOnIn(c, id, "/start")
}
