package settings

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/acts"
	"okno/booking"
	"okno/db/peopledb"
	"okno/handlers"
	"okno/views"
	"okno/views/settings"
)

// team is the list of members and invitations.
func (h *Handlers) team(c echo.Context) error {
	return h.showTeam(c, http.StatusOK, nil)
}

func (h *Handlers) showTeam(c echo.Context, status int, change func(*settings.TeamData)) error {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope := h.Scope(c)
	d := settings.TeamData{Zone: who.Company.Zone, Now: h.Now(), Role: booking.Desk}
	members, err := peopledb.Team(ctx, scope)
	if err != nil {
		return err
	}
	for _, m := range members {
		d.Members = append(d.Members, teamMember(who, m))
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	d.People = peopleOf(setup.Resources)
	open, err := peopledb.Invitations(ctx, scope)
	if err != nil {
		return err
	}
	for _, i := range open {
		d.Invitations = append(d.Invitations, settings.TeamInvitation{ID: i.ID, Email: i.Email, Role: i.Role, Of: i.Of, InvitedBy: i.InvitedBy, ExpiresAt: i.ExpiresAt})
	}
	if change != nil {
		change(&d)
	}
	base := h.Base(c)
	base.Flash = handlers.SaidInURL(c, "team.said.", "invited", "uninvited", "role", "disabled", "enabled", "removed")
	return h.Render(c, status, settings.NewTeam(base, d))
}

func teamMember(who *peopledb.Session, m peopledb.TeamMember) settings.TeamMember {
	return settings.TeamMember{
		User: m.User, Name: m.Name, Email: m.Email, Role: m.Role, Resource: m.Resource, Of: m.Of, Disabled: m.Disabled, TwoFactor: m.TwoFactor,
		Me: m.User == who.User.ID, CanChange: who.Role.MayManage(m.Role), SeenAt: m.LastSeenAt,
	}
}

// invite mails an invitation.
func (h *Handlers) invite(c echo.Context) error {
	email, post := c.FormValue("email"), typedPost(c)
	words := func(r booking.Role, locale string) string { return views.In(locale).T("role." + string(r)) }
	path, err := h.Accounts.Invite(c.Request().Context(), handlers.Member(c), email, post, words)
	if err == nil && h.MailLogged {
		return h.showTeam(c, http.StatusOK, func(d *settings.TeamData) { d.Email, d.Link = email, h.BaseURL+path })
	}
	if err == nil {
		return handlers.Redirect(c, "/settings/team?said=invited")
	}
	known := handlers.AsKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.TooMany {
		return err
	}
	return h.showTeam(c, handlers.Statuses[known.Code], func(d *settings.TeamData) {
		d.Email, d.Role, d.Resource, d.Errors, d.Problem = email, post.Role, post.Resource, known.Fields, known.Sentence
	})
}

// uninvite withdraws an invitation.
func (h *Handlers) uninvite(c echo.Context) error {
	if err := h.Accounts.Team.Uninvite(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return handlers.Redirect(c, "/settings/team?said=uninvited")
}

// teamMemberPage is the page of one member, for who may change him.
func (h *Handlers) teamMemberPage(c echo.Context) error {
	return h.showTeamMember(c, http.StatusOK, peopledb.Post{}, booking.Sentence{})
}

// showTeamMember shows what is stored or, where it was refused, what was typed.
func (h *Handlers) showTeamMember(c echo.Context, status int, typed peopledb.Post, problem booking.Sentence) error {
	who := handlers.IdentityOf(c)
	members, err := peopledb.Team(c.Request().Context(), h.Scope(c))
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.User == handlers.UserParam(c) {
			if !who.Role.MayManage(m.Role) {
				return booking.Fail(booking.Forbidden, "error.no_right")
			}
			setup, err := h.Setup(c)
			if err != nil {
				return err
			}
			of := teamMember(who, m)
			if typed != (peopledb.Post{}) {
				of.Chosen, of.ChosenResource = typed.Role, typed.Resource
			}
			return h.Render(c, status, settings.NewTeamMemberPage(h.Base(c), of, peopleOf(setup.Resources), problem))
		}
	}
	return booking.Fail(booking.NotFound, "error.member_unknown")
}

func (h *Handlers) setRole(c echo.Context) error {
	seen := peopledb.Post{Role: booking.Role(c.FormValue("began")), Resource: booking.ID(c.FormValue("began_resource"))}
	return h.teamAct(c, "role", func(ctx context.Context, m acts.Member, user booking.UserID) error {
		return h.Accounts.Team.SetRole(ctx, m, user, typedPost(c), seen)
	})
}

func (h *Handlers) disableMember(c echo.Context) error {
	return h.teamAct(c, "disabled", h.Accounts.Team.DisableMember)
}
func (h *Handlers) enableMember(c echo.Context) error {
	return h.teamAct(c, "enabled", h.Accounts.Team.EnableMember)
}
func (h *Handlers) removeMember(c echo.Context) error {
	return h.teamAct(c, "removed", h.Accounts.Team.RemoveMember)
}

// teamAct performs an act on the member of the path; what is refused stands on his page.
func (h *Handlers) teamAct(c echo.Context, said string, do func(context.Context, acts.Member, booking.UserID) error) error {
	err := do(c.Request().Context(), handlers.Member(c), handlers.UserParam(c))
	if err == nil {
		return handlers.Redirect(c, "/settings/team?said="+said)
	}
	known := handlers.AsKnown(err)
	if known.Code != booking.Conflict && known.Code != booking.Invalid {
		return err
	}
	problem, typed := known.Sentence, peopledb.Post{}
	for _, sentence := range known.Fields { // an act has one field at most
		problem = sentence
	}
	if known.Code == booking.Invalid {
		typed = typedPost(c)
	}
	return h.showTeamMember(c, handlers.Statuses[known.Code], typed, problem)
}
