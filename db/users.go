package db

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// User is a person who signs in.
type User struct {
	ID           booking.UserID
	Email        string
	Name         string
	PasswordHash string `db:"password_hash"`
	Locale       string
	Theme        string
}

// UserByEmail finds a user by his address, in lower case; NotFound when there is none.
func (d *DB) UserByEmail(ctx context.Context, email string) (User, error) {
	var u User
	err := d.GetContext(ctx, &u,
		`select id, email, name, password_hash, locale, theme from users where email = $1`, email)
	return u, orNotFound(err, "error.user_unknown")
}

// FirstCompany is the company that a user sees after signing in: the one he joined
// first. NotFound when he is a member of none.
func (d *DB) FirstCompany(ctx context.Context, user booking.UserID) (booking.CompanyID, error) {
	var id booking.CompanyID
	err := d.GetContext(ctx, &id,
		`select company_id from members where user_id = $1 order by created_at, company_id limit 1`, user)
	return id, orNotFound(err, "error.no_company")
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

// SetUserName gives a user another name.
func SetUserName(ctx context.Context, tx *sqlx.Tx, user booking.UserID, name string) error {
	_, err := tx.ExecContext(ctx, `update users set name = $2 where id = $1`, user, name)
	return err
}

// PutMember gives a user a role in a company, in place of the one he may have.
func PutMember(ctx context.Context, tx *sqlx.Tx, company booking.CompanyID, user booking.UserID, role booking.Role) error {
	_, err := tx.ExecContext(ctx, `
		insert into members (company_id, user_id, role) values ($1, $2, $3)
		on conflict (company_id, user_id) do update set role = excluded.role`, company, user, role)
	return err
}
