package strangerdb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/db"
)

// Flooding notes a flood that what has just come belongs to, and says whether it is in
// one, and whether that is a new one. A hold counts as a third: whoever books has held.
func Flooding(ctx context.Context, a *db.Act, r Arrival, id booking.ID) (flooding, fresh bool, err error) {
	var n struct{ Near, Many int }
	err = a.SQLX().GetContext(ctx, &n, `
		select
			(select count(*) filter (where kind <> 'hold') + count(*) filter (where kind = 'hold') / 3 from (
				select kind from arrivals where company_id = $1 and network = $2 and at > greatest($4, (
					select max(closed_at) from floods where company_id = $1 and network = $2 and last_at > $4)) limit $5) a) as near,
			(select count(*) filter (where kind <> 'hold') + count(*) filter (where kind = 'hold') / 3 from (
				select kind from arrivals where company_id = $1 and site = $3 and at > greatest($4, (
					select max(closed_at) from floods where company_id = $1 and network = $3 and last_at > $4)) limit $5) a) as many`,
		a.Company(), r.Network, r.Site, r.At.Add(-abuse.Flood.Per), countedTo)
	if err != nil {
		return false, false, err
	}
	var place []byte
	switch {
	case n.Near >= abuse.Flood.Most:
		place = r.Network
	case n.Many >= abuse.FloodMany.Most:
		place = r.Site
	case r.Marked == "rush":
	default:
		return false, false, nil
	}
	result, err := a.SQLX().ExecContext(ctx, `
		update floods set last_at = $3
		where company_id = $1 and network is not distinct from $2 and state = 'open' and last_at > $4`, a.Company(), place, r.At, r.At.Add(-time.Hour))
	if known, err := db.Affected(result, err); err != nil || known {
		return known, false, err
	}
	_, err = a.SQLX().ExecContext(ctx, `
		insert into floods (company_id, id, network, began_at, last_at)
		select $1, $2, $3, coalesce(min(at), $4), $4
		from arrivals where company_id = $1 and at > $5 and at > coalesce(
				(select max(closed_at) from floods where company_id = $1 and network is not distinct from $3), '-infinity')
			and case when $3::bytea is null then marked = 'rush' else $3 in (network, site) end`,
		a.Company(), id, place, r.At, r.At.Add(-abuse.Flood.Per))
	return err == nil, err == nil, err
}

// Flood is one flood; NotFound when there is none of that id.
func Flood(ctx context.Context, s db.Scope, id booking.ID) (f webform.Flood, err error) {
	if !booking.IsID(string(id)) {
		return f, booking.Fail(booking.NotFound, "error.flood_unknown")
	}
	err = sqlx.GetContext(ctx, s.Q(), &f, `select `+db.FloodJSON+` where f.company_id = $1 and f.id = $2`, s.Company(), id)
	return f, db.OrNotFound(err, "error.flood_unknown")
}

// FloodOf is what came by a flood, by time.
func FloodOf(ctx context.Context, s db.Scope, id booking.ID) (all []Arrival, err error) {
	err = sqlx.SelectContext(ctx, s.Q(), &all, `
		select a.id, a.kind, a.known, a.marked, a.at from floods f join arrivals a on `+db.ArrivedBy+`
		where f.company_id = $1 and f.id = $2 order by a.at, a.id`, s.Company(), id)
	return all, err
}

// Taken is one thing that was withdrawn, as it stood.
type Taken struct {
	Kind   string
	ID     booking.ID
	Status string
}

