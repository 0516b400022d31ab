package accounts

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"io"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/secret"
	"okno/db"
	"okno/db/companydb"
	"okno/db/peopledb"
	"okno/notify"
	"okno/notify/compose"
)

// InvitationAge is how long the link of an invitation works.
const InvitationAge = 7 * 24 * time.Hour

// maxInvitations is how many may be open in a company.
const maxInvitations = 100

// Invite mails a link to an address with which its owner joins the company in the
// post: a role, and who of the company a specialist is. Another invitation of the same address ends. Who is a member is a Conflict.
// It returns the link's path: where no mail goes, the inviter passes it on.
func (d *Accounts) Invite(ctx context.Context, m acts.Member, typed string, post peopledb.Post, words func(booking.Role, string) string) (string, error) {
	role := post.Role
	if err := m.Must(booking.ChangeTeam); err != nil {
		return "", err
	}
	email, ok := booking.ParseEmail(typed)
	switch {
	case !ok:
		return "", acts.WrongField("email", "error.email")
	case !role.Valid():
		return "", acts.WrongField("role", "error.role")
	case !m.Role.MayManage(role):
		return "", booking.Fail(booking.Forbidden, "error.no_right")
	}
	if err := d.attempt(ctx, mailLimits(email, m.Address), "error.mail_too_many"); err != nil {
		return "", err
	}
	token, err := d.invitationToken(m.Company)
	if err != nil {
		return "", err
	}
	id, err := booking.NewID(d.Random)
	if err != nil {
		return "", err
	}
	now := d.Now()
	err = d.ActAs(ctx, &m, booking.ChangeTeam, func(a *db.Act) error {
		t, err := teamOf(ctx, a, m, m.User)
		if err != nil {
			return err
		}
		if !t.actor.MayManage(role) {
			return booking.Fail(booking.Forbidden, "error.no_right")
		}
		for _, each := range t.all {
			if each.Email == email {
				return acts.WrongField("email", "error.member_already")
			}
		}
		post, name, err := d.Team.postOf(ctx, a, post)
		if err != nil {
			return err
		}
		open, err := peopledb.Invitations(ctx, a.Scope)
		if err != nil {
			return err
		}
		if len(open) >= maxInvitations {
			return acts.WrongField("email", "error.too_many_invitations")
		}
		i := peopledb.Invitation{ID: id, Email: email, Post: post, InvitedBy: m.Name, Inviter: m.User, ExpiresAt: now.Add(InvitationAge)}
		if err := peopledb.PutInvitation(ctx, a, i, HashToken(token), now); err != nil {
			return err
		}
		company, err := companydb.CompanyRow(ctx, a.Scope)
		if err != nil {
			return err
		}
		mail := notify.AccountMail{Kind: compose.MailInvite, To: email, Locale: company.Locale, Blanks: map[string]string{
			"Who": m.Name, "Company": company.Name, "RoleRu": words(role, "ru"), "RoleEn": words(role, "en"),
		}}
		if err := d.MailAccount(ctx, a.SQLX().Tx, mail, "/invite/"+token); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("team.invited", now, map[string]string{"email": email, "role": string(role), "own": name})); err != nil {
			return err
		}
		return a.ChangedUnseen(ctx, booking.ActTeam, now)
	})
	return "/invite/" + token, err
}

// Uninvite withdraws an invitation.
func (d *Team) Uninvite(ctx context.Context, m acts.Member, id booking.ID) error {
	if err := m.Must(booking.ChangeTeam); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.ChangeTeam, func(a *db.Act) error {
		email, err := peopledb.DeleteInvitation(ctx, a, id)
		if err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("team.uninvited", d.Now(), map[string]string{"email": email})); err != nil {
			return err
		}
		return a.ChangedUnseen(ctx, booking.ActTeam, d.Now())
	})
}

// Join takes a user whose address was invited into the company; who is a member
// already keeps his role. A link works once.
func (d *Accounts) Join(ctx context.Context, p Person, token string) (booking.CompanyID, error) {
	i, err := d.Invitation(ctx, token)
	if err != nil {
		return 0, err
	}
	if i.Email != p.Email {
		return 0, booking.Fail(booking.Forbidden, "error.invitation_other")
	}
	return i.Company, d.Act(ctx, i.Company, func(a *db.Act) error { return d.join(ctx, a, i, p) })
}

// JoinNew makes the user whom an invitation was mailed to, with the name and the
// password that he has chosen, and lets him in. Where the address has an account
// already it is a Conflict: he signs in first.
func (d *Accounts) JoinNew(ctx context.Context, token, typedName, password string, from peopledb.Browser) (Entry, error) {
	i, err := d.Invitation(ctx, token)
	if err != nil {
		return Entry{}, err
	}
	name, err := personName(typedName)
	if err != nil {
		return Entry{}, err
	}
	company, err := companydb.CompanyRow(ctx, d.DB.Of(i.Company))
	if err != nil {
		return Entry{}, err
	}
	of := secret.PasswordOf{Email: i.Email, Name: name, Companies: []string{company.Name, company.Slug}}
	hash, err := d.newPassword(ctx, d.linked(i.Email), password, of)
	if err != nil {
		return Entry{}, err
	}
	user := peopledb.User{Email: i.Email, Name: name, PasswordHash: hash, Locale: company.Locale, Theme: "auto"}
	err = d.Act(ctx, i.Company, func(a *db.Act) error {
		id, made, err := peopledb.NewUser(ctx, a.SQLX().Tx, user)
		if err != nil {
			return err
		}
		if !made {
			return booking.Fail(booking.Conflict, "error.email_taken")
		}
		user.ID = id
		return d.join(ctx, a, i, Person{User: id, Name: name, Email: i.Email, From: from})
	})
	if err != nil {
		return Entry{}, err
	}
	return d.entered(ctx, user, from)
}

func (d *Accounts) join(ctx context.Context, a *db.Act, i peopledb.Invitation, p Person) error {
	if _, err := peopledb.DeleteInvitation(ctx, a, i.ID); err != nil {
		if booking.CodeOf(err) == booking.NotFound { // used a moment ago
			return booking.Fail(booking.NotFound, "error.token")
		}
		return err
	}
	all, err := peopledb.Team(ctx, a.Scope)
	if err != nil {
		return err
	}
	for _, each := range all {
		if each.User == p.User {
			return nil
		}
	}
	if err := peopledb.AddMember(ctx, a, p.User, i.Post); err != nil {
		return err
	}
	if err := a.WriteAudit(ctx, p.line("team.joined", d.Now(), map[string]string{"role": string(i.Role), "own": i.Of})); err != nil {
		return err
	}
	return a.ChangedUnseen(ctx, booking.ActTeam, d.Now())
}

// Invitation is the live invitation of a link; NotFound where there is none.
func (d *Accounts) Invitation(ctx context.Context, token string) (peopledb.Invitation, error) {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) != 8+32 {
		return peopledb.Invitation{}, booking.Fail(booking.NotFound, "error.token")
	}
	company := booking.CompanyID(binary.BigEndian.Uint64(raw))
	return peopledb.FindInvitation(ctx, d.DB.Of(company), HashToken(token), d.Now())
}

// invitationToken names the company too, so that it is looked for in one company only.
func (d *Accounts) invitationToken(company booking.CompanyID) (string, error) {
	raw := binary.BigEndian.AppendUint64(nil, uint64(company))
	raw = append(raw, make([]byte, 32)...)
	if _, err := io.ReadFull(d.Random, raw[8:]); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}
