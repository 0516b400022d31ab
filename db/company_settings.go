package db

import (
	"context"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// SaveCompanySettings writes all that the owner types of the company.
func (a *Act) SaveCompanySettings(ctx context.Context, c booking.Company) error {
	_, err := a.tx.ExecContext(ctx, `
		update companies set name = $2, timezone = $3, locale = $4, currency = $5, step_min = $6, min_notice_min = $7, horizon_days = $8, confirmation = $9
		where id = $1`, a.company, c.Name, c.Zone.String(), c.Locale, c.Currency, c.StepMin, c.MinNoticeMin, c.HorizonDays, c.Confirmation)
	return err
}

// Privacy is what the company does with its clients' data.
func (s Scope) Privacy(ctx context.Context) (booking.Privacy, error) {
	var row struct {
		Hide   string
		Months int
	}
	err := sqlx.GetContext(ctx, s.q, &row, `
		select array_to_string(hide_contacts_from, ',') as hide, coalesce(retention_months, 0) as months from companies where id = $1`, s.company)
	p := booking.Privacy{RetentionMonths: row.Months}
	if row.Hide != "" {
		for _, name := range strings.Split(row.Hide, ",") {
			p.HideFrom = append(p.HideFrom, booking.Role(name))
		}
	}
	return p, orNotFound(err, "error.company_unknown")
}

// SavePrivacy writes it.
func (a *Act) SavePrivacy(ctx context.Context, p booking.Privacy) error {
	hide := make([]string, len(p.HideFrom))
	for i, role := range p.HideFrom {
		hide[i] = string(role)
	}
	_, err := a.tx.ExecContext(ctx, `update companies set hide_contacts_from = $2, retention_months = nullif($3, 0) where id = $1`,
		a.company, hide, p.RetentionMonths)
	return err
}

// Upcoming is how many bookings stand from now on, and the first few of them.
func (s Scope) Upcoming(ctx context.Context, now time.Time, few int) (n int, first []booking.Booking, err error) {
	err = sqlx.GetContext(ctx, s.q, &n, `
		select count(*) from bookings where company_id = $1 and starts_at >= $2 and status not in ('cancelled', 'rejected')`, s.company, now)
	if err != nil {
		return 0, nil, err
	}
	var rows []bookingRow
	err = sqlx.SelectContext(ctx, s.q, &rows, selectBookings+`
		where b.company_id = $1 and b.starts_at >= $2 and b.status not in ('cancelled', 'rejected') order by b.starts_at, b.id limit $3`, s.company, now, few)
	for _, row := range rows {
		b, err := s.bookingOf(row)
		if err != nil {
			return 0, nil, err
		}
		first = append(first, b)
	}
	return n, first, err
}

// Logo is the company's picture (JPEG); NotFound unless it has that hash.
func (s Scope) Logo(ctx context.Context, hash string) ([]byte, error) {
	if !isHash(hash) {
		return nil, booking.Fail(booking.NotFound, "error.photo_unknown")
	}
	var image []byte
	err := sqlx.GetContext(ctx, s.q, &image, `select image from company_logos where company_id = $1 and hash = $2`, s.company, hash)
	return image, orNotFound(err, "error.photo_unknown")
}

// isHash says whether s may be the hash in a picture's address.
func isHash(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'f') })
}

// LogoHash names the logo's content, "" where there is none.
func (s Scope) LogoHash(ctx context.Context) (string, error) {
	var hash string
	err := sqlx.GetContext(ctx, s.q, &hash, `select coalesce((select hash from company_logos where company_id = $1), '')`, s.company)
	return hash, err
}

// PutLogo gives the company a logo in place of the one it had.
func (a *Act) PutLogo(ctx context.Context, hash string, image []byte) error {
	_, err := a.tx.ExecContext(ctx, `
		insert into company_logos (company_id, hash, image) values ($1, $2, $3)
		on conflict (company_id) do update set hash = excluded.hash, image = excluded.image`, a.company, hash, image)
	return err
}

// DeleteLogo takes it away.
func (a *Act) DeleteLogo(ctx context.Context) error {
	_, err := a.tx.ExecContext(ctx, `delete from company_logos where company_id = $1`, a.company)
	return err
}

// SetDeletion says when the company is to be deleted; nil: it stays.
func (a *Act) SetDeletion(ctx context.Context, at *time.Time) error {
	_, err := a.tx.ExecContext(ctx, `update companies set delete_at = $2 where id = $1`, a.company, at)
	return err
}

// DeleteCompanies deletes the companies whose time has come, with all that is
// theirs, and says how many.
func (d *DB) DeleteCompanies(ctx context.Context, now time.Time) (n int64, err error) {
	var gone []booking.CompanyID
	if err := d.SelectContext(ctx, &gone, `select id from companies where delete_at <= $1 order by id`, now); err != nil {
		return 0, err
	}
	for _, id := range gone {
		err := d.InTx(ctx, func(tx *sqlx.Tx) error {
			// What others refer to without a cascade goes after them.
			for _, table := range []string{"leads", "bookings", "clients", "forms"} {
				if _, err := tx.ExecContext(ctx, `delete from `+table+` where company_id = $1`, id); err != nil {
					return err
				}
			}
			result, err := tx.ExecContext(ctx, `delete from companies where id = $1 and delete_at <= $2`, id, now)
			deleted, err := affected(result, err)
			if deleted {
				n++
			}
			return err
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// Stale are clients of companies that keep them for a time only, whose time is
// over: no visit and no lead since, and none ahead. At most limit of them.
func (d *DB) Stale(ctx context.Context, now time.Time, limit int) ([]StaleClient, error) {
	var stale []StaleClient
	err := d.SelectContext(ctx, &stale, `
		select k.company_id as company, k.id as client
		from companies c join clients k on k.company_id = c.id
		where c.retention_months is not null and k.erased_at is null
			and k.created_at < $1::timestamptz - make_interval(months => c.retention_months)
			and not exists (select from bookings b where b.company_id = c.id and b.client_id = k.id
				and b.ends_at >= $1::timestamptz - make_interval(months => c.retention_months))
			and not exists (select from leads l where l.company_id = c.id and l.client_id = k.id
				and l.created_at >= $1::timestamptz - make_interval(months => c.retention_months))
		order by k.company_id, k.id limit $2`, now, limit)
	return stale, err
}

// StaleClient is one of them.
type StaleClient struct {
	Company booking.CompanyID
	Client  booking.ID
}

// ForgetLeads empties the leads of companies that keep them for a time only, whose
// time is over and which belong to no client.
func (d *DB) ForgetLeads(ctx context.Context, now time.Time) (int64, error) {
	result, err := d.ExecContext(ctx, `
		update leads l set page = '', contact_name = '', contact_phone = null, contact_email = null, search = '',
			payload = (select coalesce(jsonb_agg(answer || '{"value": ""}'), '[]') from jsonb_array_elements(l.payload) answer)
		from companies c
		where c.id = l.company_id and c.retention_months is not null and l.client_id is null and l.search <> ''
			and l.created_at < $1::timestamptz - make_interval(months => c.retention_months)`, now)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}
