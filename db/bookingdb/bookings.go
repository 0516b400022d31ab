// Package bookingdb reads and writes bookings and holds: what is occupied, a day, what is to come, what waits for an
// answer, what a change of the setup hits, and what takes an act back.
package bookingdb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
)

// Row is a booking as Select reads it.
type Row struct {
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
	Chat         string
	LateMin      int `db:"late_min"`
	Coming       bool
	BoundTo      *time.Time `db:"bound_to"`
	Notes        string
	Waived       []byte
	Price        string
	Paid         string
	Deleted      bool
	Resources    []byte
}

// Select is the beginning of a statement that reads bookings, as b, into rows of this package; a where clause comes after it.
var Select = `
	select b.id, b.number, coalesce(b.ref, '') as ref, b.service_id, b.client_id, b.status, b.source,
		b.starts_at, b.ends_at, lower(b.occupied) as occupied_from, upper(b.occupied) as occupied_to,
		b.contact_name, coalesce(b.contact_phone, '') as contact_phone, coalesce(b.contact_email, '') as contact_email,
		b.created_at, coalesce(b.locale, '') as locale, not b.tell_client as tell_none, b.suspect, ` + db.ChatWay("b") + ` as chat, b.late_min, b.coming, b.bound_to, b.notes, to_json(b.waived) as waived, coalesce(b.price::text, '') as price, coalesce(b.paid::text, '') as paid, b.deleted_at is not null as deleted,
		(select json_agg(r.resource_id order by r.resource_id)
		from booking_resources r where r.company_id = b.company_id and r.booking_id = b.id) as resources
	from bookings b`

func (r Row) booking() (booking.Booking, error) {
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
		Chat:      r.Chat,
		LateMin:   r.LateMin,
		Coming:    r.Coming,
		BoundTo:   r.BoundTo,
		Price:     r.Price,
		Paid:      r.Paid,
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

// FromRow is the booking of a row, masked where the scope hides contacts.
func FromRow(s db.Scope, r Row) (booking.Booking, error) {
	b, err := r.booking()
	return db.Masked(s, b), err
}

// Bookings are all bookings, vacant ones too but no deleted ones, whose time
// overlaps the span, by start.
func Bookings(ctx context.Context, s db.Scope, span booking.Span) ([]booking.Booking, error) {
	var rows []Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, Select+`
		where b.company_id = $1 and b.starts_at > $2 and b.starts_at < $3 and b.ends_at > $4
			and b.deleted_at is null
		order by b.starts_at, b.number`,
		s.Company(), span.From.Add(-booking.MaxDurationMin*time.Minute), span.To, span.From)
	if err != nil {
		return nil, err
	}
	bookings := make([]booking.Booking, len(rows))
	for i, row := range rows {
		if bookings[i], err = FromRow(s, row); err != nil {
			return nil, err
		}
	}
	return bookings, nil
}

// Booking is one booking, a deleted one too; NotFound when the company has none of that id.
func Booking(ctx context.Context, s db.Scope, id booking.ID) (booking.Booking, error) {
	if !booking.IsID(string(id)) {
		return booking.Booking{}, booking.Fail(booking.NotFound, "error.booking_unknown")
	}
	var row Row
	err := sqlx.GetContext(ctx, s.Q(), &row, Select+` where b.company_id = $1 and b.id = $2`, s.Company(), id)
	if err != nil {
		return booking.Booking{}, db.OrNotFound(err, "error.booking_unknown")
	}
	return FromRow(s, row)
}

// Occupied is who occupies the resources within the span: bookings, and the holds
// that are live at now. It is asked for every page of slots and may be thousands
// of rows, so it is scanned by hand, and a resource comes back as its place in the list.
func Occupied(ctx context.Context, s db.Scope, resources []booking.ID, span booking.Span, now time.Time) ([]engine.Occupancy, error) {
	return occupied(ctx, s, bookedOnly, resources, span, now)
}

const bookedOnly = `null::timestamptz, null::timestamptz from booking_resources br`

// OccupiedTimes is Occupied with the Time of each booking.
func OccupiedTimes(ctx context.Context, s db.Scope, resources []booking.ID, span booking.Span, now time.Time) ([]engine.Occupancy, error) {
	return occupied(ctx, s, `b.starts_at, b.ends_at
		from booking_resources br join bookings b on b.company_id = br.company_id and b.id = br.booking_id`, resources, span, now)
}

func occupied(ctx context.Context, s db.Scope, times string, resources []booking.ID, span booking.Span, now time.Time) ([]engine.Occupancy, error) {
	rows, err := s.Q().QueryxContext(ctx, selectOccupied(times), s.Company(), db.IDs(resources), span.From, span.To, now)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return occupancies(rows, resources)
}

func selectOccupied(times string) string {
	return `
		select array_position($2::uuid[], br.resource_id), br.booking_id, false, lower(br.occupied), upper(br.occupied), ` + times + `
		where br.company_id = $1 and br.resource_id = any($2::uuid[]) and br.occupied && tstzrange($3, $4)
			and br.status not in ('cancelled', 'rejected')
		union all
		select array_position($2::uuid[], r.resource_id), h.id, true, lower(h.occupied), upper(h.occupied), null, null
		from holds h join hold_resources r on r.company_id = h.company_id and r.hold_id = h.id
		where h.company_id = $1 and h.expires_at > $5 and h.occupied && tstzrange($3, $4) and r.resource_id = any($2::uuid[])`
}

// scanned are rows of whichever driver.
type scanned interface {
	Next() bool
	Scan(into ...any) error
	Err() error
}

func occupancies(rows scanned, resources []booking.ID) ([]engine.Occupancy, error) {
	var occupied []engine.Occupancy
	for rows.Next() {
		var place int
		var id string
		var held bool
		var o engine.Occupancy
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
