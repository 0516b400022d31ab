package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"okno/booking"
	"okno/db"
)

// SetRole gives a member another role. Admins leave owners alone and make none;
// the last owner stays one. seen is the role that was changed, "" for whichever
// it is: another one by now is a Conflict.
func (d *Desk) SetRole(ctx context.Context, m Member, user booking.UserID, role, seen booking.Role) error {
	if !role.Valid() {
		return wrongField("role", "error.role")
	}
	return d.changeMember(ctx, m, user, "team.role", func(a *db.Act, t team) (map[string]string, error) {
		if t.target.Role == role {
			return nil, errUnchanged
		}
		if seen != "" && seen != t.target.Role {
			return nil, booking.Fail(booking.Conflict, "error.role_changed", "now", booking.Say("role."+string(t.target.Role)), "yours", booking.Say("role."+string(role)))
		}
		if !t.actor.MayManage(role) {
			return nil, booking.Fail(booking.Forbidden, "error.no_right")
		}
		if err := t.spareLastOwner(role == booking.Owner); err != nil {
			return nil, err
		}
		if err := a.SetRole(ctx, user, role); err != nil {
			return nil, err
		}
		return map[string]string{"from": string(t.target.Role), "to": string(role)}, d.takeBack(ctx, a, m.line("", d.Now(), nil), user, role)
	})
}

// DisableMember keeps a member out until he is let in again.
func (d *Desk) DisableMember(ctx context.Context, m Member, user booking.UserID) error {
	now := d.Now()
	return d.changeMember(ctx, m, user, "team.disabled", func(a *db.Act, t team) (map[string]string, error) {
		if t.target.Disabled {
			return nil, errUnchanged
		}
		if err := t.spareLastOwner(false); err != nil {
			return nil, err
		}
		if err := a.SetDisabled(ctx, user, &now); err != nil {
			return nil, err
		}
		return nil, d.takeBack(ctx, a, m.line("", now, nil), user, "")
	})
}

// EnableMember lets a member in again.
func (d *Desk) EnableMember(ctx context.Context, m Member, user booking.UserID) error {
	return d.changeMember(ctx, m, user, "team.enabled", func(a *db.Act, t team) (map[string]string, error) {
		if !t.target.Disabled {
			return nil, errUnchanged
		}
		return nil, a.SetDisabled(ctx, user, nil)
	})
}

// RemoveMember takes a user out of the company.
func (d *Desk) RemoveMember(ctx context.Context, m Member, user booking.UserID) error {
	return d.changeMember(ctx, m, user, "team.removed", func(a *db.Act, t team) (map[string]string, error) {
		if err := t.spareLastOwner(false); err != nil {
			return nil, err
		}
		if err := d.takeBack(ctx, a, m.line("", d.Now(), nil), user, ""); err != nil {
			return nil, err
		}
		return map[string]string{"role": string(t.target.Role)}, a.DeleteMember(ctx, user)
	})
}

// Leave takes the member himself out of the company; the last owner stays.
func (d *Desk) Leave(ctx context.Context, m Member) error {
	return d.act(ctx, m.Company, func(a *db.Act) error {
		t, err := teamOf(ctx, a, m, m.User)
		if err != nil {
			return err
		}
		if err := t.spareLastOwner(false); err != nil {
			return err
		}
		if err := d.takeBack(ctx, a, m.line("", d.Now(), nil), m.User, ""); err != nil {
			return err
		}
		if err := a.DeleteMember(ctx, m.User); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.line("team.left", d.Now(), nil)); err != nil {
			return err
		}
		return unseen(ctx, a, "team", d.Now())
	})
}

// changeMember performs a change of one member by another, writes it into the
// audit log, and gives the sessions of whom it concerns other ids.
func (d *Desk) changeMember(ctx context.Context, m Member, user booking.UserID, act string, change func(*db.Act, team) (map[string]string, error)) error {
	if err := m.must(booking.ChangeTeam); err != nil {
		return err
	}
	err := d.actAs(ctx, &m, booking.ChangeTeam, func(a *db.Act) error {
		t, err := teamOf(ctx, a, m, user)
		if err != nil {
			return err
		}
		if !t.actor.MayManage(t.target.Role) {
			return booking.Fail(booking.Forbidden, "error.no_right")
		}
		detail, err := change(a, t)
		if err != nil {
			return err
		}
		if detail == nil {
			detail = map[string]string{}
		}
		detail["name"], detail["email"] = t.target.Name, t.target.Email
		if err := a.RenewSessions(ctx, user); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.line(act, d.Now(), detail)); err != nil {
			return err
		}
		return unseen(ctx, a, "team", d.Now())
	})
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return err
}

// team is what an act on a member has to know, as it stands in the transaction.
type team struct {
	all    []db.TeamMember
	actor  booking.Role // of who asks, now
	target db.TeamMember
}

func teamOf(ctx context.Context, a *db.Act, m Member, target booking.UserID) (team, error) {
	all, err := a.Team(ctx)
	if err != nil {
		return team{}, err
	}
	t := team{all: all}
	for _, each := range all {
		if each.User == m.User && !each.Disabled {
			t.actor = each.Role
		}
		if each.User == target {
			t.target = each
		}
	}
	if t.target.User == 0 {
		return t, booking.Fail(booking.NotFound, "error.member_unknown")
	}
	return t, nil
}

// spareLastOwner refuses what would leave the company without an owner who can
// get in; stays says that the target will be one.
func (t team) spareLastOwner(stays bool) error {
	if stays || t.target.Role != booking.Owner || t.target.Disabled {
		return nil
	}
	others := slices.ContainsFunc(t.all, func(each db.TeamMember) bool {
		return each.Role == booking.Owner && !each.Disabled && each.User != t.target.User
	})
	if !others {
		return booking.Fail(booking.Conflict, "error.last_owner")
	}
	return nil
}

// unseen notes a change that no board shows, so that none is drawn anew.
func unseen(ctx context.Context, a *db.Act, what string, now time.Time) error {
	never := booking.Span{From: time.Unix(0, 0), To: time.Unix(1, 0)}
	return a.Changed(ctx, "", what, &never, now)
}
