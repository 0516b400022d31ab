package bookingdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// Undo is an act on a booking, or on a client's card, that can still be taken back.
type Undo struct {
	Token   booking.ID
	Booking booking.ID     `db:"booking_id"` // "" where it is on the card of
	Client  booking.ID     `db:"client_id"`  // a client, or on a tag of many: "" then
	N       int            // the act's line in the booking's history
	User    booking.UserID `db:"user_id"` // whose act it was
	Before  []byte         // JSON, as desk wrote it
	Expires time.Time      `db:"expires_at"`
}

// KeepUndo keeps the way back of the act whose line of history was written last.
func KeepUndo(ctx context.Context, a *db.Act, u Undo) error {
	if u.Booking == "" {
		_, err := a.SQLX().ExecContext(ctx, `
			insert into undos (company_id, token, client_id, user_id, before, expires_at) values ($1, $2, nullif($3, '')::uuid, $4, $5, $6)`,
			a.Company(), u.Token, string(u.Client), u.User, u.Before, u.Expires)
		return err
	}
	_, err := a.SQLX().ExecContext(ctx, `
		insert into undos (company_id, token, booking_id, n, user_id, before, expires_at)
		select $1, $2, $3, max(n), $4, $5, $6 from booking_history where company_id = $1 and booking_id = $3`,
		a.Company(), u.Token, u.Booking, u.User, u.Before, u.Expires)
	return err
}

// TakeUndo uses an undo up: a token is good for one time. NotFound when there is
// none, when it is another's, or when its time is over.
func TakeUndo(ctx context.Context, a *db.Act, token booking.ID, user booking.UserID, now time.Time) (Undo, error) {
	var u Undo
	if !booking.IsID(string(token)) {
		return u, booking.Fail(booking.NotFound, "error.undo_over")
	}
	err := sqlx.GetContext(ctx, a.SQLX(), &u, `
		delete from undos where company_id = $1 and token = $2 and user_id = $3 and expires_at >= $4
		returning token, coalesce(booking_id::text, '') as booking_id, coalesce(client_id::text, '') as client_id, coalesce(n, 0) as n, user_id, before, expires_at`, a.Company(), token, user, now)
	return u, db.OrNotFound(err, "error.undo_over")
}
