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

// StartSession writes the session of a user who has just signed in.
func (d *Desk) StartSession(ctx context.Context, id string, user booking.UserID, company booking.CompanyID, data []byte) error {
	now := d.Now()
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		return db.PutSession(ctx, tx, HashSessionID(id), user, company, data, now, now.Add(SessionAge))
	})
}

// EndSession signs a browser out. Ending one that is gone does nothing.
func (d *Desk) EndSession(ctx context.Context, id string) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error { return db.DeleteSession(ctx, tx, HashSessionID(id)) })
}
