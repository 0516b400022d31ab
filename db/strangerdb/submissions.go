package strangerdb

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"okno/booking"
	"okno/db"
)

// Submission is what a submit with an Idempotency-Key answered first.
type Submission struct {
	BodyHash []byte
	Result   []byte // JSON
}

// FindSubmission finds what the key answered; nil when it is new or forgotten by now.
func FindSubmission(ctx context.Context, a *db.Act, form booking.ID, key string, now time.Time) (*Submission, error) {
	var s Submission
	err := a.SQLX().QueryRowxContext(ctx, selectSubmission, a.Company(), form, key, now.Add(-db.SubmissionAge)).Scan(&s.BodyHash, &s.Result)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &s, nil
}

// AskSubmission is FindSubmission once the act sends what it has put off.
func AskSubmission(a *db.Act, form booking.ID, key string, now time.Time, before **Submission) {
	a.Collect(func(rows pgx.Rows) error {
		for rows.Next() {
			*before = &Submission{}
			if err := rows.Scan(&(*before).BodyHash, &(*before).Result); err != nil {
				return err
			}
		}
		return rows.Err()
	}, selectSubmission, a.Company(), form, key, now.Add(-db.SubmissionAge))
}

const selectSubmission = `
		select body_hash, result from submissions
		where company_id = $1 and form_id = $2 and key = $3 and created_at > $4`

// RememberSubmission keeps what the key answered; a forgotten one is replaced.
func RememberSubmission(ctx context.Context, a *db.Act, form booking.ID, key string, s Submission, now time.Time) error {
	a.Later(`
		insert into submissions (company_id, form_id, key, body_hash, result, created_at)
		values ($1, $2, $3, $4, $5, $6)
		on conflict (company_id, form_id, key) do update
		set body_hash = excluded.body_hash, result = excluded.result, created_at = excluded.created_at`,
		a.Company(), form, key, s.BodyHash, s.Result, now)
	return nil
}
