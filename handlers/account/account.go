package account

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
	"okno/db/peopledb"
	"okno/handlers"
	"okno/views/account"
)

// account is the user's own page: four queries beside the session's.
func (h *Handlers) account(c echo.Context) error {
	return h.showAccount(c, http.StatusOK, nil)
}

// showAccount renders the page; change puts into it what was typed and refused.
func (h *Handlers) showAccount(c echo.Context, status int, change func(*account.AccountData)) error {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	d := account.AccountData{
		Email: who.User.Email, Name: who.User.Name, Stored: account.OwnName{Name: who.User.Name}, TwoFactor: who.User.TOTPSecret != nil, SignUp: !h.Desk.NoSignUp,
		Now: h.Now(), Zone: time.UTC,
	}
	if who.Company.Zone != nil {
		d.Zone = who.Company.Zone
	}
	var err error
	if d.TwoFactor {
		if d.Recovery, err = peopledb.RecoveryCodes(ctx, h.DB, who.User.ID); err != nil {
			return err
		}
	}
	sessions, err := peopledb.SignedIns(ctx, h.DB, who.User.ID, h.Now())
	if err != nil {
		return err
	}
	here := handlers.SessionHash(c)
	for _, s := range sessions {
		d.Sessions = append(d.Sessions, account.AccountSession{
			IDHash: s.IDHash, Here: bytes.Equal(s.IDHash, here), Address: s.Address, Agent: s.Device, CreatedAt: s.CreatedAt, SeenAt: s.SeenAt,
		})
	}
	companies, err := peopledb.Memberships(ctx, h.DB, who.User.ID)
	if err != nil {
		return err
	}
	for _, m := range companies {
		d.Companies = append(d.Companies, account.AccountCompany{
			ID: m.Company, Name: m.Name, Role: m.Role, Here: m.Company == who.Company.ID, Disabled: m.Disabled,
		})
	}
	if err := h.ownSheet(c, &d); err != nil {
		return err
	}
	if err := h.ownTold(c, &d); err != nil {
		return err
	}
	if change != nil {
		change(&d)
	}
	base := h.Base(c)
	if said := c.QueryParam("said"); slices.Contains(accountSaid, said) {
		if said == "email" && h.MailLogged {
			said = "email_logged"
		}
		base.Flash = booking.Say("account.said." + said)
	}
	return h.Render(c, status, account.NewAccount(base, d))
}

// accountSaid are the names, in the address, of what has just been done.
var accountSaid = []string{"name", "email", "email_changed", "password", "two_factor_off", "session", "left", "daily", "told", "browser", "removed", "test"}

// accountDone answers an act of one of the page's forms: what was refused stands in it, with what was typed.
func (h *Handlers) accountDone(c echo.Context, err error, part, said string, typed func(*account.AccountData)) error {
	if err == nil {
		return handlers.Redirect(c, "/account?said="+said)
	}
	known := handlers.AsKnown(err)
	switch known.Code {
	case booking.Invalid, booking.TooMany, booking.Conflict:
	default:
		return err
	}
	return h.showAccount(c, handlers.Statuses[known.Code], func(d *account.AccountData) {
		d.Part, d.Errors, d.Problem = part, known.Fields, known.Sentence
		if typed != nil {
			typed(d)
		}
	})
}

// saveName gives the user another name, unless another window has given one that was not seen here.
func (h *Handlers) saveName(c echo.Context) error {
	user := handlers.IdentityOf(c).User
	typed := account.OwnName{Name: c.FormValue("name")}
	var err error = booking.Fail(booking.Conflict, "error.account_changed")
	if handlers.OnTop(c, &typed, account.OwnName{Name: user.Name}, 0, 0) != handlers.Unseen {
		err = h.Accounts.SaveUserName(c.Request().Context(), user.ID, user.Name, typed.Name)
	}
	return h.accountDone(c, err, "name", "name", func(d *account.AccountData) {
		d.Name, d.Began, d.Clash = typed.Name, handlers.KeptBegan(c, handlers.AsKnown(err)), booking.CodeOf(err) == booking.Conflict
	})
}

// askEmail mails a link to another address.
func (h *Handlers) askEmail(c echo.Context) error {
	email := c.FormValue("email")
	err := h.Accounts.AskEmail(c.Request().Context(), h.Person(c), c.FormValue("current"), email)
	return h.accountDone(c, err, "email", "email", func(d *account.AccountData) { d.NewEmail = email })
}

// changePassword sets another password; the session gets another id.
func (h *Handlers) changePassword(c echo.Context) error {
	err := h.OnlyHere(c, func(p accounts.Person) error {
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
	return h.accountDone(c, h.Accounts.Sessions.EndSessionOf(c.Request().Context(), h.Person(c), hash), "sessions", "session", nil)
}

// endSessions signs the user out everywhere else; the session gets another id, for somebody may have a copy of it.
func (h *Handlers) endSessions(c echo.Context) error {
	err := h.OnlyHere(c, func(p accounts.Person) error { return h.Accounts.Sessions.EndSessions(c.Request().Context(), p) })
	return h.accountDone(c, err, "sessions", "session", nil)
}

// enterCompany goes on in another of the user's companies, under another session id.
func (h *Handlers) enterCompany(c echo.Context) error {
	id, err := strconv.ParseInt(c.FormValue("company"), 10, 64)
	if err != nil {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	if err := h.Accounts.Sessions.EnterCompany(c.Request().Context(), h.Person(c), booking.CompanyID(id)); err != nil {
		return err
	}
	return h.GoOnIn(c, booking.CompanyID(id), "/") // which knows his role there
}

// addCompany makes another company and goes on to its first steps.
func (h *Handlers) addCompany(c echo.Context) error {
	name := c.FormValue("company")
	id, err := h.Accounts.AddOwnCompany(c.Request().Context(), h.Person(c), name, c.FormValue("zone"))
	if err != nil {
		return h.accountDone(c, err, "company", "", func(d *account.AccountData) { d.Company = name })
	}
	return h.GoOnIn(c, id, "/start")
}

// leave takes the user himself out of the company that he is in.
func (h *Handlers) leave(c echo.Context) error {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	if who.Role == "" {
		return booking.Fail(booking.Forbidden, "error.no_company")
	}
	if err := h.Accounts.Team.Leave(ctx, handlers.Member(c)); err != nil {
		return h.accountDone(c, err, "companies", "left", nil)
	}
	next, _, err := peopledb.FirstCompany(ctx, h.DB, who.User.ID)
	if err != nil && booking.CodeOf(err) != booking.NotFound {
		return err
	}
	return h.GoOnIn(c, next, "/account?said=left")
}
