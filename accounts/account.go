package accounts

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/peopledb"
)

// SaveUserName gives a user another name; what cannot be one is Invalid by the field
// "name". Where the user has another name by now than the one that was seen, it is a Conflict.
func (d *Accounts) SaveUserName(ctx context.Context, user booking.UserID, seen, typed string) error {
	name, err := personName(typed)
	if err != nil {
		return err
	}
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if done, err := peopledb.SetUserName(ctx, tx, user, seen, name); err != nil || done {
			return err
		}
		return booking.Fail(booking.Conflict, "error.account_changed")
	})
}

func personName(typed string) (string, error) {
	name, ok := booking.CleanLine(typed, booking.MaxName)
	switch {
	case !ok:
		return "", booking.FailFields(map[string]booking.Sentence{"name": booking.Say("error.too_long", "Max", booking.MaxName)})
	case name == "":
		return "", booking.FailFields(map[string]booking.Sentence{"name": booking.Say("error.required")})
	case telling.HasLink(name):
		return "", booking.FailFields(map[string]booking.Sentence{"name": booking.Say("error.name_link")})
	}
	return name, nil
}
