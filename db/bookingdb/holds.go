package bookingdb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

type holdRow struct {
	ID           booking.ID
	Form         booking.ID `db:"form_id"`
	Service      booking.ID `db:"service_id"`
	Visitor      string
	StartsAt     time.Time `db:"starts_at"`
	EndsAt       time.Time `db:"ends_at"`
	OccupiedFrom time.Time `db:"occupied_from"`
	OccupiedTo   time.Time `db:"occupied_to"`
	CreatedAt    time.Time `db:"created_at"`
	ExpiresAt    time.Time `db:"expires_at"`
	LastAt       time.Time `db:"last_at"`
	Resources    []byte
}

const selectHolds = `
	select h.id, h.form_id, h.service_id, h.visitor, h.starts_at, h.ends_at,
		lower(h.occupied) as occupied_from, upper(h.occupied) as occupied_to, h.created_at, h.expires_at, h.last_at,
		(select coalesce(json_agg(r.resource_id order by r.resource_id), '[]')
		from hold_resources r where r.company_id = h.company_id and r.hold_id = h.id) as resources
	from holds h`

func (r holdRow) hold() (booking.Hold, error) {
	h := booking.Hold{
		ID: r.ID, Form: r.Form, Service: r.Service, Visitor: r.Visitor, Start: r.StartsAt, End: r.EndsAt,
		Occupied: booking.Span{From: r.OccupiedFrom, To: r.OccupiedTo}, CreatedAt: r.CreatedAt, Expires: r.ExpiresAt, Last: r.LastAt,
	}
	return h, json.Unmarshal(r.Resources, &h.Resources)
}

// Holds are the holds live at now whose time overlaps the span, by start.
func Holds(ctx context.Context, s db.Scope, span booking.Span, now time.Time) ([]booking.Hold, error) {
	var rows []holdRow
	err := sqlx.SelectContext(ctx, s.Q(), &rows, selectHolds+`
		where h.company_id = $1 and h.expires_at > $2 and h.starts_at < $3 and h.ends_at > $4
		order by h.starts_at, h.id`, s.Company(), now, span.To, span.From)
	if err != nil {
		return nil, err
	}
	holds := make([]booking.Hold, len(rows))
	for i, row := range rows {
		if holds[i], err = row.hold(); err != nil {
			return nil, err
		}
	}
	return holds, nil
}

// HoldsOf are those holds that are live at now.
func HoldsOf(ctx context.Context, s db.Scope, of []booking.ID, now time.Time) ([]booking.Hold, error) {
	var rows []holdRow
	err := sqlx.SelectContext(ctx, s.Q(), &rows, selectHolds+` where h.company_id = $1 and h.id = any($2::uuid[]) and h.expires_at > $3`, s.Company(), db.IDs(of), now)
	holds := make([]booking.Hold, len(rows))
	for i, row := range rows {
		if holds[i], err = row.hold(); err != nil {
			return nil, err
		}
	}
	return holds, err
}

// Hold is the hold of that id if it is live at now, else NotFound.
func Hold(ctx context.Context, s db.Scope, id booking.ID, now time.Time) (booking.Hold, error) {
	if !booking.IsID(string(id)) {
		return booking.Hold{}, booking.Fail(booking.NotFound, "error.hold_unknown")
	}
	var row holdRow
	err := sqlx.GetContext(ctx, s.Q(), &row, selectHolds+`
		where h.company_id = $1 and h.id = $2 and h.expires_at > $3`, s.Company(), id, now)
	if err != nil {
		return booking.Hold{}, db.OrNotFound(err, "error.hold_unknown")
	}
	return row.hold()
}

// HoldsBy are how many holds a visitor, a network and a site have at now. network and site may be nil.
func HoldsBy(ctx context.Context, s db.Scope, visitor string, network, site []byte, now time.Time) (own, near, many int, err error) {
	var row struct{ Own, Near, Many int }
	err = sqlx.GetContext(ctx, s.Q(), &row, `
		select count(*) filter (where visitor = $2) as own, count(*) filter (where address = $3) as near, count(*) filter (where site = $4) as many
		from holds where company_id = $1 and expires_at > $5 and (visitor = $2 or address = $3 or site = $4)`,
		s.Company(), visitor, network, site, now)
	return row.Own, row.Near, row.Many, err
}

// InsertHold writes a hold and its resources; network and site are keyed hashes of where it was asked from, or nil.
func InsertHold(ctx context.Context, a *db.Act, h booking.Hold, network, site []byte) error {
	a.Later(`
		insert into holds (company_id, id, form_id, service_id, visitor, address, site, starts_at, ends_at, occupied, created_at, expires_at, last_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, tstzrange($10, $11), $12, $13, $14)`,
		a.Company(), h.ID, h.Form, h.Service, h.Visitor, network, site, h.Start, h.End, h.Occupied.From, h.Occupied.To, h.CreatedAt, h.Expires, h.Last)
	a.Later(`
		insert into hold_resources (company_id, hold_id, resource_id) select $1, $2, r from unnest($3::uuid[]) r`,
		a.Company(), h.ID, db.IDs(h.Resources))
	return nil
}

// ProlongHold sets when a hold expires.
func ProlongHold(ctx context.Context, a *db.Act, id booking.ID, expires time.Time) error {
	_, err := a.SQLX().ExecContext(ctx, `update holds set expires_at = $3 where company_id = $1 and id = $2`, a.Company(), id, expires)
	return err
}

// DeleteHold gives the time back.
func DeleteHold(ctx context.Context, a *db.Act, id booking.ID) error {
	_, err := a.SQLX().ExecContext(ctx, `delete from holds where company_id = $1 and id = $2`, a.Company(), id)
	return err
}
