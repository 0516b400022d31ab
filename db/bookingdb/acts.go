package bookingdb

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
)

// Origin is where a booking came from beside its source: what reports count it by.
type Origin struct {
	Form     booking.ID // that it came through, by itself or by way of its lead; "" for none
	Campaign string     // report.Campaign of the page that the form was on
}

// InsertBooking writes a booking and its resources and gives it the company's
// next number; it costs what its service does with those resources. The act's SlotTaken error says that another booking has the time.
func InsertBooking(a *db.Act, b *booking.Booking, from Origin) error {
	local, err := a.Local(b.Start)
	if err != nil {
		return err
	}
	b.Number = a.NextNumber()
	a.Later(`
		insert into bookings (company_id, id, number, ref, service_id, client_id, status, source,
			starts_at, ends_at, occupied, contact_name, contact_phone, contact_email, created_at, updated_at, notes, waived, locale, tell_client, suspect, price,
			starts_local, form_id, campaign)
		values ($1, $2, $21, nullif($3, ''), $4, $5, $6, $7, $8, $9, tstzrange($10, $11), $12, nullif($13, ''), nullif($14, ''), $15, $15, $16, $17, nullif($18, ''), not $19, $20,
			`+db.PriceWith("$4", "$25::text[]::uuid[]")+`, $22::text::timestamp, nullif($23::text, '')::uuid, $24)`,
		a.Company(), b.ID, b.Ref, b.Service, b.Client, b.Status, b.Source, b.Start, b.End,
		b.Occupied.From, b.Occupied.To, b.Contact.Name, b.Contact.Phone, b.Contact.Email, b.CreatedAt, b.Notes, reasons(b.Waived),
		b.Locale, b.TellNone, b.Suspect, b.Number, local, string(from.Form), from.Campaign, db.IDs(b.Resources))
	occupy(a, *b)
	firstsChanged(a, booking.Booking{}, *b, b.CreatedAt)
	return nil
}

func occupy(a *db.Act, b booking.Booking) {
	a.Later(`
		insert into booking_resources (company_id, booking_id, resource_id, status, occupied)
		select $1, $2, r, $3, tstzrange($4, $5) from unnest($6::uuid[]) r`,
		a.Company(), b.ID, b.Status, b.Occupied.From, b.Occupied.To, db.IDs(b.Resources))
}

// PutBooking writes where a booking stands, and how: its time, resources,
// status, service, price, what was waived for it, its notes, what its client says of his coming, and whether it is deleted. It says
// whether the booking was still as seen. A SlotTaken error says that another
// booking has the time.
func PutBooking(ctx context.Context, a *db.Act, seen, b booking.Booking, at time.Time) (bool, error) {
	local, err := a.Local(b.Start)
	if err != nil {
		return false, err
	}
	// The old place goes first: it must not stand in the way, nor take the new status along.
	if err := Clear(ctx, a, []booking.ID{b.ID}); err != nil {
		return false, err
	}
	result, err := a.SQLX().ExecContext(ctx, `
		update bookings set status = $3, starts_at = $4, ends_at = $5, occupied = tstzrange($6, $7), waived = $8, notes = $9, late_min = $15, coming = $20, bound_to = $16, service_id = $17, price = nullif($18, '')::numeric, starts_local = $19::text::timestamp,
			deleted_at = case when $10 then coalesce(deleted_at, $11) end, updated_at = $11
		where company_id = $1 and id = $2 and status = $12 and starts_at = $13 and ends_at = $14`,
		a.Company(), b.ID, b.Status, b.Start, b.End, b.Occupied.From, b.Occupied.To, reasons(b.Waived), b.Notes,
		b.Deleted, at, seen.Status, seen.Start, seen.End, b.LateMin, b.BoundTo, b.Service, b.Price, local, b.Coming)
	if err != nil {
		return false, err
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return false, err
	}
	occupy(a, b)
	firstsChanged(a, seen, b, at)
	return true, a.Send(ctx)
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
func SetStatus(ctx context.Context, a *db.Act, id booking.ID, from, to booking.Status, at time.Time) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx, `
		update bookings set status = $4, updated_at = $5 where company_id = $1 and id = $2 and status = $3`,
		a.Company(), id, from, to, at)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// SetComing writes that a booking's client says that he will come.
func SetComing(ctx context.Context, a *db.Act, id booking.ID, at time.Time) error {
	_, err := a.SQLX().ExecContext(ctx, `update bookings set coming = true, updated_at = $3 where company_id = $1 and id = $2`, a.Company(), id, at)
	return err
}

// Clear takes the bookings off their resources, to be written anew by PutBookings.
func Clear(ctx context.Context, a *db.Act, bookings []booking.ID) error {
	_, err := a.SQLX().ExecContext(ctx, `
		delete from booking_resources where company_id = $1 and booking_id = any($2::text[]::uuid[])`, a.Company(), db.IDs(bookings))
	return err
}
