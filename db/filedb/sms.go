package filedb

import (
	"context"
	"net/url"
	"strings"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/db"
)

// SMS is how the company writes to its clients by SMS, as its file tells it; nil where no provider is set.
func SMS(ctx context.Context, s db.Scope) (*companyfile.SMS, error) {
	var rows []struct {
		companyfile.SMS
		Lines, List string
		HasNot      string        `db:"has_not"`
		Day         int           `db:"day_cap"`
		Month       int           `db:"month_cap"`
		From        booking.Clock `db:"quiet_from"`
		To          booking.Clock `db:"quiet_to"`
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select method, url, content, body, headers as lines, plus, has, has_not, array_to_string(kinds, ' ') as list, also, coalesce(price::text, '') as price,
			day_cap, month_cap, quiet_from, quiet_to
		from sms_settings where company_id = $1 and url <> ''`, s.Company())
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	r := rows[0]
	out := r.SMS
	out.HasNot, out.DayCap, out.MonthCap, out.QuietFrom, out.QuietTo, out.Kinds = r.HasNot, r.Day, r.Month, r.From, r.To, strings.Fields(r.List)
	if r.Lines != "" {
		out.Headers = strings.Split(r.Lines, "\n")
	}
	return &out, nil
}

// PutSMS writes what a file says of SMS. They are off where they were: a file has no secrets, and none of them goes to another
// server than it was entered for.
func PutSMS(ctx context.Context, a *db.Act, s *companyfile.SMS) error {
	stored, err := SMS(ctx, a.Scope)
	if err != nil {
		return err
	}
	same := stored != nil && serverOf(stored.URL) == serverOf(s.URL) && strings.Join(stored.Headers, "\n") == strings.Join(s.Headers, "\n")
	_, err = a.SQLX().ExecContext(ctx, `
		insert into sms_settings as t (company_id, enabled, method, url, content, body, headers, keyed, plus, has, has_not, kinds, also, price, day_cap, month_cap, quiet_from, quiet_to)
		values ($1, false, $2, $3, $4, $5, $6, false, $7, $8, $9, $10, $11, nullif($12, '')::numeric, $13, $14, $15, $16)
		on conflict (company_id) do update set enabled = t.enabled and $17, keyed = t.keyed and $17, secrets = case when $17 then t.secrets end,
			method = $2, url = $3, content = $4, body = $5, headers = $6, plus = $7, has = $8, has_not = $9, kinds = $10, also = $11,
			price = nullif($12, '')::numeric, day_cap = $13, month_cap = $14, quiet_from = $15, quiet_to = $16, revision = t.revision + 1`,
		a.Company(), s.Method, s.URL, s.Content, s.Body, strings.Join(s.Headers, "\n"), s.Plus, s.Has, s.HasNot, s.Kinds, s.Also, s.Price,
		s.DayCap, s.MonthCap, s.QuietFrom, s.QuietTo, same)
	return err
}

// serverOf is where an address leads.
func serverOf(address string) string {
	u, err := url.Parse(strings.NewReplacer("{", "", "}", "", " ", "").Replace(address))
	if err != nil {
		return address
	}
	return u.Scheme + "://" + strings.ToLower(u.Host)
}
