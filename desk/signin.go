package desk

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"github.com/alexedwards/argon2id"
	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// hashParams are OWASP's first choice for argon2id (Password Storage Cheat
// Sheet): 19 MiB, two passes, one lane. A hash takes about 27 ms.
var hashParams = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// MinPassword and MaxPassword bound a password, in bytes: long enough to be
// worth hashing, short enough not to be a way to keep us busy.
const (
	MinPassword = 8
	MaxPassword = 256
)

// hashing limits how many passwords are hashed at once, so that a storm of
// sign-ins leaves processors to everybody else.
var hashing = make(chan struct{}, max(1, runtime.NumCPU()/2))

// nobody is compared with when there is no such user, so that the time of the
// answer does not tell which addresses have an account.
var nobody = sync.OnceValues(func() (string, error) { return argon2id.CreateHash("nobody", hashParams) })

// SignIn checks an address and a password and says who it is and which company
// he sees first. Unauthorized tells neither which of the two was wrong.
func (d *Desk) SignIn(ctx context.Context, email, password string) (db.User, booking.CompanyID, error) {
	wrong := booking.Fail(booking.Unauthorized, "error.signin")
	user, err := d.DB.UserByEmail(ctx, strings.ToLower(strings.TrimSpace(email)))
	known := err == nil
	if !known {
		if booking.CodeOf(err) != booking.NotFound {
			return db.User{}, 0, err
		}
		if user.PasswordHash, err = nobody(); err != nil {
			return db.User{}, 0, err
		}
	}
	match, err := samePassword(ctx, password, user.PasswordHash)
	if err != nil {
		return db.User{}, 0, err
	}
	if !match || !known {
		return db.User{}, 0, wrong
	}
	company, err := d.DB.FirstCompany(ctx, user.ID)
	return user, company, err
}

func samePassword(ctx context.Context, password, hash string) (bool, error) {
	if len(password) > MaxPassword {
		return false, nil
	}
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("compare password: %w", err)
	}
	return match, nil
}

// AddMember gives the user of an address a role in a company; a user who is not
// there yet is made with the password, one who is keeps his own.
func (d *Desk) AddMember(ctx context.Context, slug, email, name, password string, role booking.Role) error {
	address, ok := booking.ParseEmail(email)
	if !ok {
		return booking.Fail(booking.Invalid, "error.email")
	}
	if !role.Valid() {
		return booking.Fail(booking.Invalid, "error.role")
	}
	if len(password) < MinPassword || len(password) > MaxPassword {
		return booking.Fail(booking.Invalid, "error.password_length", "Min", MinPassword, "Max", MaxPassword)
	}
	company, err := d.DB.CompanyBySlug(ctx, slug)
	if err != nil {
		return err
	}
	hash, err := argon2id.CreateHash(password, hashParams)
	if err != nil {
		return err
	}
	if name == "" {
		name, _, _ = strings.Cut(address, "@")
	}
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		user, err := db.InsertUser(ctx, tx, db.User{Email: address, Name: name, PasswordHash: hash, Locale: company.Locale})
		if err != nil {
			return err
		}
		return db.PutMember(ctx, tx, company.ID, user, role)
	})
}

// SetPreferences keeps the language and the theme that a user chose.
func (d *Desk) SetPreferences(ctx context.Context, user booking.UserID, locale, theme string) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error { return db.SetPreferences(ctx, tx, user, locale, theme) })
}
