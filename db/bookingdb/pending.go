package bookingdb

import (
	"context"
	"fmt"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// PendingSince is since when a booking b waits for its answer: its making, or when it
// came back to waiting.
const PendingSince = `coalesce((select max(h.at) from booking_history h where h.company_id = b.company_id and h.booking_id = b.id
	and (h.act in ('created', 'stepped_back', 'restored') or h.act = 'undone' and h.detail ->> 'act' in ('confirmed', 'rejected', 'cancelled'))), b.created_at)`

// PendingBooking is a booking that waits for its answer, with what its company wants then.
type PendingBooking struct {
	Company  booking.CompanyID
	ID       booking.ID
	Since    time.Time
	Start    time.Time
	Zone     *time.Location
	Settings telling.TellingSettings // of them, what waiting is about
}

// latePending is for how long after its start a booking that waits is still let go.
const latePending = 24 * time.Hour

// PendingBookings are those of all companies whose time to be reminded of, or to be let
// go, may have come by now; the one that waits longest first.
func PendingBookings(ctx context.Context, d *db.DB, now time.Time) ([]PendingBooking, error) {
	defaults := telling.DefaultTellingSettings()
	var rows []struct {
		Company         booking.CompanyID
		ID              booking.ID
		Since, Start    time.Time
		Timezone        string
		From, To        booking.Clock
		Remind, Release int
	}
	err := d.SelectContext(ctx, &rows, `
		select * from (
			select b.company_id as company, b.id, `+PendingSince+` as since, b.starts_at as start, c.timezone,
				coalesce(s.quiet_from, 0) as from, coalesce(s.quiet_to, 0) as to,
				coalesce(s.pending_remind_min, $3) as remind, coalesce(s.pending_release_min, $4) as release
			from bookings b join companies c on c.id = b.company_id left join notification_settings s on s.company_id = b.company_id
			where b.status = 'pending' and b.deleted_at is null and b.starts_at > $1::timestamptz - make_interval(secs => $2)) p
		where remind > 0 and (since <= $1::timestamptz - make_interval(mins => remind) or start <= $1::timestamptz + interval '1 hour')
			or release > 0 and (since <= $1::timestamptz - make_interval(mins => release) or start <= $1)
		order by since limit 500`, now, latePending.Seconds(), defaults.PendingRemindMin, defaults.PendingReleaseMin)
	pending := make([]PendingBooking, len(rows))
	for i, r := range rows {
		zone, err := time.LoadLocation(r.Timezone)
		if err != nil {
			return nil, fmt.Errorf("zone of company %d: %w", r.Company, err)
		}
		pending[i] = PendingBooking{r.Company, r.ID, r.Since, r.Start, zone, telling.TellingSettings{
			Quiet: telling.Quiet{From: r.From, To: r.To}, PendingRemindMin: r.Remind, PendingReleaseMin: r.Release,
		}}
	}
	return pending, err
}
