package db

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking/abuse"
)

// Count counts what is about to be done against each of the rules and gives those
// that it goes beyond, in one statement and for all processes. What goes beyond a rule
// is not counted by that rule, so that a flood keeps nobody out for longer than one
// Every. A clock that is behind another process's forgives nothing and adds nothing; what was counted
// further in the future was counted by a clock that has been set back, and is forgiven from now on.
func (d *DB) Count(ctx context.Context, now time.Time, counted ...abuse.Counted) ([]abuse.Rule, error) {
	return count(ctx, d, d.CountKey, now, counted)
}

// Count is DB.Count within the act: where the act fails, nothing has been counted. The
// counters stay locked until the act ends, so an act counts once, or in the order of the
// table of rules.
func (a *Act) Count(ctx context.Context, now time.Time, counted ...abuse.Counted) ([]abuse.Rule, error) {
	return count(ctx, a.tx, a.countKey, now, counted)
}

func count(ctx context.Context, q sqlx.QueryerContext, key []byte, now time.Time, counted []abuse.Counted) ([]abuse.Rule, error) {
	if len(counted) == 0 {
		return nil, nil
	}
	rows := rowsOf(key, counted)
	keys, bursts, seconds := make([][]byte, len(rows)), make([]float64, len(rows)), make([]float64, len(rows))
	for i, r := range rows {
		keys[i], bursts[i], seconds[i] = r.key, float64(r.rule.Most), r.rule.Every().Seconds()
	}
	var beyond [][]byte
	err := sqlx.SelectContext(ctx, q, &beyond, `
		with counted as (
			insert into counters as a (key, level, burst, seconds, at)
			select key, 1, burst, seconds, $4 from unnest($1::bytea[], $2::float8[], $3::float8[]) as l (key, burst, seconds)
			on conflict (key) do update set
				(level, refused) = (
					select case when now + 1 > excluded.burst then now else now + 1 end, now + 1 > excluded.burst
					from (select greatest(0, a.level - greatest(0, extract(epoch from excluded.at - a.at)::float8) / excluded.seconds) as now) as left_over),
				at = case when a.at > excluded.at + interval '5 minutes' then excluded.at else greatest(a.at, excluded.at) end, burst = excluded.burst, seconds = excluded.seconds
			returning key, refused)
		select key from counted where refused`, keys, bursts, seconds, now)
	if err != nil || len(beyond) == 0 {
		return nil, err
	}
	var rules []abuse.Rule
	for _, r := range rows {
		if slices.ContainsFunc(beyond, func(key []byte) bool { return bytes.Equal(key, r.key) }) {
			rules = append(rules, r.rule)
		}
	}
	return rules, nil
}

// Forgive takes back what was counted and was no abuse: it empties the counter of the
// first and gives the others what was taken of them.
func (d *DB) Forgive(ctx context.Context, counted ...abuse.Counted) error {
	var keys [][]byte
	for _, r := range rowsOf(d.CountKey, counted) {
		keys = append(keys, r.key)
	}
	_, err := d.ExecContext(ctx, `
		update counters set level = case when key = $2 then 0 else greatest(0, level - 1) end
		where key in (select key from counters where key = any($1) order by key for update)`, keys, counterKey(d.CountKey, counted[0]))
	return err
}

type counterRow struct {
	key  []byte
	rule abuse.Rule
}

// rowsOf are the counters in the order in which they are locked.
func rowsOf(key []byte, counted []abuse.Counted) []counterRow {
	rows := make([]counterRow, len(counted))
	for i, c := range counted {
		rows[i] = counterRow{counterKey(key, c), c.Rule}
	}
	slices.SortFunc(rows, func(a, b counterRow) int { return bytes.Compare(a.key, b.key) })
	return slices.CompactFunc(rows, func(a, b counterRow) bool { return bytes.Equal(a.key, b.key) })
}

// counterKey names a counter without telling in the table whose it is.
func counterKey(key []byte, c abuse.Counted) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(c.Key))
	return mac.Sum(nil)[:20]
}
