package bookingdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// UndecidedDays is for how many days after its date the desk is asked how a booking went.
const UndecidedDays = 30

// undecided is which bookings b of the company $1 ended within two parameters and have not been said to have taken place, or not.
func undecided(after, until string) string {
	return `b.company_id = $1 and b.ends_at > ` + after + ` and b.ends_at <= ` + until + ` and b.status in ('pending', 'confirmed', 'arrived') and b.deleted_at is null
		and not exists (select from left_bookings l where l.company_id = b.company_id and l.booking_id = b.id and l.at >= b.ends_at)`
}

// Undecided are the bookings that ended within the span and of which nobody has said how they went, by
// start; at most limit.
func Undecided(ctx context.Context, s db.Scope, span booking.Span, limit int) ([]booking.Booking, error) {
	var rows []Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, Select+` where `+undecided("$2", "$3")+` order by b.starts_at, b.number limit $4`, s.Company(), span.From, span.To, limit)
	if err != nil {
		return nil, err
	}
	return FromRows(s, rows)
}

// LeaveOpen notes that a booking stays as it stands.
func LeaveOpen(ctx context.Context, a *db.Act, id booking.ID, at time.Time) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into left_bookings (company_id, booking_id, at) values ($1, $2, $3)
		on conflict (company_id, booking_id) do update set at = excluded.at`, a.Company(), id, at)
	return err
}

// AskAgain takes that back; it says whether there was something.
func AskAgain(ctx context.Context, a *db.Act, id booking.ID) (bool, error) {
	return db.Affected(a.SQLX().ExecContext(ctx, `delete from left_bookings where company_id = $1 and booking_id = $2`, a.Company(), id))
}

// CountUndecided is how many there are.
func CountUndecided(ctx context.Context, s db.Scope, span booking.Span) (n int, err error) {
	err = sqlx.GetContext(ctx, s.Q(), &n, `select count(*) from bookings b where `+undecided("$2", "$3"), s.Company(), span.From, span.To)
	return n, err
}
