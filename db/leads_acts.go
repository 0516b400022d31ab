package db

import (
	"context"
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

// LeadArrived is LeadChanged for a lead that has just come in and is to be told of.
func (a *Act) LeadArrived(ctx context.Context, id booking.ID, at time.Time) error {
	return a.changed(ctx, Change{What: "lead", Touched: &nowhere, Lead: id}, nil, at)
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
