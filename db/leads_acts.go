package db

import (
	"context"
	"encoding/json"
	"time"

	"okno/booking"
)

// nowhere is where a lead stands on a board: the feed tells boards of a change
// by the time that it touches, and a lead touches none.
var nowhere = booking.Span{From: time.Unix(0, 0), To: time.Unix(1, 0)}

// LeadChanged writes a line of the change feed for the pages that show leads.
func (a *Act) LeadChanged(ctx context.Context, at time.Time) error {
	return a.Changed(ctx, "", "lead", &nowhere, at)
}

// WriteLeadHistory adds a line to a lead's history.
func (a *Act) WriteLeadHistory(ctx context.Context, id booking.ID, line booking.HistoryLine) error {
	detail, err := json.Marshal(line.Detail)
	if err != nil {
		return err
	}
	if line.Detail == nil {
		detail = []byte("{}")
	}
	_, err = a.tx.ExecContext(ctx, `
		insert into lead_history (company_id, lead_id, n, at, act, actor_kind, actor_user, actor_name, origin, detail)
		select $1, $2, coalesce(max(n), 0) + 1, $3, $4, $5, nullif($6, 0), $7, $8, $9
		from lead_history where company_id = $1 and lead_id = $2`,
		a.company, id, line.At, line.Act, line.Actor.Kind, line.Actor.User, line.Actor.Name, line.Actor.Origin, detail)
	return err
}

// UpdateLead writes what people change of a lead, and raises its revision.
func (a *Act) UpdateLead(ctx context.Context, l booking.Lead) error {
	var next *string
	if l.NextOn != nil {
		text := l.NextOn.String()
		next = &text
	}
	_, err := a.tx.ExecContext(ctx, `
		update leads set status = $3, assignee = nullif($4, 0), next_on = $5::date, revision = revision + 1,
			taken_at = case when $3 = 'new' then null else coalesce(taken_at, $6) end
		where company_id = $1 and id = $2`, a.company, l.ID, l.Status, l.Assignee, next, l.TakenAt)
	return err
}
