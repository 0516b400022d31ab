package setupdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
)

// FormDay is a day of one form, by the date of its company.
type FormDay struct {
	Company booking.CompanyID
	Form    booking.ID
	Day     string // YYYY-MM-DD
}

// FormSeen is what visitors did with a form before they sent anything.
type FormSeen struct{ Shown, Opened, Searched int64 }

// CountFormDays adds what was counted, in one statement; days of forms that are
// gone are passed over.
func CountFormDays(ctx context.Context, d *db.DB, counts map[FormDay]FormSeen) error {
	var companies, shown, opened, searched []int64
	var forms, days []string
	for day, seen := range counts {
		companies, forms, days = append(companies, int64(day.Company)), append(forms, string(day.Form)), append(days, day.Day)
		shown, opened, searched = append(shown, seen.Shown), append(opened, seen.Opened), append(searched, seen.Searched)
	}
	_, err := d.ExecContext(ctx, `
		insert into form_days as f (company_id, form_id, day, shown, opened, searched)
		select n.company, n.form::uuid, n.day::date, n.shown, n.opened, n.searched
		from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[])
			as n (company, form, day, shown, opened, searched)
		join forms on forms.company_id = n.company and forms.id = n.form::uuid
		order by n.company, n.form, n.day
		on conflict (company_id, form_id, day) do update set shown = f.shown + excluded.shown,
			opened = f.opened + excluded.opened, searched = f.searched + excluded.searched`,
		companies, forms, days, shown, opened, searched)
	return err
}

// Funnel is what became of a form's visitors within some days.
type Funnel struct {
	FormSeen
	Leads    int64 // all that was sent, bookings included, spam excluded
	Bookings int64
	Visits   int64
	Suspects int64 // what programs seem to have sent: waiting bookings and spam
}

// Funnels are those of all forms since a date of the company, by form, in one query.
func Funnels(ctx context.Context, s db.Scope, since booking.Date, zone *time.Location) (map[booking.ID]Funnel, error) {
	var rows []struct {
		Form booking.ID
		Funnel
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select f.id as form, coalesce(d.shown, 0) as shown, coalesce(d.opened, 0) as opened, coalesce(d.searched, 0) as searched,
			coalesce(l.leads, 0) as leads, coalesce(l.bookings, 0) as bookings, coalesce(l.visits, 0) as visits,
			coalesce(x.suspects, 0) as suspects
		from forms f
		left join (select form_id, sum(shown)::bigint as shown, sum(opened)::bigint as opened, sum(searched)::bigint as searched
			from form_days where company_id = $1 and day >= $2::date group by form_id) d on d.form_id = f.id
		left join (select l.form_id, count(*) as leads, count(b.id) as bookings,
				count(*) filter (where b.status in ('arrived', 'completed')) as visits
			from leads l left join bookings b on b.company_id = l.company_id and b.id = l.booking_id
			where l.company_id = $1 and l.status <> 'spam' and l.created_at >= $3
			group by l.form_id) l on l.form_id = f.id
		left join (select form_id, count(*) as suspects from leads where company_id = $1 and suspect and created_at >= $3
			group by form_id) x on x.form_id = f.id
		where f.company_id = $1`, s.Company(), since.String(), engine.Instant(since, 0, zone))
	if err != nil {
		return nil, err
	}
	funnels := make(map[booking.ID]Funnel, len(rows))
	for _, r := range rows {
		funnels[r.Form] = r.Funnel
	}
	return funnels, nil
}
