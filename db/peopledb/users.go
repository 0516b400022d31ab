// Package peopledb reads and writes people: accounts, sessions, sign-ups, teams and invitations.
package peopledb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// User is a person who signs in.
type User struct {
	ID           booking.UserID
	Email        string
	Name         string
	PasswordHash string `db:"password_hash"`
	Locale       string
	Theme        string
	TOTPSecret   []byte `db:"totp_secret"` // sealed; nil where there is no second factor
}

const userColumns = `id, email, name, password_hash, locale, theme, totp_secret`

// UserByEmail finds a user by his address, in lower case; NotFound when there is none.
func UserByEmail(ctx context.Context, d *db.DB, email string) (User, error) {
	var u User
	err := d.GetContext(ctx, &u,
		`select `+userColumns+` from users where email = $1`, email)
	return u, db.OrNotFound(err, "error.user_unknown")
}

// FindUser is the user with that number; NotFound when there is none.
func FindUser(ctx context.Context, d *db.DB, id booking.UserID) (User, error) {
	var u User
	err := d.GetContext(ctx, &u, `select `+userColumns+` from users where id = $1`, id)
	return u, db.OrNotFound(err, "error.user_unknown")
}

// FirstCompany is the company that a user sees after signing in: the one he joined
// first, and his role there. NotFound when he is a member of none.
func FirstCompany(ctx context.Context, d *db.DB, user booking.UserID) (booking.CompanyID, booking.Role, error) {
	var first struct {
		ID   booking.CompanyID
		Role booking.Role
	}
	err := d.GetContext(ctx, &first,
		`select company_id as id, role from members where user_id = $1 and disabled_at is null order by created_at, company_id limit 1`, user)
	return first.ID, first.Role, db.OrNotFound(err, "error.no_company")
}

// InsertUser makes a user, or gives the one that has the address already.
func InsertUser(ctx context.Context, tx *sqlx.Tx, u User) (booking.UserID, error) {
	var id booking.UserID
	err := tx.GetContext(ctx, &id, `
		insert into users (email, name, password_hash, locale) values ($1, $2, $3, $4)
		on conflict (email) do update set email = excluded.email returning id`,
		u.Email, u.Name, u.PasswordHash, u.Locale)
	return id, err
}

// NewUser makes a user; false when the address has one already.
func NewUser(ctx context.Context, tx *sqlx.Tx, u User) (booking.UserID, bool, error) {
	var ids []booking.UserID
	err := tx.SelectContext(ctx, &ids, `
		insert into users (email, name, password_hash, locale) values ($1, $2, $3, $4)
		on conflict (email) do nothing returning id`, u.Email, u.Name, u.PasswordHash, u.Locale)
	if err != nil || len(ids) == 0 {
		return 0, false, err
	}
	return ids[0], true, nil
}

// UserIn is User within a transaction.
func UserIn(ctx context.Context, tx *sqlx.Tx, id booking.UserID) (User, error) {
	var u User
	err := tx.GetContext(ctx, &u, `select `+userColumns+` from users where id = $1`, id)
	return u, db.OrNotFound(err, "error.user_unknown")
}

// SetPassword replaces the hash of a user's password.
func SetPassword(ctx context.Context, tx *sqlx.Tx, user booking.UserID, hash string) error {
	_, err := tx.ExecContext(ctx, `update users set password_hash = $2 where id = $1`, user, hash)
	return err
}

// SetPreferences keeps the language and the theme that a user chose.
func SetPreferences(ctx context.Context, tx *sqlx.Tx, user booking.UserID, locale, theme string) error {
	_, err := tx.ExecContext(ctx, `update users set locale = $2, theme = $3 where id = $1`, user, locale, theme)
	return err
}

// SetUserName gives a user another name, unless it is not the one that was seen any more.
func SetUserName(ctx context.Context, tx *sqlx.Tx, user booking.UserID, seen, name string) (bool, error) {
	result, err := tx.ExecContext(ctx, `update users set name = $3 where id = $1 and name = $2`, user, seen, name)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// PutMember gives a user a post in a company, in place of the one he may have.
func PutMember(ctx context.Context, tx *sqlx.Tx, company booking.CompanyID, user booking.UserID, p Post) error {
	_, err := tx.ExecContext(ctx, `
		insert into members (company_id, user_id, role, resource_id) values ($1, $2, $3, nullif($4, '')::uuid)
		on conflict (company_id, user_id) do update set role = excluded.role, resource_id = excluded.resource_id`, company, user, p.Role, p.Resource)
	return err
}

// SetEmail gives a user another address; Conflict when somebody else has it.
func SetEmail(ctx context.Context, tx *sqlx.Tx, user booking.UserID, email string) error {
	_, err := tx.ExecContext(ctx, `update users set email = $2 where id = $1`, user, email)
	return err
}

// SetTOTP keeps the sealed secret of a user's second factor and the time step of
// the code that proved it; nil takes the factor away, and its recovery codes.
func SetTOTP(ctx context.Context, tx *sqlx.Tx, user booking.UserID, sealed []byte, step int64) error {
	if _, err := tx.ExecContext(ctx, `update users set totp_secret = $2, totp_step = $3 where id = $1`, user, sealed, step); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `delete from recovery_codes where user_id = $1`, user)
	return err
}

// TakeTOTPStep uses the code of a time step up; false when it, or a later one, has been used.
func TakeTOTPStep(ctx context.Context, tx *sqlx.Tx, user booking.UserID, step int64) (bool, error) {
	return db.Affected(tx.ExecContext(ctx, `update users set totp_step = $2 where id = $1 and totp_step < $2`, user, step))
}

// PutRecoveryCodes keeps the hashes of a user's recovery codes in place of those before.
func PutRecoveryCodes(ctx context.Context, tx *sqlx.Tx, user booking.UserID, hashes [][]byte) error {
	if _, err := tx.ExecContext(ctx, `delete from recovery_codes where user_id = $1`, user); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `insert into recovery_codes (user_id, hash) select $1, unnest($2::bytea[])`, user, hashes)
	return err
}

// TakeRecoveryCode uses a recovery code up, which is kept as one of the hashes; false when it is none, or used.
func TakeRecoveryCode(ctx context.Context, tx *sqlx.Tx, user booking.UserID, hashes [][]byte) (bool, error) {
	return db.Affected(tx.ExecContext(ctx, `delete from recovery_codes where user_id = $1 and hash = any($2)`, user, hashes))
}

// RecoveryCodes is how many a user has left.
func RecoveryCodes(ctx context.Context, d *db.DB, user booking.UserID) (n int, err error) {
	return n, d.GetContext(ctx, &n, `select count(*) from recovery_codes where user_id = $1`, user)
}
