package handlers

import (
	"context"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/desk"
	"okno/views"
)

// team is the list of members and invitations.
func (h *Handlers) team(c echo.Context) error {
	return h.showTeam(c, http.StatusOK, nil)
}

func (h *Handlers) showTeam(c echo.Context, status int, change func(*views.TeamData)) error {
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.scope(c)
	d := views.TeamData{Zone: who.Company.Zone, Now: h.Now(), Role: booking.Desk}
	members, err := scope.Team(ctx)
	if err != nil {
		return err
	}
	for _, m := range members {
		d.Members = append(d.Members, teamMember(who, m))
	}
	open, err := scope.Invitations(ctx)
	if err != nil {
		return err
	}
	for _, i := range open {
		d.Invitations = append(d.Invitations, views.TeamInvitation{ID: i.ID, Email: i.Email, Role: i.Role, InvitedBy: i.InvitedBy, ExpiresAt: i.ExpiresAt})
	}
	if change != nil {
		change(&d)
	}
	base := h.base(c)
	base.Flash = saidInURL(c, "team.said.", "invited", "uninvited", "role", "disabled", "enabled", "removed")
	return h.render(c, status, views.NewTeam(base, d))
}

func teamMember(who *db.Session, m db.TeamMember) views.TeamMember {
	return views.TeamMember{
		User: m.User, Name: m.Name, Email: m.Email, Role: m.Role, Disabled: m.Disabled, TwoFactor: m.TwoFactor,
		Me: m.User == who.User.ID, CanChange: who.Role.MayManage(m.Role), SeenAt: m.LastSeenAt,
	}
}

// saidInURL is what has just been done: one of the names, in the address, under a key's beginning.
func saidInURL(c echo.Context, key string, names ...string) booking.Sentence {
	for _, name := range names {
		if c.QueryParam("said") == name {
			return booking.Say(key + name)
		}
	}
	return booking.Sentence{}
}

// invite mails an invitation.
func (h *Handlers) invite(c echo.Context) error {
	email, role := c.FormValue("email"), booking.Role(c.FormValue("role"))
	words := func(r booking.Role, locale string) string { return views.In(locale).T("role." + string(r)) }
	path, err := h.Accounts.Invite(c.Request().Context(), member(c), email, role, words)
	if err == nil && h.MailLogged {
		return h.showTeam(c, http.StatusOK, func(d *views.TeamData) { d.Email, d.Link = email, h.BaseURL+path })
	}
	if err == nil {
		return redirect(c, "/settings/team?said=invited")
	}
	known := asKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.TooMany {
		return err
	}
	return h.showTeam(c, statuses[known.Code], func(d *views.TeamData) {
		d.Email, d.Role, d.Errors, d.Problem = email, role, known.Fields, known.Sentence
	})
}

// uninvite withdraws an invitation.
func (h *Handlers) uninvite(c echo.Context) error {
	if err := h.Accounts.Uninvite(c.Request().Context(), member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return redirect(c, "/settings/team?said=uninvited")
}

// teamMemberPage is the page of one member, for who may change him.
func (h *Handlers) teamMemberPage(c echo.Context) error {
	return h.showTeamMember(c, http.StatusOK, booking.Sentence{})
}

func (h *Handlers) showTeamMember(c echo.Context, status int, problem booking.Sentence) error {
	who := identityOf(c)
	members, err := h.scope(c).Team(c.Request().Context())
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.User == userParam(c) {
			if !who.Role.MayManage(m.Role) {
				return booking.Fail(booking.Forbidden, "error.no_right")
			}
			return h.render(c, status, views.NewTeamMemberPage(h.base(c), teamMember(who, m), problem))
		}
	}
	return booking.Fail(booking.NotFound, "error.member_unknown")
}

func userParam(c echo.Context) booking.UserID {
	id, _ := strconv.ParseInt(c.Param("user"), 10, 64)
	return booking.UserID(id)
}

func (h *Handlers) setRole(c echo.Context) error {
	role := booking.Role(c.FormValue("role"))
	return h.teamAct(c, "role", func(ctx context.Context, m desk.Member, user booking.UserID) error {
		return h.Accounts.SetRole(ctx, m, user, role, booking.Role(c.FormValue("began")))
	})
}

func (h *Handlers) disableMember(c echo.Context) error {
	return h.teamAct(c, "disabled", h.Accounts.DisableMember)
}
func (h *Handlers) enableMember(c echo.Context) error {
	return h.teamAct(c, "enabled", h.Accounts.EnableMember)
}
func (h *Handlers) removeMember(c echo.Context) error {
	return h.teamAct(c, "removed", h.Accounts.RemoveMember)
}

// teamAct performs an act on the member of the path; what is refused stands on his page.
func (h *Handlers) teamAct(c echo.Context, said string, do func(context.Context, desk.Member, booking.UserID) error) error {
	err := do(c.Request().Context(), member(c), userParam(c))
	if err == nil {
		return redirect(c, "/settings/team?said="+said)
	}
	known := asKnown(err)
	if known.Code != booking.Conflict && known.Code != booking.Invalid {
		return err
	}
	return h.showTeamMember(c, statuses[known.Code], known.Sentence)
}

// leave takes the user himself out of the company that he is in.
func (h *Handlers) leave(c echo.Context) error {
	who, ctx := identityOf(c), c.Request().Context()
	if who.Role == "" {
		return booking.Fail(booking.Forbidden, "error.no_company")
	}
	if err := h.Accounts.Leave(ctx, member(c)); err != nil {
		return h.accountDone(c, err, "companies", "left", nil)
	}
	next, err := h.DB.FirstCompany(ctx, who.User.ID)
	if err != nil && booking.CodeOf(err) != booking.NotFound {
		return err
	}
	return h.goOnIn(c, next, "/account?said=left")
}
