package bookingdb

import (
	"time"

	"okno/booking"
	"okno/db"
)

// mostFirsts is how many bookings of a client may become their first, or be it no longer, by one act: the first that
// takes place, and those before it that were called off.
const mostFirsts = 10

// firstsChanged has open boards told of the bookings on other dates that say "new client" now, or say it no longer, because of
// what an act makes of another booking of the same client: before, which is the zero Booking for a new one, and after. It is
// put off, behind what the act has written of the booking itself.
func firstsChanged(a *db.Act, before, after booking.Booking, at time.Time) {
	was, is := before.ID != "" && before.Status.Occupies(), after.Status.Occupies()
	switch {
	case was && is && before.Client == after.Client:
		if from, to := before.Start, after.Start; from.Before(to) {
			firstsAfter(a, after, after.Client, from, &to, at)
		} else if to.Before(from) {
			firstsAfter(a, after, after.Client, to, &from, at)
		}
	default:
		if was {
			firstsAfter(a, after, before.Client, before.Start, nil, at)
		}
		if is {
			firstsAfter(a, after, after.Client, after.Start, nil, at)
		}
	}
}

// firstsAfter are the client's bookings that begin later than from, up to to where that is said, and before which the
// client has no other than b.
func firstsAfter(a *db.Act, b booking.Booking, client booking.ID, from time.Time, to *time.Time, at time.Time) {
	a.Later(`
		insert into changes (company_id, version, n, booking_id, what, touched, stood_on, at, by_client)
		select $1, $2, $3 + row_number() over (order by e.starts_at, e.id), e.id, $4, e.occupied,
			array(select r.resource_id from booking_resources r where r.company_id = e.company_id and r.booking_id = e.id), $5, false
		from bookings e
		where e.company_id = $1 and e.client_id = $6 and e.id <> $7 and e.starts_at > $8 and ($9::timestamptz is null or e.starts_at <= $9)
			and e.deleted_at is null and not exists (select from bookings p where p.company_id = $1 and p.client_id = $6 and p.id <> $7
				and p.starts_at < e.starts_at and p.status not in ('cancelled', 'rejected'))
		order by e.starts_at, e.id limit $10`,
		a.Company(), a.Version(), a.ReserveChanges(mostFirsts), booking.ActClient, at, client, b.ID, from, to, mostFirsts)
}
