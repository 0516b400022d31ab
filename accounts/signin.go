package accounts

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/secret"
	"okno/db"
	"okno/db/peopledb"
)

// Credentials are what somebody signs in with.
type Credentials struct {
	Email, Password string
	Known           booking.UserID // whom this browser has signed in before, by its cookie; 0 for nobody
	From            peopledb.Browser
}

// Entry is how signing in has gone so far: in, or waiting for the second factor.
type Entry struct {
	User    peopledb.User
	Company booking.CompanyID // that he sees first, 0 for none
	Role    booking.Role      // in it
	Second  string            // the token of the second step, "" where there is none
}

// SignIn checks an address and a password. Unauthorized tells neither which of the
// two was wrong nor whether the address has an account, and takes the same time;
// TooMany asks for patience.
func (d *Accounts) SignIn(ctx context.Context, c Credentials) (Entry, error) {
	email := strings.ToLower(strings.TrimSpace(c.Email))
	if address, ok := booking.ParseEmail(c.Email); ok { // one address, however its domain is written
		email = address
	} else if !utf8.ValidString(email) || strings.ContainsRune(email, 0) {
		email = "" // no text that PostgreSQL takes, so nobody's address
	}
	user, err := peopledb.UserByEmail(ctx, d.DB, email)
	known := err == nil
	if !known {
		if booking.CodeOf(err) != booking.NotFound {
			return Entry{}, err
		}
		if user.PasswordHash, err = d.nobody.of(d.hashParams()); err != nil {
			return Entry{}, err
		}
	}
	limits, hasher, err := d.admitSignIn(ctx, email, c, known && c.Known == user.ID)
	if err != nil {
		return Entry{}, err
	}
	match, err := hasher.same(ctx, c.Password, user.PasswordHash)
	if err != nil {
		return Entry{}, err
	}
	if !match || !known {
		return Entry{}, d.signInFailed(user, known, c.From)
	}
	if err := d.DB.Forgive(ctx, limits...); err != nil {
		return Entry{}, err
	}
	return d.enter(ctx, user, c.From)
}

// admitSignIn counts an attempt to sign in, and says where it waits for its turn. TooMany asks for patience.
func (d *Accounts) admitSignIn(ctx context.Context, email string, c Credentials, known bool) ([]abuse.Counted, hasher, error) {
	if known {
		limits := knownLimits(c.Known, c.From.Address)
		return limits, d.knownBrowser(c.Known), d.attempt(ctx, limits, "error.signin_too_many")
	}
	limits := signInLimits(email, c.From.Address)
	err := d.attempt(ctx, limits, "error.signin_too_many")
	if err == nil {
		err = d.attemptAccount(ctx, email, c.From.Address)
	}
	return limits, d.stranger(c.From.Address), err
}

// enter lets a user in whose password, or whose reset link, was right: at once, or
// to the second step.
func (d *Accounts) enter(ctx context.Context, user peopledb.User, from peopledb.Browser) (Entry, error) {
	if user.TOTPSecret != nil {
		token, hash, err := d.newToken()
		if err != nil {
			return Entry{}, err
		}
		err = d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
			_, err := peopledb.PutUserToken(ctx, tx, hash, user.Email, "second", "", d.Now().Add(SecondAge))
			return err
		})
		return Entry{User: user, Second: token}, err
	}
	return d.entered(ctx, user, from)
}

// entered finds the company of somebody who is in, and writes it into that company's log.
func (d *Accounts) entered(ctx context.Context, user peopledb.User, from peopledb.Browser) (Entry, error) {
	company, role, err := peopledb.FirstCompany(ctx, d.DB, user.ID)
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
	return Entry{User: user, Company: company, Role: role}, err
}

// AddMember gives the user of an address a role in a company; a user who is not
// there yet is made with the password, one who is keeps his own. A member's role becomes that one, as in the panel.
func (d *Accounts) AddMember(ctx context.Context, slug, email, name, password string, role booking.Role) error {
	return d.addMember(ctx, slug, email, name, password, role, "")
}

// AddSpecialist is AddMember for somebody who sees the bookings of one person alone, himself: ref is the company file's name of
// that resource, or its id.
func (d *Accounts) AddSpecialist(ctx context.Context, slug, email, name, password, ref string) error {
	return d.addMember(ctx, slug, email, name, password, booking.Specialist, ref)
}

func (d *Accounts) addMember(ctx context.Context, slug, email, name, password string, role booking.Role, ref string) error {
	address, ok := booking.ParseEmail(email)
	if !ok {
		return booking.Fail(booking.Invalid, "error.email")
	}
	if !role.Valid() {
		return booking.Fail(booking.Invalid, "error.role")
	}
	company, err := d.DB.CompanyBySlug(ctx, slug)
	if err != nil {
		return err
	}
	if wrong := secret.CheckPassword(password, secret.PasswordOf{Email: address, Name: name, Companies: []string{company.Name, slug}}); wrong.Key != "" {
		return &booking.Error{Code: booking.Invalid, Sentence: wrong}
	}
	post, own := peopledb.Post{Role: role}, ""
	if ref != "" {
		setup, err := d.DB.Of(company.ID).Setup(ctx)
		if err != nil {
			return err
		}
		if post.Resource, err = ownResource(setup, booking.ID(ref)); err != nil {
			return err
		}
		r, _ := setup.Resource(string(post.Resource))
		own = r.Name
	}
	hash, err := argon2id.CreateHash(password, d.hashParams())
	if err != nil {
		return err
	}
	if name == "" {
		name, _, _ = strings.Cut(address, "@")
	}
	return d.Act(ctx, company.ID, func(a *db.Act) error {
		user, err := peopledb.InsertUser(ctx, a.SQLX().Tx, peopledb.User{Email: address, Name: name, PasswordHash: hash, Locale: company.Locale})
		if err != nil {
			return err
		}
		return d.Team.appoint(ctx, a, user, post, own)
	})
}

// SetPreferences keeps the language and the theme that a user chose.
func (d *Accounts) SetPreferences(ctx context.Context, user booking.UserID, locale, theme string) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error { return peopledb.SetPreferences(ctx, tx, user, locale, theme) })
}
