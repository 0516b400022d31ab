package accounts

import (
	"context"

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