// WithdrawFlood takes bookings and requests away, and gives holds back, at once; nobody is
// told. It gives what there was to take.
func WithdrawFlood(ctx context.Context, a *db.Act, flood booking.ID, all []booking.ID, by booking.Actor, at time.Time) ([]Taken, error) {
	var taken []Taken
	err := a.SQLX().SelectContext(ctx, &taken, `
		with arrived as (
			select a.id, a.kind from floods f join arrivals a on `+db.ArrivedBy+`
			where f.company_id = $1 and f.id = $2 and a.id = any($3::uuid[]))
		select kind, id, b.status from arrived join bookings b using (id) where b.company_id = $1 and kind = 'booking' and b.deleted_at is null
		union all
		select kind, id, l.status from arrived join leads l using (id) where l.company_id = $1 and kind = 'lead' and l.status = 'new'
		union all
		select kind, id, '' from arrived join holds h using (id) where h.company_id = $1 and kind = 'hold' and h.expires_at > $4
		order by 1, 2`, a.Company(), flood, db.IDs(all), at)
	if err != nil {
		return nil, err
	}
	bookings, leads, holds := takenIDs(taken, "booking"), takenIDs(taken, "lead"), takenIDs(taken, "hold")
	for _, step := range []struct {
		sql  string
		args []any
	}{
		{`update bookings set status = case when status = 'rejected' then status else 'cancelled' end, deleted_at = $3, updated_at = $3
			where company_id = $1 and id = any($2::uuid[])`, []any{bookings, at}},
		{`update leads set status = 'spam', suspect = true, taken_at = coalesce(taken_at, $3), revision = revision + 1
			where company_id = $1 and id = any($2::uuid[])`, []any{leads, at}},
		{`delete from holds where company_id = $1 and id = any($2::uuid[])`, []any{holds}},
		{`update deliveries set state = 'dropped', error = $4, updated_at = now()
			where company_id = $1 and (booking_id = any($2::uuid[]) or lead_id = any($3::uuid[])) and state = 'waiting' and event <> $5`,
			[]any{bookings, leads, telling.DropUndone, booking.BookingReminder}}, // a reminder looks how things stand when its time has come
	} {
		if _, err := a.SQLX().ExecContext(ctx, step.sql, append([]any{a.Company()}, step.args...)...); err != nil {
			return nil, err
		}
	}
	if err := a.WriteAll(ctx, db.BookingStory, bookings, "withdrawn", by, at); err != nil {
		return nil, err
	}
	return taken, a.WriteAll(ctx, db.LeadStory, leads, "withdrawn", by, at)
}

// RestoreFlood brings back what was withdrawn, but for bookings whose time is gone by now.
// It says how many came back.
func RestoreFlood(ctx context.Context, a *db.Act, taken []Taken, by booking.Actor, at time.Time) (int, error) {
	var back []string
	statuses := func(kind string) (list []string) {
		for _, t := range taken {
			if t.Kind == kind {
				list = append(list, t.Status)
			}
		}
		return list
	}
	err := a.SQLX().SelectContext(ctx, &back, `
		update bookings b set status = t.status, deleted_at = null, updated_at = $4
		from unnest($2::uuid[], $3::text[]) as t (id, status)
		where b.company_id = $1 and b.id = t.id and b.deleted_at is not null
			and (t.status in ('cancelled', 'rejected') or not exists (
				select from booking_resources mine join booking_resources other on other.company_id = mine.company_id
					and other.resource_id = mine.resource_id and other.occupied && mine.occupied and other.booking_id <> mine.booking_id
				where mine.company_id = $1 and mine.booking_id = b.id and other.status not in ('cancelled', 'rejected')))
		returning b.id`, a.Company(), takenIDs(taken, "booking"), statuses("booking"), at)
	if err != nil {
		return 0, err
	}
	var leads []string
	err = a.SQLX().SelectContext(ctx, &leads, `
		update leads l set status = t.status, taken_at = null, revision = revision + 1
		from unnest($2::uuid[], $3::text[]) as t (id, status)
		where l.company_id = $1 and l.id = t.id and l.status = 'spam' returning l.id`, a.Company(), takenIDs(taken, "lead"), statuses("lead"))
	if err != nil {
		return 0, err
	}
	if err := a.WriteAll(ctx, db.BookingStory, back, "brought_back", by, at); err != nil {
		return 0, err
	}
	return len(back) + len(leads), a.WriteAll(ctx, db.LeadStory, leads, "brought_back", by, at)
}

// CloseFlood says what has become of a flood, compare-and-set: false where it is not as it was.
func CloseFlood(ctx context.Context, a *db.Act, id booking.ID, from, to webform.FloodState, taken []Taken, by string, at time.Time) (bool, error) {
	var kept []byte
	if taken != nil {
		var err error
		if kept, err = json.Marshal(taken); err != nil {
			return false, err
		}
	}
	return db.Affected(a.SQLX().ExecContext(ctx, `
		update floods set state = $4, taken = $5, by_name = $6, closed_at = $7 where company_id = $1 and id = $2 and state = $3`,
		a.Company(), id, from, to, kept, by, at))
}

// FloodTaken is what was withdrawn of a flood.
func FloodTaken(ctx context.Context, a *db.Act, id booking.ID) (taken []Taken, err error) {
	if !booking.IsID(string(id)) {
		return nil, booking.Fail(booking.NotFound, "error.flood_unknown")
	}
	var text []byte
	if err := sqlx.GetContext(ctx, a.SQLX(), &text, `select coalesce(taken, '[]') from floods where company_id = $1 and id = $2`, a.Company(), id); err != nil {
		return nil, db.OrNotFound(err, "error.flood_unknown")
	}
	return taken, json.Unmarshal(text, &taken)
}

func takenIDs(taken []Taken, kind string) []string {
	list := []string{}
	for _, t := range taken {
		if t.Kind == kind {
			list = append(list, string(t.ID))
		}
	}
	return list
}
