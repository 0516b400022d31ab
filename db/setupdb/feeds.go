package setupdb

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
)

// CalendarFeed is the calendar of one resource by a secret link.
type CalendarFeed struct {
	Resource  booking.ID `db:"resource_id"`
	Contacts  bool       // phones and e-mails of clients are in it
	CreatedAt time.Time  `db:"created_at"`
	Maker     booking.UserID
	MadeBy    string `db:"made_by"` // the maker's name, "" where that was not kept or he is gone
}

// FindCalendarFeed is the resource's, nil where it has none.
func FindCalendarFeed(ctx context.Context, s db.Scope, resource booking.ID) (*CalendarFeed, error) {
	return feed(ctx, s, `resource_id = $2::uuid`, string(resource))
}

// FeedByToken is the one whose token has the hash, nil where there is none.
func FeedByToken(ctx context.Context, s db.Scope, hash []byte) (*CalendarFeed, error) {
	return feed(ctx, s, `token_hash = $2`, hash)
}

func feed(ctx context.Context, s db.Scope, where string, value any) (*CalendarFeed, error) {
	var feed CalendarFeed
	err := sqlx.GetContext(ctx, s.Q(), &feed, `
		select resource_id, contacts and not `+db.HiddenFrom("f")+` as contacts, f.created_at, coalesce(f.made_by, 0) as maker, coalesce(u.name, '') as made_by
		from calendar_feeds f left join users u on u.id = f.made_by where f.company_id = $1 and `+where, s.Company(), value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &feed, err
}

// PutCalendarFeed gives a resource a feed, in place of the one it had.
func PutCalendarFeed(ctx context.Context, a *db.Act, feed CalendarFeed, hash []byte) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into calendar_feeds (company_id, resource_id, token_hash, contacts, created_at, made_by, seen_as) values ($1, $2, $3, $4, $5, $6, `+db.SightOf("$6")+`)
		on conflict (company_id, resource_id) do update
			set token_hash = excluded.token_hash, contacts = excluded.contacts, created_at = excluded.created_at, made_by = excluded.made_by, seen_as = excluded.seen_as`,
		a.Company(), feed.Resource, hash, feed.Contacts, feed.CreatedAt, feed.Maker)
	return err
}

// DeleteCalendarFeed ends a resource's feed and says whether it had one.
func DeleteCalendarFeed(ctx context.Context, a *db.Act, resource booking.ID) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx, `delete from calendar_feeds where company_id = $1 and resource_id = $2`, a.Company(), resource)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// BookingsOn are the bookings of a resource whose time overlaps the span and
// that occupy it, by start.
func BookingsOn(ctx context.Context, s db.Scope, resource booking.ID, span booking.Span) ([]booking.Booking, error) {
	var rows []bookingdb.Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, bookingdb.Select+`
		where b.company_id = $1 and b.deleted_at is null and b.id in (
			select booking_id from booking_resources where company_id = $1 and resource_id = $2
				and occupied && tstzrange($3, $4) and status not in ('cancelled', 'rejected'))
		order by b.starts_at, b.number`, s.Company(), resource, span.From, span.To)
	if err != nil {
		return nil, err
	}
	return bookingdb.FromRows(s, rows)
}
