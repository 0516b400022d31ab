package db

import (
	"context"
	"crypto/sha256"
	"time"
)

// AttemptAge is how long it is known under which key an act was done. Nobody waits longer for an answer.
const AttemptAge = 24 * time.Hour

// attempt is what a request asks to be done at most once, however often it is sent.
type attempt struct {
	key  []byte
	done bool // by the first act of the request; others come along with it
}

type attemptKey struct{}

// WithAttempt lets the first act under ctx be done once for that key: who sends it, and what the sender calls the request. Where it
// was done already, InAct fails with booking.Repeated, and nothing is written.
func WithAttempt(ctx context.Context, who, key string) context.Context {
	sum := sha256.Sum256([]byte(who + "\x00" + key))
	return context.WithValue(ctx, attemptKey{}, &attempt{key: sum[:20]})
}

// attemptOf is the attempt that an act under ctx is to be, nil for none.
func attemptOf(ctx context.Context) *attempt {
	a, _ := ctx.Value(attemptKey{}).(*attempt)
	if a == nil || a.done {
		return nil
	}
	return a
}

// lockOnce is lock of an act that is done once. The version row is locked first, and the key written by whoever has it.
const lockOnce = `
	with first as (insert into attempts (company_id, key) values ($1, $2) on conflict do nothing returning key)
	update company_versions set version = version + 1 where company_id = $1
	returning version, setup_version, last_booking_number, (select count(*) from first)`
