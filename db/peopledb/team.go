package peopledb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// TeamMember is a member with what the team's page tells of him.
type TeamMember struct {
	User  booking.UserID
	Name  string
	Email string
	Post
	Of         string // the name of that resource
	Disabled   bool
	TwoFactor  bool
	LastSeenAt *time.Time // nil when he never signed in
}

// Post is what a member is in a company: his role, and whose bookings he sees.
type Post struct {
	Role     booking.Role
	Resource booking.ID // a specialist's own, "" for everybody else
}

// Team are the company's members: roles from the widest, then by name.
func Team(ctx context.Context, s db.Scope) ([]TeamMember, error) {
	var team []TeamMember
	err := sqlx.SelectContext(ctx, s.Q(), &team, `
		select u.id as user, u.name, u.email, m.role, coalesce(m.resource_id::text, '') as resource, coalesce(r.name, '') as of, m.disabled_at is not null as disabled,
			u.totp_secret is not null as twofactor,
			(select max(s.seen_at) from sessions s where s.user_id = u.id and s.current_company = m.company_id) as lastseenat
		from members m join users u on u.id = m.user_id
			left join resources r on r.company_id = m.company_id and r.id = m.resource_id
		where m.company_id = $1
		order by array_position($2::text[], m.role), u.name, u.id`, s.Company(), db.Texts(booking.Roles))
	return team, err
}

// PostOf is what a member is, the zero Post for whoever is none or is kept out. The act holds
// the company's version row, so it stays as it is until the act is over.
func PostOf(ctx context.Context, a *db.Act, user booking.UserID) (Post, error) {
	var posts []Post
	err := a.SQLX().SelectContext(ctx, &posts, `
		select role, coalesce(resource_id::text, '') as resource from members
		where company_id = $1 and user_id = $2 and disabled_at is null`, a.Company(), user)
	if err != nil || len(posts) == 0 {
		return Post{}, err
	}
	return posts[0], nil
}

// SpecialistsOf are the names of those who see the bookings of the resource alone.
func SpecialistsOf(ctx context.Context, s db.Scope, resource booking.ID) ([]string, error) {
	var names []string
	err := sqlx.SelectContext(ctx, s.Q(), &names, `
		select u.name from members m join users u on u.id = m.user_id
		where m.company_id = $1 and m.resource_id = $2 order by u.name, u.id`, s.Company(), resource)
	return names, err
}

// Invitation is an open one.
type Invitation struct {
	Company booking.CompanyID
	ID      booking.ID
	Email   string
	Post
	Of        string // see TeamMember
	InvitedBy string
	Inviter   booking.UserID
	ExpiresAt time.Time
}

const invitationColumns = `company_id as company, id, email, role, coalesce(resource_id::text, '') as resource,
	coalesce((select r.name from resources r where r.company_id = invitations.company_id and r.id = resource_id), '') as of, invited_by as invitedby, coalesce(invited_by_user, 0) as inviter, expires_at as expiresat`

// Invitations are the company's open ones, newest first, those that are over included.
func Invitations(ctx context.Context, s db.Scope) ([]Invitation, error) {
	var all []Invitation
	err := sqlx.SelectContext(ctx, s.Q(), &all, `
		select `+invitationColumns+` from invitations where company_id = $1 order by created_at desc, id`, s.Company())
	return all, err
}

// FindInvitation finds a live one by the hash of its token; NotFound when it is used, withdrawn or over.
func FindInvitation(ctx context.Context, s db.Scope, hash []byte, now time.Time) (Invitation, error) {
	var i Invitation
	err := sqlx.GetContext(ctx, s.Q(), &i, `
		select `+invitationColumns+` from invitations where company_id = $1 and hash = $2 and expires_at > $3`, s.Company(), hash, now)
	return i, db.OrNotFound(err, "error.token")
}

// PutInvitation writes an invitation in place of an older one of the same address.
func PutInvitation(ctx context.Context, a *db.Act, i Invitation, hash []byte, now time.Time) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into invitations (company_id, id, email, role, hash, invited_by, created_at, expires_at, invited_by_user, resource_id)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, nullif($10, '')::uuid)
		on conflict (company_id, email) do update set id = excluded.id, role = excluded.role, resource_id = excluded.resource_id, hash = excluded.hash,
			invited_by = excluded.invited_by, invited_by_user = excluded.invited_by_user, created_at = excluded.created_at, expires_at = excluded.expires_at`,
		a.Company(), i.ID, i.Email, i.Role, hash, i.InvitedBy, now, i.ExpiresAt, i.Inviter, i.Resource)
	return err
}

// DeleteInvitation withdraws an invitation, or uses it up, and gives its address; NotFound when it is gone.
func DeleteInvitation(ctx context.Context, a *db.Act, id booking.ID) (string, error) {
	var email string
	err := a.SQLX().GetContext(ctx, &email, `delete from invitations where company_id = $1 and id::text = $2 returning email`, a.Company(), id)
	return email, db.OrNotFound(err, "error.invitation_unknown")
}

// AddMember gives a user a post in the act's company, in place of the one he may have.
func AddMember(ctx context.Context, a *db.Act, user booking.UserID, p Post) error {
	return PutMember(ctx, a.SQLX().Tx, a.Company(), user, p)
}

// SetPost gives a member another one.
func SetPost(ctx context.Context, a *db.Act, user booking.UserID, p Post) error {
	_, err := a.SQLX().ExecContext(ctx, `
		update members set role = $3, resource_id = nullif($4, '')::uuid where company_id = $1 and user_id = $2`, a.Company(), user, p.Role, p.Resource)
	return err
}

// SetDisabled keeps a member out, from a time on, or lets him in again (nil).
func SetDisabled(ctx context.Context, a *db.Act, user booking.UserID, at *time.Time) error {
	_, err := a.SQLX().ExecContext(ctx, `update members set disabled_at = $3 where company_id = $1 and user_id = $2`, a.Company(), user, at)
	return err
}

// DeleteMember takes a user out of the company.
func DeleteMember(ctx context.Context, a *db.Act, user booking.UserID) error {
	_, err := a.SQLX().ExecContext(ctx, `delete from members where company_id = $1 and user_id = $2`, a.Company(), user)
	return err
}

// RenewSessions marks the user's sessions in the company: each gets another id with its next request.
func RenewSessions(ctx context.Context, a *db.Act, user booking.UserID) error {
	_, err := a.SQLX().ExecContext(ctx, `update sessions set renew = true where current_company = $1 and user_id = $2`, a.Company(), user)
	return err
}

// Membership is a company that a user belongs to.
type Membership struct {
	Company  booking.CompanyID
	Slug     string
	Name     string
	Role     booking.Role
	Disabled bool
}

// Memberships are the companies of a user, by name.
func Memberships(ctx context.Context, d *db.DB, user booking.UserID) ([]Membership, error) {
	var all []Membership
	err := d.SelectContext(ctx, &all, `
		select c.id as company, c.slug, c.name, m.role, m.disabled_at is not null as disabled
		from members m join companies c on c.id = m.company_id where m.user_id = $1 order by c.name, c.id`, user)
	return all, err
}
