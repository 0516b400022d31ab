// Package companydb reads and writes the company itself: its settings, privacy, logo and first steps, and its end.
package companydb

import (
	"context"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/companies"
	"okno/db"
	"okno/db/bookingdb"
)

// Privacy is what the company does with its clients' data.
func Privacy(ctx context.Context, s db.Scope) (companies.Privacy, error) {
	var row struct {
		Hide    string
		Revenue string
		Months  int
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, `
		select array_to_string(hide_contacts_from, ',') as hide, array_to_string(hide_revenue_from, ',') as revenue, coalesce(retention_months, 0) as months from companies where id = $1`, s.Company())
	p := companies.Privacy{HideFrom: rolesIn(row.Hide), RevenueFrom: rolesIn(row.Revenue), RetentionMonths: row.Months}
	return p, db.OrNotFound(err, "error.company_unknown")
}

func rolesIn(list string) (roles []booking.Role) {
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' }) {
		roles = append(roles, booking.Role(name))
	}
	return roles
}

// SavePrivacy writes it.
func SavePrivacy(ctx context.Context, a *db.Act, p companies.Privacy) error {
	_, err := a.SQLX().ExecContext(ctx, `update companies set hide_contacts_from = $2, hide_revenue_from = $3, retention_months = nullif($4, 0) where id = $1`,
		a.Company(), db.Texts(p.HideFrom), db.Texts(p.RevenueFrom), p.RetentionMonths)
	return err
}

// DeskBlocks says whether the front desk may block time on the board.
func DeskBlocks(ctx context.Context, s db.Scope) (may bool, err error) {
	err = sqlx.GetContext(ctx, s.Q(), &may, `select desk_blocks from companies where id = $1`, s.Company())
	return may, db.OrNotFound(err, "error.company_unknown")
}

// SaveDeskBlocks writes it.
func SaveDeskBlocks(ctx context.Context, a *db.Act, may bool) error {
	_, err := a.SQLX().ExecContext(ctx, `update companies set desk_blocks = $2 where id = $1`, a.Company(), may)
	return err
}

// Upcoming is how many bookings stand from now on, and the first few of them.
func Upcoming(ctx context.Context, s db.Scope, now time.Time, few int) (n int, first []booking.Booking, err error) {
	err = sqlx.GetContext(ctx, s.Q(), &n, `
		select count(*) from bookings where company_id = $1 and starts_at >= $2 and status not in ('cancelled', 'rejected')`, s.Company(), now)
	if err != nil {
		return 0, nil, err
	}
	var rows []bookingdb.Row
	err = sqlx.SelectContext(ctx, s.Q(), &rows, bookingdb.Select+`
		where b.company_id = $1 and b.starts_at >= $2 and b.status not in ('cancelled', 'rejected') order by b.starts_at, b.id limit $3`, s.Company(), now, few)
	for _, row := range rows {
		b, err := bookingdb.FromRow(s, row)
		if err != nil {
			return 0, nil, err
		}
		first = append(first, b)
	}
	return n, first, err
}

// MoreBookings says whether the company has more bookings than n, of whatever time and status.
func MoreBookings(ctx context.Context, s db.Scope, n int) (more bool, err error) {
	err = sqlx.GetContext(ctx, s.Q(), &more, `select exists (select from bookings where company_id = $1 offset $2)`, s.Company(), n)
	return more, err
}

// Logo is the company's picture (JPEG); NotFound unless it has that hash.
func Logo(ctx context.Context, s db.Scope, hash string) ([]byte, error) {
	if !db.IsHash(hash) {
		return nil, booking.Fail(booking.NotFound, "error.photo_unknown")
	}
	var image []byte
	err := sqlx.GetContext(ctx, s.Q(), &image, `select image from company_logos where company_id = $1 and hash = $2`, s.Company(), hash)
	return image, db.OrNotFound(err, "error.photo_unknown")
}

// LogoHash names the logo's content, "" where there is none.
func LogoHash(ctx context.Context, s db.Scope) (string, error) {
	var hash string
	err := sqlx.GetContext(ctx, s.Q(), &hash, `select coalesce((select hash from company_logos where company_id = $1), '')`, s.Company())
	return hash, err
}

// PutLogo gives the company a logo in place of the one it had.
func PutLogo(ctx context.Context, a *db.Act, hash string, image []byte) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into company_logos (company_id, hash, image) values ($1, $2, $3)
		on conflict (company_id) do update set hash = excluded.hash, image = excluded.image`, a.Company(), hash, image)
	return err
}

// DeleteLogo takes it away.
func DeleteLogo(ctx context.Context, a *db.Act) error {
	_, err := a.SQLX().ExecContext(ctx, `delete from company_logos where company_id = $1`, a.Company())
	return err
}

// SetDeletion says when the company is to be deleted; nil: it stays.
func SetDeletion(ctx context.Context, a *db.Act, at *time.Time) error {
	_, err := a.SQLX().ExecContext(ctx, `update companies set delete_at = $2 where id = $1`, a.Company(), at)
	return err
}

// DeleteCompanies deletes the companies whose time has come, with all that is
// theirs, and says how many.
func DeleteCompanies(ctx context.Context, d *db.DB, now time.Time) (n int64, err error) {
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
			deleted, err := db.Affected(result, err)
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
func Stale(ctx context.Context, d *db.DB, now time.Time, limit int) ([]StaleClient, error) {
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
func ForgetLeads(ctx context.Context, d *db.DB, now time.Time) (int64, error) {
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
