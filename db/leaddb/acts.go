package leaddb

import (
	"context"
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/db"
)

// LeadChanged writes a line of the change feed for the pages that show leads.
func LeadChanged(ctx context.Context, a *db.Act, at time.Time) error {
	return a.ChangedUnseen(ctx, booking.ActLead, at)
}

// LeadArrived is LeadChanged for a lead that has just come in and is to be told of.
func LeadArrived(ctx context.Context, a *db.Act, id booking.ID, at time.Time) error {
	return a.WriteChange(ctx, db.Change{Act: booking.ActLead, Touched: &db.Nowhere, Lead: id}, nil, at)
}

// UpdateLead writes what people change of a lead, and raises its revision.
func UpdateLead(ctx context.Context, a *db.Act, l webform.Lead) error {
	var next *string
	if l.NextOn != nil {
		text := l.NextOn.String()
		next = &text
	}
	_, err := a.SQLX().ExecContext(ctx, `
		update leads set status = $3, assignee = nullif($4, 0), next_on = $5::date, revision = revision + 1,
			taken_at = case when $3 = 'new' then null else coalesce(taken_at, $6) end
		where company_id = $1 and id = $2`, a.Company(), l.ID, l.Status, l.Assignee, next, l.TakenAt)
	return err
}
