package db

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// story is the table of what happened to things of one kind, and its column that
// says to which of them. Both are literals.
type story struct{ table, of string }

// The histories that are kept, each with the name of what it is of.
var (
	BookingStory = story{"booking_history", "booking_id"}
	ClientStory  = story{"client_history", "client_id"}
	LeadStory    = story{"lead_history", "lead_id"}
)

// maxClientHistory is how many lines of a client's card are shown.
const maxClientHistory = 100

// History is what happened to a booking, oldest first.
func (s Scope) History(ctx context.Context, id booking.ID) ([]booking.HistoryLine, error) {
	return s.history(ctx, BookingStory, id, "order by n")
}

// ClientActs are how many things its client has done to a booking since then. Making it is none.
func (s Scope) ClientActs(ctx context.Context, id booking.ID, since time.Time) (n int, err error) {
	err = sqlx.GetContext(ctx, s.q, &n, `
		select count(*) from booking_history
		where company_id = $1 and booking_id = $2 and at > $3 and actor_kind = 'visitor' and act <> 'created'`, s.company, id, since)
	return n, err
}

// ClientHistory is what was done with a client's card, the latest first.
func (s Scope) ClientHistory(ctx context.Context, id booking.ID) ([]booking.HistoryLine, error) {
	return s.history(ctx, ClientStory, id, "order by n desc limit $3", maxClientHistory)
}

// LeadHistory is what happened to a lead, oldest first.
func (s Scope) LeadHistory(ctx context.Context, id booking.ID) ([]booking.HistoryLine, error) {
	return s.history(ctx, LeadStory, id, "order by n")
}

func (s Scope) history(ctx context.Context, t story, id booking.ID, order string, more ...any) ([]booking.HistoryLine, error) {
	rows := []struct {
		N      int
		At     time.Time
		Act    string
		Kind   booking.ActorKind `db:"actor_kind"`
		User   booking.UserID    `db:"actor_user"`
		Name   string            `db:"actor_name"`
		Origin string
		Detail []byte
	}{}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select n, at, act, actor_kind, coalesce(actor_user, 0) as actor_user, actor_name, origin, detail
		from `+t.table+` where company_id = $1 and `+t.of+` = $2 `+order, append([]any{s.company, id}, more...)...)
	if err != nil {
		return nil, err
	}
	history := make([]booking.HistoryLine, len(rows))
	for i, r := range rows {
		history[i] = booking.HistoryLine{
			N: r.N, At: r.At, Act: booking.Act(r.Act),
			Actor: booking.Actor{Kind: r.Kind, User: r.User, Name: r.Name, Origin: r.Origin},
		}
		if err := json.Unmarshal(r.Detail, &history[i].Detail); err != nil {
			return nil, err
		}
		history[i] = Masked(s, history[i])
	}
	return history, nil
}

// WriteHistory adds a line to a booking's history.
func (a *Act) WriteHistory(ctx context.Context, id booking.ID, line booking.HistoryLine) error {
	return a.writeHistory(ctx, BookingStory, id, line)
}

// WriteClientHistory adds a line to a client's history.
func (a *Act) WriteClientHistory(ctx context.Context, id booking.ID, line booking.HistoryLine) error {
	return a.writeHistory(ctx, ClientStory, id, line)
}

// WriteLeadHistory adds a line to a lead's history.
func (a *Act) WriteLeadHistory(ctx context.Context, id booking.ID, line booking.HistoryLine) error {
	return a.writeHistory(ctx, LeadStory, id, line)
}

func (a *Act) writeHistory(ctx context.Context, t story, id booking.ID, line booking.HistoryLine) error {
	a.by = line.Actor
	detail := line.Detail
	if detail == nil {
		detail = map[string]string{}
	}
	text, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	a.tx.later(`
		insert into `+t.table+` (company_id, `+t.of+`, n, at, act, actor_kind, actor_user, actor_name, origin, detail)
		select $1, $2, coalesce(max(n), 0) + 1, $3, $4, $5, nullif($6, 0), $7, $8, $9
		from `+t.table+` where company_id = $1 and `+t.of+` = $2`,
		a.company, id, line.At, line.Act, line.Actor.Kind, line.Actor.User, line.Actor.Name, line.Actor.Origin, text)
	return nil
}

// WriteAll adds the same line to the history of each.
func (a *Act) WriteAll(ctx context.Context, t story, of []string, act string, by booking.Actor, at time.Time) error {
	a.by = by
	_, err := a.tx.ExecContext(ctx, `
		insert into `+t.table+` (company_id, `+t.of+`, n, at, act, actor_kind, actor_user, actor_name, origin, detail)
		select $1, x, coalesce((select max(n) from `+t.table+` where company_id = $1 and `+t.of+` = x), 0) + 1, $3, $4, $5, nullif($6, 0), $7, $8, '{}'
		from unnest($2::uuid[]) x`, a.company, of, at, act, by.Kind, by.User, by.Name, by.Origin)
	return err
}
