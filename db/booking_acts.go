package db

import (
	"context"
	"time"

	"okno/booking"
)

// InsertBooking writes a booking and its resources and gives it the company's
// next number. A SlotTaken error says that another booking has the time.
func (a *Act) InsertBooking(ctx context.Context, b *booking.Booking) error {
	err := a.tx.GetContext(ctx, &b.Number, `
		with next as (
			update company_versions set last_booking_number = last_booking_number + 1
			where company_id = $1 returning last_booking_number as number)
		insert into bookings (company_id, id, number, ref, service_id, client_id, status, source,
			starts_at, ends_at, occupied, contact_name, contact_phone, contact_email, created_at, updated_at, notes, waived, locale, tell_client, suspect)
		select $1, $2, number, nullif($3, ''), $4, $5, $6, $7, $8, $9, tstzrange($10, $11), $12, nullif($13, ''), nullif($14, ''), $15, $15, $16, $17, nullif($18, ''), not $19, $20
		from next returning number`,
		a.company, b.ID, b.Ref, b.Service, b.Client, b.Status, b.Source, b.Start, b.End,
		b.Occupied.From, b.Occupied.To, b.Contact.Name, b.Contact.Phone, b.Contact.Email, b.CreatedAt, b.Notes, reasons(b.Waived),
		b.Locale, b.TellNone, b.Suspect)
	if err != nil {
		return err
	}
	return a.occupy(ctx, *b)
}

func (a *Act) occupy(ctx context.Context, b booking.Booking) error {
	_, err := a.tx.ExecContext(ctx, `
		insert into booking_resources (company_id, booking_id, resource_id, status, occupied)
		select $1, $2, r, $3, tstzrange($4, $5) from unnest($6::uuid[]) r`,
		a.company, b.ID, b.Status, b.Occupied.From, b.Occupied.To, ids(b.Resources))
	return err
}

// PutBooking writes where a booking stands, and how: its time, resources,
// status, what was waived for it, its notes, its client's lateness, and whether it is deleted. It says
// whether the booking was still as seen. A SlotTaken error says that another
// booking has the time.
func (a *Act) PutBooking(ctx context.Context, seen, b booking.Booking, at time.Time) (bool, error) {
	// The old place goes first: it must not stand in the way, nor take the new status along.
	if err := a.Clear(ctx, []booking.ID{b.ID}); err != nil {
		return false, err
	}
	result, err := a.tx.ExecContext(ctx, `
		update bookings set status = $3, starts_at = $4, ends_at = $5, occupied = tstzrange($6, $7), waived = $8, notes = $9, late_min = $15, bound_to = $16,
			deleted_at = case when $10 then coalesce(deleted_at, $11) end, updated_at = $11
		where company_id = $1 and id = $2 and status = $12 and starts_at = $13 and ends_at = $14`,
		a.company, b.ID, b.Status, b.Start, b.End, b.Occupied.From, b.Occupied.To, reasons(b.Waived), b.Notes,
		b.Deleted, at, seen.Status, seen.Start, seen.End, b.LateMin, b.BoundTo)
	if err != nil {
		return false, err
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return false, err
	}
	return true, a.occupy(ctx, b)
}

// reasons of a waiver as the driver takes them for an array parameter.
func reasons(w booking.Waiver) []string {
	list := []string{}
	for _, r := range w.Reasons() {
		list = append(list, string(r))
	}
	return list
}

// SetStatus moves a booking from one status to another and says whether it was
// still at the first. A SlotTaken error says that a vacant booking's time is gone.
func (a *Act) SetStatus(ctx context.Context, id booking.ID, from, to booking.Status, at time.Time) (bool, error) {
	result, err := a.tx.ExecContext(ctx, `
		update bookings set status = $4, updated_at = $5 where company_id = $1 and id = $2 and status = $3`,
		a.company, id, from, to, at)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}
