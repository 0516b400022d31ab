package db

import (
	"bytes"
	"context"
	"slices"
	"time"
)

// Limit is a leaking bucket: Burst attempts at once, and one more each Every.
type Limit struct {
	Key   []byte
	Burst int
	Every time.Duration
}

// Attempt counts one attempt against each of the limits and says whether all of
// them allow it, in one statement and for all processes. What is refused is not
// counted, so that a flood keeps nobody out for longer than one Every. A clock that
// is behind another process's forgives nothing and adds nothing.
func (d *DB) Attempt(ctx context.Context, limits []Limit, now time.Time) (bool, error) {
	limits = slices.SortedFunc(slices.Values(limits), func(a, b Limit) int { return bytes.Compare(a.Key, b.Key) }) // rows are locked in order
	keys, bursts, seconds := make([][]byte, len(limits)), make([]float64, len(limits)), make([]float64, len(limits))
	for i, l := range limits {
		keys[i], bursts[i], seconds[i] = l.Key, float64(l.Burst), l.Every.Seconds()
	}
	var refused bool
	err := d.GetContext(ctx, &refused, `
		with counted as (
			insert into attempts as a (key, level, burst, seconds, at)
			select key, 1, burst, seconds, $4 from unnest($1::bytea[], $2::float8[], $3::float8[]) as l (key, burst, seconds)
			on conflict (key) do update set
				(level, refused) = (
					select case when now + 1 > excluded.burst then now else now + 1 end, now + 1 > excluded.burst
					from (select greatest(0, a.level - greatest(0, extract(epoch from excluded.at - a.at)::float8) / excluded.seconds) as now) as left_over),
				at = excluded.at, burst = excluded.burst, seconds = excluded.seconds
			returning refused)
		select coalesce(bool_or(refused), false) from counted`, keys, bursts, seconds, now)
	return !refused, err
}

// ForgiveAttempts takes attempts back that were none: whoever got in empties the
// first bucket and gives the others what he took of them.
func (d *DB) ForgiveAttempts(ctx context.Context, limits []Limit) error {
	keys := make([][]byte, len(limits))
	for i, l := range limits {
		keys[i] = l.Key
	}
	_, err := d.ExecContext(ctx, `
		update attempts set level = case when key = $2 then 0 else greatest(0, level - 1) end
		where key in (select key from attempts where key = any($1) order by key for update)`, keys, keys[0])
	return err
}
