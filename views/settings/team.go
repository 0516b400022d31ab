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
	Resource    booking.ID         // of a specialist
	People      []booking.Resource // whom a specialist may be
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
	Resource  booking.ID // a specialist's own
	Of        string     // its name
	Disabled  bool
	TwoFactor bool
	Me        bool
	CanChange bool // by who looks
	SeenAt    *time.Time

	// What was chosen and refused; Role and Resource where nothing was.
	Chosen         booking.Role
	ChosenResource booking.ID
}

// TeamInvitation is an open one.
type TeamInvitation struct {
	ID        booking.ID
	Email     string
	Role      booking.Role
	Of        string // see TeamMember
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

// RoleName is a role in words, of a specialist with who he is.
func (t Team) RoleName(r booking.Role, of string) string { return roleName(t.W(), r, of) }

func roleName(w *views.Words, r booking.Role, of string) string {
	name := w.T("role." + string(r))
	if of != "" {
		name = w.T("role.of", "role", name, "name", of)
	}
	return name
}

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
func (t Team) Roles() RoleChoices {
	return roleChoices(t.Base, t.TeamData.Role, t.Resource, t.People, t.W().Say(t.Errors["resource"]))
}

// EmailError and RoleError are what is wrong with the invitation's fields.
func (t Team) EmailError() string { return t.W().Say(t.Errors["email"]) }
func (t Team) RoleError() string  { return t.W().Say(t.Errors["role"]) }

// RoleChoice is a role that may be given, with what it may do.
type RoleChoice struct {
	views.Choice
	Text string
}

// RoleChoices are the roles, and the people whom a specialist may be.
type RoleChoices struct {
	W      *views.Words
	Roles  []RoleChoice
	People []views.Choice
	Chosen bool   // one of them is
	Error  string // what is wrong with the choice among them
}

func roleChoices(base views.Base, chosen booking.Role, resource booking.ID, people []booking.Resource, wrong string) RoleChoices {
	all := RoleChoices{W: base.W(), Error: wrong}
	for _, r := range base.Member.Role.Manageable() {
		all.Roles = append(all.Roles, RoleChoice{views.Choice{Value: string(r), Label: base.W().T("role." + string(r)), Chosen: r == chosen}, base.W().T("team.role." + string(r))})
	}
	for _, r := range people {
		all.Chosen = all.Chosen || r.ID == resource
		all.People = append(all.People, views.Choice{Value: string(r.ID), Label: r.Name, Chosen: r.ID == resource})
	}
	return all
}

// TeamMemberPage is the page GET /settings/team/:user.
type TeamMemberPage struct {
	views.Base
	Of      TeamMember
	People  []booking.Resource
	Problem string
	Bar     views.SettingsTabs
}

// NewTeamMemberPage makes the page. It sets the title.
func NewTeamMemberPage(base views.Base, m TeamMember, people []booking.Resource, problem booking.Sentence) TeamMemberPage {
	base.Section, base.Title = "settings", m.Name
	if m.Chosen == "" {
		m.Chosen, m.ChosenResource = m.Role, m.Resource
	}
	return TeamMemberPage{base, m, people, base.W().Say(problem), views.NewSettingsTabs(base, "team")}
}

func (TeamMemberPage) View() string { return "team-member" }

// Roles are those that who looks may give.
func (p TeamMemberPage) Roles() RoleChoices {
	return roleChoices(p.Base, p.Of.Chosen, p.Of.ChosenResource, p.People, "")
}

// RoleName is the member's role in words.
func (p TeamMemberPage) RoleName() string { return roleName(p.W(), p.Of.Role, p.Of.Of) }
