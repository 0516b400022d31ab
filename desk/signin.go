package desk

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// recommended are OWASP's first choice for argon2id (Password Storage Cheat
// Sheet): 19 MiB, two passes, one lane. A hash takes about 27 ms.
var recommended = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashing limits how many passwords are hashed at once, so that a storm of
// sign-ins leaves processors to everybody else.
var hashing = make(chan struct{}, max(1, runtime.NumCPU()/2))

// hashParams are those of new hashes.
func (d *Desk) hashParams() *argon2id.Params { return cmp.Or(d.HashParams, recommended) }

// nobody is the hash of a password that no user has. A sign-in by an unknown address is
// compared with it, so that the time of the answer does not tell which addresses have an account.
type nobody struct {
	once sync.Once
	hash string
	err  error
}

func (n *nobody) of(params *argon2id.Params) (string, error) {
	n.once.Do(func() { n.hash, n.err = argon2id.CreateHash("nobody", params) })
	return n.hash, n.err
}

// Credentials are what somebody signs in with.
type Credentials struct {
	Email, Password string
	Known           booking.UserID // whom this browser has signed in before, by its cookie; 0 for nobody
	From            db.Browser
}

// Entry is how signing in has gone so far: in, or waiting for the second factor.
type Entry struct {
	User    db.User
	Company booking.CompanyID // that he sees first, 0 for none
	Second  string            // the token of the second step, "" where there is none
}

// SignIn checks an address and a password. Unauthorized tells neither which of the
// two was wrong nor whether the address has an account, and takes the same time;
// TooMany asks for patience.
func (d *Desk) SignIn(ctx context.Context, c Credentials) (Entry, error) {
	email := strings.ToLower(strings.TrimSpace(c.Email))
	if address, ok := booking.ParseEmail(c.Email); ok { // one address, however its domain is written
		email = address
	} else if !utf8.ValidString(email) || strings.ContainsRune(email, 0) {
		email = "" // no text that PostgreSQL takes, so nobody's address
	}
	user, err := d.DB.UserByEmail(ctx, email)
	known := err == nil
	if !known {
		if booking.CodeOf(err) != booking.NotFound {
			return Entry{}, err
		}
		if user.PasswordHash, err = d.nobody.of(d.hashParams()); err != nil {
			return Entry{}, err
		}
	}
	limits := signInLimits(email, c.From.Address, known && c.Known == user.ID, user.ID)
	if err := d.attempt(ctx, limits, "error.signin_too_many"); err != nil {
		return Entry{}, err
	}
	match, err := samePassword(ctx, c.Password, user.PasswordHash)
	if err != nil {
		return Entry{}, err
	}
	if !match || !known {
		return Entry{}, d.signInFailed(ctx, user, known, c.From)
	}
	if err := d.DB.Forgive(ctx, limits...); err != nil {
		return Entry{}, err
	}
	return d.enter(ctx, user, c.From)
}

// signInFailed is the answer to a wrong password, with a line in the log of the
// company of whom it was tried on. An address without an account takes as many steps.
func (d *Desk) signInFailed(ctx context.Context, user db.User, known bool, from db.Browser) error {
	err := d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		p := Person{User: user.ID, Name: user.Name, From: from}
		return db.AuditUser(ctx, tx, user.ID, p.line("sign_in.failed", d.Now(), nil))
	})
	if err != nil {
		return err
	}
	return booking.Fail(booking.Unauthorized, "error.signin")
}

// enter lets a user in whose password, or whose reset link, was right: at once, or
// to the second step.
func (d *Desk) enter(ctx context.Context, user db.User, from db.Browser) (Entry, error) {
	if user.TOTPSecret != nil {
		token, hash, err := d.newToken()
		if err != nil {
			return Entry{}, err
		}
		err = d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
			_, err := db.PutUserToken(ctx, tx, hash, user.Email, "second", "", d.Now().Add(SecondAge))
			return err
		})
		return Entry{User: user, Second: token}, err
	}
	return d.entered(ctx, user, from)
}

// entered finds the company of somebody who is in, and writes it into that company's log.
func (d *Desk) entered(ctx context.Context, user db.User, from db.Browser) (Entry, error) {
	company, err := d.DB.FirstCompany(ctx, user.ID)
	if booking.CodeOf(err) == booking.NotFound {
		return Entry{User: user}, nil
	}
	if err != nil {
		return Entry{}, err
	}
	err = d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		p := Person{User: user.ID, Name: user.Name, From: from}
		return db.AuditCompany(ctx, tx, company, p.line("sign_in.done", d.Now(), nil))
	})
	return Entry{User: user, Company: company}, err
}

func samePassword(ctx context.Context, password, hash string) (bool, error) {
	if len(password) > booking.MaxPassword {
		return false, nil
	}
	done, err := turn(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("compare password: %w", err)
	}
	return match, nil
}

// hashPassword hashes a new password, in its turn.
func (d *Desk) hashPassword(ctx context.Context, password string) (string, error) {
	done, err := turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return argon2id.CreateHash(password, d.hashParams())
}

// turn waits until a password may be hashed. Where too many wait already, it is
// TooMany: those who do get through should not have to wait for long.
func turn(ctx context.Context) (done func(), err error) {
	if waiting.Add(1) > maxWaiting {
		waiting.Add(-1)
		return nil, booking.Fail(booking.TooMany, "error.busy")
	}
	defer waiting.Add(-1)
	select {
	case hashing <- struct{}{}:
		return func() { <-hashing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// maxWaiting times 27 ms is what somebody waits at most for his turn.
const maxWaiting = 100

var waiting atomic.Int32

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
	if wrong := booking.CheckPassword(password, address); wrong.Key != "" {
		return &booking.Error{Code: booking.Invalid, Sentence: wrong}
	}
	company, err := d.DB.CompanyBySlug(ctx, slug)
	if err != nil {
		return err
	}
	hash, err := argon2id.CreateHash(password, d.hashParams())
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
		if err := db.PutMember(ctx, tx, company.ID, user, role); err != nil {
			return err
		}
		return db.RenewSessions(ctx, tx, company.ID, user)
	})
}

// SetPreferences keeps the language and the theme that a user chose.
func (d *Desk) SetPreferences(ctx context.Context, user booking.UserID, locale, theme string) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error { return db.SetPreferences(ctx, tx, user, locale, theme) })
}
