package booking

import "slices"

// Role is what a member may do in a company.
type Role string

const (
	Owner      Role = "owner"
	Admin      Role = "admin"
	Desk       Role = "desk"
	Manager    Role = "manager"
	Specialist Role = "specialist" // of one resource, his own
)

// Roles from the widest to the narrowest.
var Roles = []Role{Owner, Admin, Desk, Manager, Specialist}

// Valid says whether r is one of Roles.
func (r Role) Valid() bool { return slices.Contains(Roles, r) }

// Right is one row of the table of roles in domain.md.
type Right string

const (
	SeeBookings    Right = "see bookings" // live board, bookings, clients, leads
	ChangeBookings Right = "change bookings"
	SeeSetup       Right = "see setup"
	ChangeSetup    Right = "change setup" // services, resources, schedules, forms, notifications
	SeeReports     Right = "see reports"
	ChangeTeam     Right = "change team"
	ChangeCompany  Right = "change company"
	SeeOwn         Right = "see own" // bookings of one's own resource, and what SpecialistRules allow with them
)

var rights = map[Role][]Right{
	Owner:      {SeeBookings, ChangeBookings, SeeSetup, ChangeSetup, SeeReports, ChangeTeam, ChangeCompany},
	Admin:      {SeeBookings, ChangeBookings, SeeSetup, ChangeSetup, SeeReports, ChangeTeam},
	Desk:       {SeeBookings, ChangeBookings, SeeSetup},
	Manager:    {SeeBookings, SeeSetup, SeeReports},
	Specialist: {SeeOwn},
}

// May says whether the role has the right.
func (r Role) May(right Right) bool { return slices.Contains(rights[r], right) }

// MayManage says whether somebody of this role may make, change or remove a
// member of another: owners all, admins all but owners.
func (r Role) MayManage(other Role) bool {
	return r.May(ChangeTeam) && (r == Owner || other != Owner)
}

// Manageable are the roles that somebody of this role may give.
func (r Role) Manageable() []Role {
	var some []Role
	for _, other := range Roles {
		if r.MayManage(other) {
			some = append(some, other)
		}
	}
	return some
}
