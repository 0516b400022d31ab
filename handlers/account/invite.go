package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/companydb"
	"okno/db/peopledb"
	"okno/handlers"
	"okno/views"
	"okno/views/account"
)

// invitation is where the link of an invitation leads: opening it changes nothing.
func (h *Handlers) invitation(c echo.Context) error {
	return h.showInvitation(c, http.StatusOK, "", &booking.Error{})
}

func (h *Handlers) showInvitation(c echo.Context, status int, name string, problem *booking.Error) error {
	ctx, words := c.Request().Context(), views.In(handlers.ReaderOf(c))
	i, err := h.Accounts.Invitation(ctx, c.Param("token"))
	if err != nil {
		return h.dead(c, err)
	}
	company, err := companydb.CompanyRow(ctx, h.DB.Of(i.Company))
	if err != nil {
		return err
	}
	lead := func(key string) booking.Sentence {
		other := ""
		if who := handlers.IdentityOf(c); who != nil {
			other = who.User.Email
		}
		return booking.Say(key, "who", i.InvitedBy, "email", i.Email, "role", words.T("role."+string(i.Role)), "other", other)
	}
	d := account.GateData{
		Heading: booking.Say("gate.invite.title", "company", company.Name), Error: problem.Sentence,
		Action: "/invite/" + c.Param("token"), Submit: booking.Say("gate.invite.submit"),
	}
	known, err := h.hasAccount(c, i)
	if err != nil {
		return err
	}
	switch who := handlers.IdentityOf(c); {
	case who != nil && who.User.Email == i.Email:
		d.Lead = lead("gate.invite.lead_known")
	case who != nil:
		d.Lead, d.Action, d.Submit = lead("gate.invite.lead_other"), "/sign-out", booking.Say("gate.invite.sign_out")
	case known:
		d.Lead, d.Action = lead("gate.invite.lead_sign_in"), ""
		d.Links = []account.GateLink{{URL: "/sign-in?next=/invite/" + c.Param("token"), Text: booking.Say("gate.link.sign_in")}}
	default:
		d.Lead = lead("gate.invite.lead_new")
		d.Fields = append([]account.GateField{{ID: "name", Type: "text", Value: name, Autocomplete: "name", Max: booking.MaxName}}, newPasswordFields(i.Email)...)
	}
	return h.Render(c, status, account.NewGate(h.Base(c), d, problem.Fields))
}

func (h *Handlers) hasAccount(c echo.Context, i peopledb.Invitation) (bool, error) {
	_, err := peopledb.UserByEmail(c.Request().Context(), h.DB, i.Email)
	if booking.CodeOf(err) == booking.NotFound {
		return false, nil
	}
	return err == nil, err
}

// accept takes whoever is invited into the company: as who he is signed in as, or
// as somebody new.
func (h *Handlers) accept(c echo.Context) error {
	ctx, token := c.Request().Context(), c.Param("token")
	if handlers.IdentityOf(c) != nil {
		company, err := h.Accounts.Join(ctx, h.Person(c), token)
		if err != nil {
			return h.dead(c, err)
		}
		return h.GoOnIn(c, company, "/") // which knows his role there
	}
	name := c.FormValue("name")
	entry, err := h.Accounts.JoinNew(ctx, token, name, c.FormValue("password"), h.Sessions.Browser(c.Request()))
	if err != nil {
		known := handlers.AsKnown(err)
		switch known.Code {
		case booking.Invalid, booking.TooMany:
			return h.showInvitation(c, handlers.Statuses[known.Code], name, known)
		case booking.Conflict: // the page says to sign in
			return handlers.Redirect(c, "/invite/"+token)
		}
		return h.dead(c, err)
	}
	return h.enter(c, entry, "")
}
