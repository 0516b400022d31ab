package accounts

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/peopledb"
)

// postOf is the post as it can be given, with the name of its resource: a specialist's is one of the company's people who is not
// put away, anybody else has none.
func (d *Team) postOf(ctx context.Context, a *db.Act, p peopledb.Post) (peopledb.Post, string, error) {
	if p.Role != booking.Specialist {
		return peopledb.Post{Role: p.Role}, "", nil
	}
	setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
	if err != nil {
		return p, "", err
	}
	if p.Resource, err = ownResource(setup, p.Resource); err != nil {
		return p, "", err
	}
	r, _ := setup.Resource(string(p.Resource))
	return p, r.Name, nil
}

// setPost gives a member another post, whoever decides it, and gives what the audit log says of it: own is the name of
// its resource. They are told by mail what is usual in the new role, where it is told of other things, and what they could
// not make in it ends, with lines like by.
func (d *Team) setPost(ctx context.Context, a *db.Act, by booking.AuditLine, who peopledb.TeamMember, to peopledb.Post, own string) (map[string]string, error) {
	if err := peopledb.SetPost(ctx, a, who.User, to); err != nil {
		return nil, err
	}
	if who.Role != to.Role && (who.Role == booking.Specialist || to.Role == booking.Specialist) {
		if err := peopledb.ForgetRules(ctx, a, who.User); err != nil {
			return nil, err
		}
	}
	detail := map[string]string{"name": who.Name, "email": who.Email, "from": string(who.Role), "to": string(to.Role), "own": who.Of + " → " + own}
	if who.Of == "" {
		detail["own"] = own
	}
	if who.Role == booking.Specialist && to.Role == booking.Specialist { // the ways in which they are told stay; what waits was about another
		return detail, peopledb.WithholdFrom(ctx, a, who.User)
	}
	return detail, d.takeBack(ctx, a, by, who.User, to.Role)
}

// appoint gives a user a post by the word of whoever runs the program: a new member's is given, a member's changes as it
// does in the panel.
func (d *Team) appoint(ctx context.Context, a *db.Act, user booking.UserID, to peopledb.Post, own string) error {
	all, err := peopledb.Team(ctx, a.Scope)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(each peopledb.TeamMember) bool { return each.User == user })
	switch {
	case i < 0:
		err = peopledb.AddMember(ctx, a, user, to)
	case all[i].Post != to:
		line := booking.AuditLine{At: d.Now(), Actor: booking.Actor{Kind: booking.System}}
		if line.Detail, err = d.setPost(ctx, a, line, all[i], to, own); err == nil {
			line.Act = "team.role"
			err = a.WriteAudit(ctx, line)
		}
	}
	if err != nil {
		return err
	}
	if err := peopledb.RenewSessions(ctx, a, user); err != nil {
		return err
	}
	return a.ChangedUnseen(ctx, booking.ActTeam, d.Now())
}

// ownResource is the resource that a specialist may be, by its id or its ref.
func ownResource(setup db.Setup, named booking.ID) (booking.ID, error) {
	r, known := setup.Resource(string(named))
	if !known || r.Archived || r.Kind != booking.Staff {
		return "", acts.WrongField("resource", "error.own_resource")
	}
	return r.ID, nil
}

// roleSaid is a role in words, of a specialist with who he is.
func roleSaid(r booking.Role, name string) booking.Sentence {
	if name == "" {
		return booking.Say("role." + string(r))
	}
	return booking.Say("role.of", "role", booking.Say("role."+string(r)), "name", name)
}
