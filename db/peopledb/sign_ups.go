package peopledb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/firststeps"
	"okno/db"
)

// SignUp is a company that somebody has asked for, until the address is confirmed.
type SignUp struct {
	Email, Name, Company, Locale string
}

// PutSignUp keeps a request by the hash of its token, in place of older ones of the address.
func PutSignUp(ctx context.Context, tx *sqlx.Tx, hash []byte, s SignUp, expires time.Time) error {
	if _, err := tx.ExecContext(ctx, `delete from sign_ups where email = $1`, s.Email); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `
		insert into sign_ups (hash, email, name, company, locale, expires_at) values ($1, $2, $3, $4, $5, $6)`,
		hash, s.Email, s.Name, s.Company, s.Locale, expires)
	return err
}

// FindSignUp is a live request; NotFound when it is used, over, or none of ours.
func FindSignUp(ctx context.Context, d *db.DB, hash []byte, now time.Time) (SignUp, error) {
	var s SignUp
	err := d.GetContext(ctx, &s, `select email, name, company, locale from sign_ups where hash = $1 and expires_at > $2`, hash, now)
	return s, db.OrNotFound(err, "error.token")
}

// TakeSignUp uses a request up.
func TakeSignUp(ctx context.Context, tx *sqlx.Tx, hash []byte, now time.Time) (SignUp, error) {
	var s SignUp
	err := tx.GetContext(ctx, &s, `
		delete from sign_ups where hash = $1 and expires_at > $2 returning email, name, company, locale`, hash, now)
	return s, db.OrNotFound(err, "error.token")
}

// CreateCompany makes a company that has nothing yet, with its first steps open;
// false when the slug is taken.
func CreateCompany(ctx context.Context, tx *sqlx.Tx, c booking.Company, at time.Time) (booking.CompanyID, bool, error) {
	id, created, err := db.CompanyToImport(ctx, tx, c, at)
	if err != nil || !created {
		return 0, false, err
	}
	_, err = tx.ExecContext(ctx, `update companies set first_step = $2, signed_up_at = $3 where id = $1`, id, firststeps.StepCompany, at)
	return id, true, err
}
