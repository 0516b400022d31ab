package db

import (
	"context"
	"time"

	"okno/booking"
)

// InsertService writes a new service behind all others. Its links are PutLinks's.
func (a *Act) InsertService(ctx context.Context, s booking.Service) error {
	_, err := a.tx.ExecContext(ctx, `
		insert into services (company_id, id, ref, name, description, category, duration_min, buffer_before_min,
			buffer_after_min, step_min, price, color, active, reminders_min, position)
		select $1, $2, $3, $4, $5, $6, $7, $8, $9, nullif($10, 0), nullif($11, '')::numeric, nullif($12, ''), $13, $14,
			coalesce(max(position) + 1, 0)
		from services where company_id = $1`,
		a.company, s.ID, s.Ref, s.Name, s.Description, s.Category, s.DurationMin, s.BufferBeforeMin,
		s.BufferAfterMin, s.StepMin, s.Price, s.Color, s.Active, s.RemindersMin)
	return err
}

// UpdateService writes what a service's form holds, and raises its revision.
// Its links are PutLinks's.
func (a *Act) UpdateService(ctx context.Context, s booking.Service) error {
	_, err := a.tx.ExecContext(ctx, `
		update services set name = $3, description = $4, category = $5, duration_min = $6, buffer_before_min = $7,
			buffer_after_min = $8, step_min = nullif($9, 0), price = nullif($10, '')::numeric, color = nullif($11, ''), reminders_min = $12,
			revision = revision + 1
		where company_id = $1 and id = $2`,
		a.company, s.ID, s.Name, s.Description, s.Category, s.DurationMin, s.BufferBeforeMin,
		s.BufferAfterMin, s.StepMin, s.Price, s.Color, s.RemindersMin)
	return err
}

// SetServiceActive switches a service on or off.
func (a *Act) SetServiceActive(ctx context.Context, id booking.ID, active bool) error {
	_, err := a.tx.ExecContext(ctx, `update services set active = $3 where company_id = $1 and id = $2`, a.company, id, active)
	return err
}

// SetServiceArchived archives a service at an instant, or takes it out again (nil).
func (a *Act) SetServiceArchived(ctx context.Context, id booking.ID, at *time.Time) error {
	_, err := a.tx.ExecContext(ctx, `update services set archived_at = $3 where company_id = $1 and id = $2`, a.company, id, at)
	return err
}

// OrderServices makes the order of services that of ids, which are all of the company.
func (a *Act) OrderServices(ctx context.Context, ids []booking.ID) error {
	_, err := a.tx.ExecContext(ctx, `
		update services s set position = n.position - 1
		from unnest($2::text[]) with ordinality as n (id, position)
		where s.company_id = $1 and s.id = n.id::uuid and s.position <> n.position - 1`,
		a.company, column(ids, func(id booking.ID) string { return string(id) }))
	return err
}
