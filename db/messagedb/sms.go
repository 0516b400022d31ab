package messagedb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/telling"
	"okno/db"
)

// SMSSettings are how the company writes to its clients by SMS, without what is secret of its provider; the defaults where it
// has set nothing.
func SMSSettings(ctx context.Context, s db.Scope) (telling.SMSSettings, error) {
	settings, _, err := SMSSecrets(ctx, s)
	return settings, err
}

// SMSSecrets are the same, with the secrets, sealed; nil where there are none.
func SMSSecrets(ctx context.Context, s db.Scope) (telling.SMSSettings, []byte, error) {
	var rows []struct {
		Enabled, Keyed, Plus, Also                             bool
		Method, URL, Content, Body, Headers, Has, Price, Kinds string
		HasNot                                                 string `db:"has_not"`
		Secrets                                                []byte
		Day                                                    int           `db:"day_cap"`
		Month                                                  int           `db:"month_cap"`
		From                                                   booking.Clock `db:"quiet_from"`
		To                                                     booking.Clock `db:"quiet_to"`
		Revision                                               int
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select enabled, keyed, plus, also, method, url, content, body, headers, has, has_not, coalesce(price::text, '') as price, array_to_string(kinds, ' ') as kinds,
			secrets, day_cap, month_cap, quiet_from, quiet_to, revision
		from sms_settings where company_id = $1`, s.Company())
	if err != nil || len(rows) == 0 {
		return telling.DefaultSMSSettings(), nil, err
	}
	r := rows[0]
	p := telling.SMSProvider{Method: r.Method, URL: r.URL, Content: r.Content, Body: r.Body, Plus: r.Plus, Has: r.Has, HasNot: r.HasNot}
	return telling.SMSSettings{
		On: r.Enabled, Provider: p.Sealed(r.Headers, r.Keyed), Kinds: telling.SMSKindsOf(r.Kinds), Also: r.Also, Price: r.Price,
		DayCap: r.Day, MonthCap: r.Month, Quiet: telling.Quiet{From: r.From, To: r.To}, Revision: r.Revision,
	}, r.Secrets, nil
}

// SaveSMSSettings writes them under the next revision, with the secrets sealed.
func SaveSMSSettings(ctx context.Context, a *db.Act, s telling.SMSSettings, sealed []byte) error {
	p := s.Provider
	_, err := a.SQLX().ExecContext(ctx, `
		insert into sms_settings as t (company_id, enabled, method, url, content, body, headers, keyed, secrets, plus, has, has_not, kinds, also, price, day_cap, month_cap, quiet_from, quiet_to)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, nullif($15, '')::numeric, $16, $17, $18, $19)
		on conflict (company_id) do update set enabled = $2, method = $3, url = $4, content = $5, body = $6, headers = $7, keyed = $8, secrets = $9, plus = $10, has = $11,
			has_not = $12, kinds = $13, also = $14, price = nullif($15, '')::numeric, day_cap = $16, month_cap = $17, quiet_from = $18, quiet_to = $19, revision = t.revision + 1`,
		a.Company(), s.On, p.Method, p.URL, p.Content, p.Body, p.ShownHeaders(), p.HasKey(), sealed, p.Plus, p.Has, p.HasNot, db.Texts(s.Kinds), s.Also, s.Price,
		s.DayCap, s.MonthCap, s.Quiet.From, s.Quiet.To)
	return err
}

// DeleteSMSSettings forgets them with the secrets; what was sent stays counted. False where there were none.
func DeleteSMSSettings(ctx context.Context, a *db.Act) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx, `delete from sms_settings where company_id = $1`, a.Company())
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// SMSUsage is what was sent on a date of the company's, and in its month.
func SMSUsage(ctx context.Context, s db.Scope, on booking.Date) (day, month telling.SMSUsage, err error) {
	var rows []telling.SMSUsage
	err = sqlx.SelectContext(ctx, s.Q(), &rows, `
		select coalesce(sum(messages), 0) as messages, coalesce(sum(segments), 0) as segments, coalesce(sum(cost), 0)::text as cost
		from sms_usage where company_id = $1 and on_date = $2::date
		union all
		select coalesce(sum(messages), 0), coalesce(sum(segments), 0), coalesce(sum(cost), 0)::text
		from sms_usage where company_id = $1 and on_date between date_trunc('month', $2::date)::date and $2::date`, s.Company(), on.String())
	if err != nil {
		return day, month, err
	}
	return rows[0], rows[1], nil
}

// SMSPlace is room for a message that is about to be sent.
type SMSPlace struct {
	On       booking.Date // the company's
	Segments int
	Taken    bool        // there is room, and it is this attempt's
	Full     telling.Why // why there is none: WhySMSDay, WhySMSMonth, WhySMSNumber; "" where the delivery is another worker's by now
}

// TakeSMSPlace counts a message before it is sent, for one attempt and once: from now on it may have been sent, whatever
// becomes of this process. It waits for whoever counts for the same company.
func TakeSMSPlace(ctx context.Context, d *db.DB, company booking.CompanyID, c Claim, on booking.Date, segments int, s telling.SMSSettings) (SMSPlace, error) {
	place := SMSPlace{On: on, Segments: segments}
	err := d.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `insert into sms_usage (company_id, on_date) values ($1, $2) on conflict do nothing`, company, on.String()); err != nil {
			return err
		}
		var used struct{ Day, Month, Number int }
		if err := tx.GetContext(ctx, &used.Day, `select segments from sms_usage where company_id = $1 and on_date = $2 for update`, company, on.String()); err != nil {
			return err
		}
		if err := tx.GetContext(ctx, &used, `
			select $3::integer as day, (select coalesce(sum(segments), 0) from sms_usage where company_id = $1 and on_date between date_trunc('month', $2::date)::date and $2::date) as month,
				(select count(*) from deliveries where channel = 'sms' and counted and recipient = $4 and updated_at > now() - interval '1 day') as number`,
			company, on.String(), used.Day, c.Recipient); err != nil {
			return err
		}
		switch {
		case used.Day+segments > s.DayCap:
			place.Full = telling.WhySMSDay
		case used.Month+segments > s.MonthCap:
			place.Full = telling.WhySMSMonth
		case used.Number >= abuse.SMSFor.Most:
			place.Full = telling.WhySMSNumber
		}
		if place.Full != "" {
			return nil
		}
		result, err := tx.ExecContext(ctx, `
			update deliveries set counted = true, recipient = $4 where company_id = $1 and id = $2 and state = 'sending' and attempts = $3 and not counted`,
			company, c.ID, c.Attempts, c.Recipient)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err
		}
		place.Taken = true
		return useSMS(ctx, tx, company, on, 1, segments, s.Price)
	})
	return place, err
}

// GiveSMSPlaceBack takes back what was counted for a message that was not taken for certain.
func GiveSMSPlaceBack(ctx context.Context, d *db.DB, company booking.CompanyID, of booking.ID, p SMSPlace, price string) error {
	return d.InTx(ctx, func(tx *sqlx.Tx) error {
		result, err := tx.ExecContext(ctx, `update deliveries set counted = false where company_id = $1 and id = $2 and counted`, company, of)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return useSMS(ctx, tx, company, p.On, -1, -p.Segments, price)
	})
}

func useSMS(ctx context.Context, tx *sqlx.Tx, company booking.CompanyID, on booking.Date, messages, segments int, price string) error {
	_, err := tx.ExecContext(ctx, `
		update sms_usage set messages = greatest(messages + $3, 0), segments = greatest(segments + $4, 0), cost = greatest(cost + $4 * coalesce(nullif($5, '')::numeric, 0), 0)
		where company_id = $1 and on_date = $2`, company, on.String(), messages, segments, price)
	return err
}

// TestUnderWay is the company's SMS that was sent as a test and whose end is not known yet, "" for none.
func TestUnderWay(ctx context.Context, s db.Scope) (booking.ID, error) {
	var list []booking.ID
	err := sqlx.SelectContext(ctx, s.Q(), &list, `
		select id from deliveries where company_id = $1 and channel = 'sms' and event = $2 and state in ('waiting', 'sending', 'retrying')
		order by created_at desc limit 1`, s.Company(), booking.TestMessage)
	if err != nil || len(list) == 0 {
		return "", err
	}
	return list[0], nil
}

// TestBySMS writes one waiting delivery to a phone.
func TestBySMS(ctx context.Context, a *db.Act, phone, locale string) (telling.Delivery, error) {
	var d telling.Delivery
	err := sqlx.GetContext(ctx, a.SQLX(), &d, `
		insert into deliveries (company_id, id, event, topic, channel, recipient, locale, created_at, updated_at)
		values ($1, gen_random_uuid(), $2, $3, 'sms', $4, $5, now(), now()) returning `+deliveryColumns,
		a.Company(), booking.TestMessage, booking.TestMessage.Topic(), phone, locale)
	return d, err
}

// SetSMSOff says whether a client wants no SMS, and whether that is new.
func SetSMSOff(ctx context.Context, a *db.Act, client booking.ID, off bool, at time.Time) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx, `
		update clients set sms_off_at = case when $3 then $4::timestamptz end where company_id = $1 and id = $2 and (sms_off_at is not null) <> $3`,
		a.Company(), client, off, at)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// OwnerEmails are the owners of a company, by whom it is told what is theirs to decide.
func OwnerEmails(ctx context.Context, s db.Scope) (list []struct{ Email, Locale string }, err error) {
	return list, sqlx.SelectContext(ctx, s.Q(), &list, `
		select u.email, u.locale from members m join users u on u.id = m.user_id where m.company_id = $1 and m.role = 'owner' and m.disabled_at is null and u.email <> '' order by u.id`,
		s.Company())
}

// ZoneOf is the company's zone.
func ZoneOf(ctx context.Context, s db.Scope) (*time.Location, error) {
	var name string
	if err := sqlx.GetContext(ctx, s.Q(), &name, `select timezone from companies where id = $1`, s.Company()); err != nil {
		return nil, err
	}
	return time.LoadLocation(name)
}
