package settings

import (
	"strconv"
	"time"

	"okno/booking"
	"okno/views"
)

// Team is the page GET /settings/team.
type Team struct {
	views.Base
	TeamData
	Bar views.SettingsTabs
}

// TeamData is what the page is made of.
type TeamData struct {
	Members     []TeamMember
	Invitations []TeamInvitation
	Zone        *time.Location
	Now         time.Time
	Email       string // of an invitation, as it was typed
	Role        booking.Role
	Errors      map[string]booking.Sentence
	Problem     booking.Sentence
	Link        string // of the invitation that was just made, where no mail takes it to Email; "" else
}

// TeamMember is a member in the list, or on a page of his own.
type TeamMember struct {
	User      booking.UserID
	Name      string
	Email     string
	Role      booking.Role
	Disabled  bool
	TwoFactor bool
	Me        bool
	CanChange bool // by who looks
	SeenAt    *time.Time
}

// TeamInvitation is an open one.
type TeamInvitation struct {
	ID        booking.ID
	Email     string
	Role      booking.Role
	InvitedBy string
	ExpiresAt time.Time
}

// NewTeam makes the page. It sets the title.
func NewTeam(base views.Base, d TeamData) Team {
	base.Section, base.Title = "settings", base.W().T("settings.tab.team")
	return Team{base, d, views.NewSettingsTabs(base, "team")}
}

func (Team) View() string { return "team" }

// Initials stand in the member's circle.
func (m TeamMember) Initials() string { return views.Initials(m.Name) }

// URL is the member's own page.
func (m TeamMember) URL() string { return "/settings/team/" + strconv.FormatInt(int64(m.User), 10) }

// RoleName is a role in words.
func (t Team) RoleName(r booking.Role) string { return t.W().T("role." + string(r)) }

// Seen says when a member was here last.
func (t Team) Seen(m TeamMember) string {
	if m.SeenAt == nil {
		return t.W().T("team.never_seen")
	}
	return t.W().T("team.seen", "date", booking.DateOf(m.SeenAt.In(t.Zone), t.Zone), "time", m.SeenAt.In(t.Zone))
}

// Until says how long an invitation works.
func (t Team) Until(i TeamInvitation) string {
	if i.ExpiresAt.Before(t.Now) {
		return t.W().T("team.invitation_over")
	}
	return t.W().T("team.invitation_until", "date", booking.DateOf(i.ExpiresAt.In(t.Zone), t.Zone))
}

// Roles are those that who looks may give.
func (t Team) Roles() []RoleChoice { return roleChoices(t.Base, t.TeamData.Role) }

// EmailError and RoleError are what is wrong with the invitation's fields.
func (t Team) EmailError() string { return t.W().Say(t.Errors["email"]) }
func (t Team) RoleError() string  { return t.W().Say(t.Errors["role"]) }

// RoleChoice is a role that may be given, with what it may do.
type RoleChoice struct {
	views.Choice
	Text string
}

func roleChoices(base views.Base, chosen booking.Role) []RoleChoice {
	var all []RoleChoice
	for _, r := range base.Member.Role.Manageable() {
		all = append(all, RoleChoice{views.Choice{Value: string(r), Label: base.W().T("role." + string(r)), Chosen: r == chosen}, base.W().T("team.role." + string(r))})
	}
	return all
}

// TeamMemberPage is the page GET /settings/team/:user.
type TeamMemberPage struct {
	views.Base
	Of      TeamMember
	Problem string
	Bar     views.SettingsTabs
}

// NewTeamMemberPage makes the page. It sets the title.
func NewTeamMemberPage(base views.Base, m TeamMember, problem booking.Sentence) TeamMemberPage {
	base.Section, base.Title = "settings", m.Name
	return TeamMemberPage{base, m, base.W().Say(problem), views.NewSettingsTabs(base, "team")}
}

func (TeamMemberPage) View() string { return "team-member" }

// Roles are those that who looks may give.
func (p TeamMemberPage) Roles() []RoleChoice { return roleChoices(p.Base, p.Of.Role) }

// RoleName is the member's role in words.
func (p TeamMemberPage) RoleName() string { return p.W().T("role." + string(p.Of.Role)) }
