package accounts

import (
	"context"
	"errors"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/peopledb"
)

// SetRole gives a member another role, and a specialist another resource. Admins leave owners alone and make none;
// the last owner stays one. seen is what was changed, the zero Post for whatever
// it is: something else by now is a Conflict.
func (d *Team) SetRole(ctx context.Context, m acts.Member, user booking.UserID, to, seen peopledb.Post) error {
	if err := m.Must(booking.ChangeTeam); err != nil {
		return err
	}
	if !to.Role.Valid() {
		return acts.WrongField("role", "error.role")
	}
	return d.changeMember(ctx, m, user, "team.role", func(a *db.Act, t team) (map[string]string, error) {
		to, name, err := d.postOf(ctx, a, to)
		if err != nil {
			return nil, err
		}
		if t.target.Post == to {
			return nil, acts.ErrUnchanged
		}
		if seen != (peopledb.Post{}) && seen != t.target.Post {
			return nil, booking.Fail(booking.Conflict, "error.role_changed", "now", roleSaid(t.target.Role, t.target.Of), "yours", roleSaid(to.Role, name))
		}
		if !t.actor.MayManage(to.Role) {
			return nil, booking.Fail(booking.Forbidden, "error.no_right")
		}
		if err := t.spareLastOwner(to.Role == booking.Owner); err != nil {
			return nil, err
		}
		return d.setPost(ctx, a, m.Line("", d.Now(), nil), t.target, to, name)
	})
}

// DisableMember keeps a member out until he is let in again.
func (d *Team) DisableMember(ctx context.Context, m acts.Member, user booking.UserID) error {
	now := d.Now()
	return d.changeMember(ctx, m, user, "team.disabled", func(a *db.Act, t team) (map[string]string, error) {
		if t.target.Disabled {
			return nil, acts.ErrUnchanged
		}
		if err := t.spareLastOwner(false); err != nil {
			return nil, err
		}
		if err := peopledb.SetDisabled(ctx, a, user, &now); err != nil {
			return nil, err
		}
		return nil, d.takeBack(ctx, a, m.Line("", now, nil), user, "")
	})
}

// EnableMember lets a member in again.
func (d *Team) EnableMember(ctx context.Context, m acts.Member, user booking.UserID) error {
	return d.changeMember(ctx, m, user, "team.enabled", func(a *db.Act, t team) (map[string]string, error) {
		if !t.target.Disabled {
			return nil, acts.ErrUnchanged
		}
		return nil, peopledb.SetDisabled(ctx, a, user, nil)
	})
}

// RemoveMember takes a user out of the company.
func (d *Team) RemoveMember(ctx context.Context, m acts.Member, user booking.UserID) error {
	return d.changeMember(ctx, m, user, "team.removed", func(a *db.Act, t team) (map[string]string, error) {
		if err := t.spareLastOwner(false); err != nil {
			return nil, err
		}
		if err := d.takeBack(ctx, a, m.Line("", d.Now(), nil), user, ""); err != nil {
			return nil, err
		}
		return map[string]string{"role": string(t.target.Role)}, peopledb.DeleteMember(ctx, a, user)
	})
}

// Leave takes the member himself out of the company; the last owner stays.
func (d *Team) Leave(ctx context.Context, m acts.Member) error {
	return d.Act(ctx, m.Company, func(a *db.Act) error {
		t, err := teamOf(ctx, a, m, m.User)
		if err != nil {
			return err
		}
		if err := t.spareLastOwner(false); err != nil {
			return err
		}
		if err := d.takeBack(ctx, a, m.Line("", d.Now(), nil), m.User, ""); err != nil {
			return err
		}
		if err := peopledb.DeleteMember(ctx, a, m.User); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("team.left", d.Now(), nil)); err != nil {
			return err
		}
		return a.ChangedUnseen(ctx, booking.ActTeam, d.Now())
	})
}

// changeMember performs a change of one member by another, writes it into the
// audit log, and gives the sessions of whom it concerns other ids.
func (d *Team) changeMember(ctx context.Context, m acts.Member, user booking.UserID, act string, change func(*db.Act, team) (map[string]string, error)) error {
	if err := m.Must(booking.ChangeTeam); err != nil {
		return err
	}
	err := d.ActAs(ctx, &m, booking.ChangeTeam, func(a *db.Act) error {
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
		if err := peopledb.RenewSessions(ctx, a, user); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line(act, d.Now(), detail)); err != nil {
			return err
		}
		return a.ChangedUnseen(ctx, booking.ActTeam, d.Now())
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}

// team is what an act on a member has to know, as it stands in the transaction.
type team struct {
	all    []peopledb.TeamMember
	actor  booking.Role // of who asks, now
	target peopledb.TeamMember
}

func teamOf(ctx context.Context, a *db.Act, m acts.Member, target booking.UserID) (team, error) {
	all, err := peopledb.Team(ctx, a.Scope)
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
	others := slices.ContainsFunc(t.all, func(each peopledb.TeamMember) bool {
		return each.Role == booking.Owner && !each.Disabled && each.User != t.target.User
	})
	if !others {
		return booking.Fail(booking.Conflict, "error.last_owner")
	}
	return nil
}
