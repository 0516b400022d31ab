package bookingdb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// News is what a manager wants to know first; of each kind the first few and how many there are.
type News struct {
	Unreached Some // coming ones whose client's address is dead, the next one first
	Waiting   Some // for an answer, the next one first
	New       Some // made since then, the latest first
	Withdrawn Some // cancelled or rejected since then, the latest first
	NewLeads  int
	Taken     string                   // on the date of now, less what was given back; "" for nothing
	Since     map[booking.ID]time.Time // since when those of Waiting wait
}

// Some are the first few of Total bookings.
type Some struct {
	IDs   []booking.ID
	Total int
}

// ReadNews since an instant, in one query; at most limit of each kind.
func ReadNews(ctx context.Context, s db.Scope, since, now time.Time, today booking.Date, limit int) (News, error) {
	some := func(where, order string) string {
		return `(select json_build_object('IDs', coalesce((select json_agg(id) from
				(select id from bookings where ` + where + ` order by ` + order + ` limit $4) few), '[]'),
			'Total', (select count(*) from bookings where ` + where + `)))`
	}
	var row struct {
		Unreached, Waiting, New, Withdrawn, Since []byte
		NewLeads                                  int `db:"new_leads"`
		Taken                                     string
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, `select
		`+some(`company_id = $1 and status in ('pending', 'confirmed') and deleted_at is null and starts_at > $3 and tell_client
			and contact_email in (select address from dead_addresses where company_id = $1) and not `+db.HasChat("bookings"), `starts_at, number`)+` as unreached,
		(select coalesce(json_object_agg(w.id, w.since), '{}') from (select b.id, `+PendingSince+` as since from bookings b
			where b.company_id = $1 and b.status = 'pending' and b.deleted_at is null and b.starts_at > $3 order by b.starts_at, b.number limit $4) w) as since,
		`+some(`company_id = $1 and status = 'pending' and deleted_at is null and starts_at > $3`, `starts_at, number`)+` as waiting,
		`+some(`company_id = $1 and created_at >= $2 and deleted_at is null and source <> 'import'`, `created_at desc, number desc`)+` as new,
		`+some(`company_id = $1 and updated_at >= $2 and status in ('cancelled', 'rejected') and deleted_at is null and source <> 'import'`, `updated_at desc, number desc`)+` as withdrawn,
		(select count(*) from leads where company_id = $1 and status = 'new') as new_leads,
		(select coalesce(sum(amount)::text, '') from payments where company_id = $1 and day = $5::text::date) as taken`, s.Company(), since, now, limit, today.String())
	if err != nil {
		return News{}, err
	}
	news := News{NewLeads: row.NewLeads, Taken: row.Taken}
	if err := json.Unmarshal(row.Since, &news.Since); err != nil {
		return News{}, err
	}
	for _, part := range []struct {
		text []byte
		into *Some
	}{{row.Unreached, &news.Unreached}, {row.Waiting, &news.Waiting}, {row.New, &news.New}, {row.Withdrawn, &news.Withdrawn}} {
		if err := json.Unmarshal(part.text, part.into); err != nil {
			return News{}, err
		}
	}
	return news, nil
}
