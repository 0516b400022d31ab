package peopledb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// UserToken is what a link or a cookie stands for, as long as it is not used.
type UserToken struct {
	User    booking.UserID `db:"user_id"`
	Purpose string
	Detail  string
}

// PutUserToken keeps the hash of a token for the user with that address, whose
// older tokens of the purpose end; it says whether there is such a user. With and
// without one it runs the same statements.
func PutUserToken(ctx context.Context, tx *sqlx.Tx, hash []byte, email, purpose, detail string, expires time.Time) (bool, error) {
	if _, err := tx.ExecContext(ctx, `
		delete from user_tokens t using users u where u.email = $1 and t.user_id = u.id and t.purpose = $2`, email, purpose); err != nil {
		return false, err
	}
	result, err := tx.ExecContext(ctx, `
		insert into user_tokens (hash, user_id, purpose, detail, expires_at)
		select $1, id, $3, $4, $5 from users where email = $2`, hash, email, purpose, detail, expires)
	return db.Affected(result, err)
}

// FindUserToken is a live token; NotFound when it is used, over, or none of ours.
func FindUserToken(ctx context.Context, d *db.DB, hash []byte, purpose string, now time.Time) (UserToken, error) {
	var t UserToken
	err := d.GetContext(ctx, &t, `
		select user_id, purpose, detail from user_tokens where hash = $1 and purpose = $2 and expires_at > $3`, hash, purpose, now)
	return t, db.OrNotFound(err, "error.token")
}

// TakeUserToken uses a token up: of two who try, one has it.
func TakeUserToken(ctx context.Context, tx *sqlx.Tx, hash []byte, purpose string, now time.Time) (UserToken, error) {
	var t UserToken
	err := tx.GetContext(ctx, &t, `
		delete from user_tokens where hash = $1 and purpose = $2 and expires_at > $3
		returning user_id, purpose, detail`, hash, purpose, now)
	return t, db.OrNotFound(err, "error.token")
}

// DeleteUserTokens ends all that were given to a user.
func DeleteUserTokens(ctx context.Context, tx *sqlx.Tx, user booking.UserID) error {
	_, err := tx.ExecContext(ctx, `delete from user_tokens where user_id = $1`, user)
	return err
}
