package messagedb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// AccountMail is a mail about somebody's account, not about a company's bookings.
type AccountMail struct {
	ID        booking.ID
	Kind      string
	Recipient string
	Locale    string
	Blanks    map[string]string
	Sealed    []byte // the path of its link, nil for none
	State     telling.DeliveryState
	Attempts  int
	Error     string
	Due       time.Time
}

// InsertAccountMail writes a mail that waits, or one that nobody gets.
func InsertAccountMail(ctx context.Context, tx *sqlx.Tx, m AccountMail) error {
	blanks, err := json.Marshal(m.Blanks)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		insert into account_mails (id, kind, recipient, locale, blanks, sealed, state) values ($1, $2, $3, $4, $5, $6, $7)`,
		m.ID, m.Kind, m.Recipient, m.Locale, blanks, m.Sealed, m.State)
	return err
}

// ClaimAccountMail takes a mail for one attempt, as ClaimDelivery does a delivery.
// Where it is not to be had, it comes as it stands, and false; NotFound when it is gone.
func ClaimAccountMail(ctx context.Context, d *db.DB, id booking.ID, lease time.Duration) (AccountMail, bool, error) {
	const columns = `id, kind, recipient, locale, blanks, sealed, state, attempts, error, due_at`
	rows := []accountMailRow{}
	err := d.SelectContext(ctx, &rows, `
		update account_mails set state = 'sending', attempts = attempts + 1, error = '',
			due_at = now() + make_interval(secs => $2), updated_at = now()
		where id = $1 and (state = 'waiting' or state in ('retrying', 'sending') and due_at <= now())
		returning `+columns, id, lease.Seconds())
	if err != nil {
		return AccountMail{}, false, err
	}
	if len(rows) == 1 {
		m, err := rows[0].mail()
		return m, true, err
	}
	var row accountMailRow
	if err := d.GetContext(ctx, &row, `select `+columns+` from account_mails where id = $1`, id); err != nil {
		return AccountMail{}, false, db.OrNotFound(err, "error.delivery_unknown")
	}
	m, err := row.mail()
	return m, false, err
}

type accountMailRow struct {
	AccountMail
	Blanks []byte
	Due    time.Time `db:"due_at"`
}

func (r accountMailRow) mail() (AccountMail, error) {
	m := r.AccountMail
	m.Due = r.Due
	return m, json.Unmarshal(r.Blanks, &m.Blanks)
}

// SettleAccountMail writes how an attempt has ended; what has left, or never will,
// forgets its link.
func SettleAccountMail(ctx context.Context, d *db.DB, m AccountMail, pause time.Duration) error {
	_, err := d.ExecContext(ctx, `
		update account_mails set state = $3, error = $4, due_at = now() + make_interval(secs => $5), updated_at = now(),
			sealed = case when $3 = 'retrying' then sealed end
		where id = $1 and state = 'sending' and attempts = $2`, m.ID, m.Attempts, m.State, m.Error, pause.Seconds())
	return err
}
