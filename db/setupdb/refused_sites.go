package setupdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// MaxRefusedSites is how many are kept of one form, the newest: whoever makes up
// names does not fill a table.
const MaxRefusedSites = 10

// FormSite is a site that asked for a form, as booking.ParseSite writes it.
type FormSite struct {
	Company booking.CompanyID
	Form    booking.ID
	Site    string
}

// RefusedSite is one that the form did not allow when it asked.
type RefusedSite struct {
	Site  string
	Times int64
	At    time.Time // the last time
}

// CountRefusedSites adds what was counted, and keeps the newest of each form;
// those of forms that are gone are passed over.
func CountRefusedSites(ctx context.Context, d *db.DB, counts map[FormSite]int64, now time.Time) error {
	var companies, times []int64
	var forms, sites []string
	for of, n := range counts {
		companies, forms, sites, times = append(companies, int64(of.Company)), append(forms, string(of.Form)), append(sites, of.Site), append(times, n)
	}
	_, err := d.ExecContext(ctx, `
		insert into refused_sites as r (company_id, form_id, site, times, at)
		select n.company, n.form::uuid, n.site, n.times, $5
		from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[]) as n (company, form, site, times)
		join forms on forms.company_id = n.company and forms.id = n.form::uuid
		order by n.company, n.form, n.site
		on conflict (company_id, form_id, site) do update set times = r.times + excluded.times, at = excluded.at`,
		companies, forms, sites, times, now)
	if err != nil {
		return err
	}
	_, err = d.ExecContext(ctx, `
		delete from refused_sites where (company_id, form_id, site) in (
			select company_id, form_id, site from (
				select company_id, form_id, site, row_number() over (partition by company_id, form_id order by at desc, times desc, site) as place
				from refused_sites where (company_id, form_id) in (select * from unnest($1::bigint[], $2::uuid[]))
			) ranked where place > $3)`, companies, forms, MaxRefusedSites)
	return err
}

// RefusedSites are those of one form that have asked since, the newest first.
func RefusedSites(ctx context.Context, s db.Scope, form booking.ID, since time.Time) ([]RefusedSite, error) {
	var all []RefusedSite
	err := sqlx.SelectContext(ctx, s.Q(), &all, `
		select site, times, at from refused_sites
		where company_id = $1 and form_id = $2 and at >= $3 order by at desc, times desc, site`, s.Company(), form, since)
	return all, err
}
