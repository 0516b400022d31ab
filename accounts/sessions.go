package accounts

import (
	"context"
	"crypto/sha256"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
	"okno/db/peopledb"
)

// How long a browser stays signed in: without being used, and at all, however much it is used.
const (
	SessionAge    = 30 * 24 * time.Hour
	MaxSessionAge = 90 * 24 * time.Hour
)

// retiredAge is how long an id that has been replaced still answers a GET which was on its way.
const retiredAge = 10 * time.Second

// HashSessionID is how a session's id is stored: who reads the table cannot sign in with it.
func HashSessionID(id string) []byte {
	sum := sha256.Sum256([]byte(id))
	return sum[:]
}

// SecondAge is how long the second step of a sign-in may take.
const SecondAge = 10 * time.Minute

// StartSession writes the session of a user who has just signed in.
func (d *Sessions) StartSession(ctx context.Context, id string, user booking.UserID, company booking.CompanyID, from peopledb.Browser) error {
	now := d.Now()
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		return peopledb.InsertSession(ctx, tx, HashSessionID(id), user, company, from, now, now.Add(SessionAge))
	})
}

// KeepSession notes that a session is used, and prolongs it. One that is retired, or
// was ended while the request was on its way, is not touched.
func (d *Sessions) KeepSession(ctx context.Context, id string, from peopledb.Browser) error {
	now := d.Now()
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		return peopledb.ProlongSession(ctx, tx, HashSessionID(id), from, now, now.Add(SessionAge), MaxSessionAge)
	})
}

// RenewSession gives a session another id, next; the old one ends at once. False when
// there is none to go on with.
func (d *Sessions) RenewSession(ctx context.Context, id, next string) (went bool, err error) {
	err = d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		went, err = peopledb.RenewSession(ctx, tx, HashSessionID(id), HashSessionID(next), d.Now())
		return err
	})
	return went, err
}

// GoOnIn lets a session go on in a company under another id, next. The old one still
// answers what was asked for before, for some seconds. False when there is none to go on with.
func (d *Sessions) GoOnIn(ctx context.Context, company booking.CompanyID, id, next string) (went bool, err error) {
	now := d.Now()
	err = d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		went, err = peopledb.SucceedSession(ctx, tx, HashSessionID(id), HashSessionID(next), company, now, now.Add(retiredAge))
		return err
	})
	return went, err
}

// onlyHere ends all sessions of a user but the one that he asks from, which goes on
// under its other id (Person.Next): a copy of the old one, whoever has it, is worth nothing.
func (d *Sessions) onlyHere(ctx context.Context, tx *sqlx.Tx, p Person) error {
	var keep []byte
	if p.Session != nil {
		went, err := peopledb.RenewSession(ctx, tx, p.Session, p.Next, d.Now())
		if err != nil {
			return err
		}
		if !went {
			return booking.Fail(booking.Unauthorized, "error.unauthorized")
		}
		keep = p.Next
	}
	return peopledb.DeleteSessions(ctx, tx, p.User, keep)
}

// EndSessions signs a user out everywhere but where he asks from.
func (d *Sessions) EndSessions(ctx context.Context, p Person) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if err := d.onlyHere(ctx, tx, p); err != nil {
			return err
		}
		return db.AuditUser(ctx, tx, p.User, p.line("account.signed_out_elsewhere", d.Now(), nil))
	})
}

// EndSessionOf signs one of the user's browsers out, by the hash of its session.
func (d *Sessions) EndSessionOf(ctx context.Context, p Person, idHash []byte) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error { return peopledb.DeleteSessionOf(ctx, tx, p.User, idHash) })
}

// EnterCompany checks that the user may go on in another of his companies.
func (d *Sessions) EnterCompany(ctx context.Context, p Person, company booking.CompanyID) error {
	all, err := peopledb.Memberships(ctx, d.DB, p.User)
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.Company == company && !m.Disabled {
			return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
				return db.AuditCompany(ctx, tx, company, p.line("sign_in.switched", d.Now(), nil))
			})
		}
	}
	return booking.Fail(booking.NotFound, "error.company_unknown")
}

// EndSession signs a browser out. Ending one that is gone does nothing.
func (d *Sessions) EndSession(ctx context.Context, id string) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error { return peopledb.DeleteSession(ctx, tx, HashSessionID(id)) })
}
