package clientdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/lookup"
	"okno/db"
	"okno/db/bookingdb"
)

// searchedClients bounds how many clients' bookings a search looks at.
const searchedClients = 500

// FindBookings are the bookings of whatever date that a search means, by their
// number or by whose they are: those that are not over, the next one first, and
// the past, the latest first; at most limit of each. Deleted ones are not found.
func FindBookings(ctx context.Context, s db.Scope, search lookup.Search, now time.Time, limit int) (coming, past []booking.Booking, err error) {
	q := query{args: []any{s.Company()}}
	nobody := ` and false`
	if len(search.Words) > 0 {
		nobody = q.matching(s, search)
	}
	number, at, most := q.arg(search.Number), q.arg(now), q.arg(limit)
	var rows []bookingdb.Row
	err = sqlx.SelectContext(ctx, s.Q(), &rows, fmt.Sprintf(`
		with who as materialized (select c.id from clients c where c.company_id = $1 and c.erased_at is null%s limit %d),
		found as materialized (
			select id, starts_at, ends_at > %[4]s as coming from bookings where company_id = $1 and deleted_at is null and client_id = any(array(select id from who))
			union select id, starts_at, ends_at > %[4]s from bookings where company_id = $1 and deleted_at is null and number = %[3]s),
		shown as (
			(select id from found where coming order by starts_at limit %[5]s)
			union all (select id from found where not coming order by starts_at desc limit %[5]s))
		%[6]s where b.company_id = $1 and b.id = any(array(select id from shown)) order by b.starts_at, b.number`,
		nobody, searchedClients, number, at, most, bookingdb.Select), q.args...)
	if err != nil {
		return nil, nil, err
	}
	all, err := bookingdb.FromRows(s, rows)
	for _, b := range all {
		if b.End.After(now) {
			coming = append(coming, b)
		} else {
			past = append([]booking.Booking{b}, past...)
		}
	}
	return coming, past, err
}
