package desk

import (
	"context"
	"crypto/sha256"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// SessionAge is how long a browser stays signed in without being used.
const SessionAge = 30 * 24 * time.Hour

// HashSessionID is how a session's id is stored: who reads the table cannot sign in with it.
func HashSessionID(id string) []byte {
	sum := sha256.Sum256([]byte(id))
	return sum[:]
}

// SecondAge is how long the second step of a sign-in may take.
const SecondAge = 10 * time.Minute

// StartSession writes the session of a user who has just signed in, or goes on with it.
func (d *Desk) StartSession(ctx context.Context, id string, user booking.UserID, company booking.CompanyID, data []byte, from db.Browser) error {
	now := d.Now()
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		return db.PutSession(ctx, tx, HashSessionID(id), user, company, data, from, now, now.Add(SessionAge))
	})
}

// RetireSession ends a session that has got another id, but for requests that are on their way.
func (d *Desk) RetireSession(ctx context.Context, id string) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		return db.RetireSession(ctx, tx, HashSessionID(id), d.Now().Add(20*time.Second))
	})
}

// EndSessions signs a user out everywhere but where he asks from.
func (d *Desk) EndSessions(ctx context.Context, p Person) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if err := db.DeleteSessions(ctx, tx, p.User, p.Session); err != nil {
			return err
		}
		return db.AuditUser(ctx, tx, p.User, p.line("account.signed_out_elsewhere", d.Now(), nil))
	})
}

// EndSessionOf signs one of the user's browsers out, by the hash of its session.
func (d *Desk) EndSessionOf(ctx context.Context, p Person, idHash []byte) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error { return db.DeleteSessionOf(ctx, tx, p.User, idHash) })
}

// EnterCompany checks that the user may go on in another of his companies.
func (d *Desk) EnterCompany(ctx context.Context, p Person, company booking.CompanyID) error {
	all, err := d.DB.Memberships(ctx, p.User)
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
func (d *Desk) EndSession(ctx context.Context, id string) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error { return db.DeleteSession(ctx, tx, HashSessionID(id)) })
}
