package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"okno/booking"
)

// Submission is what a submit with an Idempotency-Key answered first.
type Submission struct {
	BodyHash []byte
	Result   []byte // JSON
}

// SubmissionAge is how long a key is remembered within its form (contracts.md).
const SubmissionAge = 7 * 24 * time.Hour

// Submission finds what the key answered; nil when it is new or forgotten by now.
func (a *Act) Submission(ctx context.Context, form booking.ID, key string, now time.Time) (*Submission, error) {
	var s Submission
	err := a.tx.QueryRowxContext(ctx, `
		select body_hash, result from submissions
		where company_id = $1 and form_id = $2 and key = $3 and created_at > $4`,
		a.company, form, key, now.Add(-SubmissionAge)).Scan(&s.BodyHash, &s.Result)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &s, nil
}

// RememberSubmission keeps what the key answered; a forgotten one is replaced.
func (a *Act) RememberSubmission(ctx context.Context, form booking.ID, key string, s Submission, now time.Time) error {
	_, err := a.tx.ExecContext(ctx, `
		insert into submissions (company_id, form_id, key, body_hash, result, created_at)
		values ($1, $2, $3, $4, $5, $6)
		on conflict (company_id, form_id, key) do update
		set body_hash = excluded.body_hash, result = excluded.result, created_at = excluded.created_at`,
		a.company, form, key, s.BodyHash, s.Result, now)
	return err
}
