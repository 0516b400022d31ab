package db

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

type bookingRow struct {
	ID           booking.ID
	Number       int64
	Ref          string
	Service      booking.ID `db:"service_id"`
	Client       booking.ID `db:"client_id"`
	Status       booking.Status
	Source       booking.Source
	StartsAt     time.Time `db:"starts_at"`
	EndsAt       time.Time `db:"ends_at"`
	OccupiedFrom time.Time `db:"occupied_from"`
	OccupiedTo   time.Time `db:"occupied_to"`
	Name         string    `db:"contact_name"`
	Phone        string    `db:"contact_phone"`
	Email        string    `db:"contact_email"`
	CreatedAt    time.Time `db:"created_at"`
	Locale       string
	TellNone     bool `db:"tell_none"`
	Suspect      bool
	LateMin      int        `db:"late_min"`
	BoundTo      *time.Time `db:"bound_to"`
	Notes        string
	Waived       []byte
	Deleted      bool
	Resources    []byte
}

const selectBookings = `
	select b.id, b.number, coalesce(b.ref, '') as ref, b.service_id, b.client_id, b.status, b.source,
		b.starts_at, b.ends_at, lower(b.occupied) as occupied_from, upper(b.occupied) as occupied_to,
		b.contact_name, coalesce(b.contact_phone, '') as contact_phone, coalesce(b.contact_email, '') as contact_email,
		b.created_at, coalesce(b.locale, '') as locale, not b.tell_client as tell_none, b.suspect, b.late_min, b.bound_to, b.notes, to_json(b.waived) as waived, b.deleted_at is not null as deleted,
		(select json_agg(r.resource_id order by r.resource_id)
		from booking_resources r where r.company_id = b.company_id and r.booking_id = b.id) as resources
	from bookings b`

func (r bookingRow) booking() (booking.Booking, error) {
	b := booking.Booking{
		ID: r.ID, Number: r.Number, Ref: r.Ref, Service: r.Service, Client: r.Client,
		Status: r.Status, Source: r.Source, Start: r.StartsAt, End: r.EndsAt,
		Occupied:  booking.Span{From: r.OccupiedFrom, To: r.OccupiedTo},
		Contact:   booking.Contact{Name: r.Name, Phone: r.Phone, Email: r.Email},
		Notes:     r.Notes,
		Deleted:   r.Deleted,
		CreatedAt: r.CreatedAt,
		Locale:    r.Locale,
		TellNone:  r.TellNone,
		Suspect:   r.Suspect,
		LateMin:   r.LateMin,
		BoundTo:   r.BoundTo,
	}
	if r.Waived != nil {
		var reasons []booking.Reason
		if err := json.Unmarshal(r.Waived, &reasons); err != nil {
			return b, err
		}
		b.Waived = booking.Waive(reasons...)
	}
	if r.Resources == nil {
		return b, nil
	}
	return b, json.Unmarshal(r.Resources, &b.Resources)
}

func (s Scope) bookingOf(r bookingRow) (booking.Booking, error) {
	b, err := r.booking()
	return masked(s, b), err
}

// Bookings are all bookings, vacant ones too but no deleted ones, whose time
// overlaps the span, by start.
func (s Scope) Bookings(ctx context.Context, span booking.Span) ([]booking.Booking, error) {
	var rows []bookingRow
	err := sqlx.SelectContext(ctx, s.q, &rows, selectBookings+`
		where b.company_id = $1 and b.starts_at > $2 and b.starts_at < $3 and b.ends_at > $4
			and b.deleted_at is null
		order by b.starts_at, b.number`,
		s.company, span.From.Add(-booking.MaxDurationMin*time.Minute), span.To, span.From)
	if err != nil {
		return nil, err
	}
	bookings := make([]booking.Booking, len(rows))
	for i, row := range rows {
		if bookings[i], err = s.bookingOf(row); err != nil {
			return nil, err
		}
	}
	return bookings, nil
}

// Booking is one booking, a deleted one too; NotFound when the company has none of that id.
func (s Scope) Booking(ctx context.Context, id booking.ID) (booking.Booking, error) {
	if !booking.IsID(string(id)) {
		return booking.Booking{}, booking.Fail(booking.NotFound, "error.booking_unknown")
	}
	var row bookingRow
	err := sqlx.GetContext(ctx, s.q, &row, selectBookings+` where b.company_id = $1 and b.id = $2`, s.company, id)
	if err != nil {
		return booking.Booking{}, orNotFound(err, "error.booking_unknown")
	}
	return s.bookingOf(row)
}

// Occupied is who occupies the resources within the span: bookings, and the holds
// that are live at now. It is asked for every page of slots and may be thousands
// of rows, so it is scanned by hand, and a resource comes back as its place in the list.
func (s Scope) Occupied(ctx context.Context, resources []booking.ID, span booking.Span, now time.Time) ([]booking.Occupancy, error) {
	return s.occupied(ctx, `null::timestamptz, null::timestamptz from booking_resources br`, resources, span, now)
}

// OccupiedTimes is Occupied with the Time of each booking.
func (s Scope) OccupiedTimes(ctx context.Context, resources []booking.ID, span booking.Span, now time.Time) ([]booking.Occupancy, error) {
	return s.occupied(ctx, `b.starts_at, b.ends_at
		from booking_resources br join bookings b on b.company_id = br.company_id and b.id = br.booking_id`, resources, span, now)
}

func (s Scope) occupied(ctx context.Context, times string, resources []booking.ID, span booking.Span, now time.Time) ([]booking.Occupancy, error) {
	rows, err := s.q.QueryxContext(ctx, `
		select array_position($2::uuid[], br.resource_id), br.booking_id, false, lower(br.occupied), upper(br.occupied), `+times+`
		where br.company_id = $1 and br.resource_id = any($2::uuid[]) and br.occupied && tstzrange($3, $4)
			and br.status not in ('cancelled', 'rejected')
		union all
		select array_position($2::uuid[], r.resource_id), h.id, true, lower(h.occupied), upper(h.occupied), null, null
		from holds h join hold_resources r on r.company_id = h.company_id and r.hold_id = h.id
		where h.company_id = $1 and h.expires_at > $5 and h.occupied && tstzrange($3, $4) and r.resource_id = any($2::uuid[])`,
		s.company, ids(resources), span.From, span.To, now)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var occupied []booking.Occupancy
	for rows.Next() {
		var place int
		var id string
		var held bool
		var o booking.Occupancy
		var from, to *time.Time
		if err := rows.Scan(&place, &id, &held, &o.Span.From, &o.Span.To, &from, &to); err != nil {
			return nil, err
		}
		if from != nil {
			o.Time = booking.Span{From: *from, To: *to}
		}
		o.Resource = resources[place-1]
		if held {
			o.Hold = booking.ID(id)
		} else {
			o.Booking = booking.ID(id)
		}
		occupied = append(occupied, o)
	}
	return occupied, rows.Err()
}

// ids as the driver takes them for an array parameter.
func ids(of []booking.ID) []string {
	list := make([]string, len(of))
	for i, id := range of {
		list[i] = string(id)
	}
	return list
}
