package db

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// Change is one line of the change feed.
type Change struct {
	Version int64
	Booking booking.ID // "" when the whole company may look different
	Act     booking.Act
	Touched *booking.Span // where the booking stood and stands; nil: everywhere
	StoodOn []booking.ID  // the resources that it stood on before
	Known   bool          // that StoodOn says it; else it may have stood on any
	Client  bool          // a client or visitor has made it, and nobody of the team
	Lead    booking.ID    // that has come in by it, "" where none has
	At      time.Time     // of the act, by the clock of the process that did it
}

// Changed writes a line of the change feed, under the act's version.
func (a *Act) Changed(ctx context.Context, id booking.ID, act booking.Act, touched *booking.Span, at time.Time) error {
	return a.WriteChange(ctx, Change{Booking: id, Act: act, Touched: touched}, nil, at)
}

// ChangedFrom is Changed of a booking that stood on these resources before, so
// that boards know which columns look different.
func (a *Act) ChangedFrom(ctx context.Context, id booking.ID, act booking.Act, touched *booking.Span, stoodOn []booking.ID, at time.Time) error {
	return a.WriteChange(ctx, Change{Booking: id, Act: act, Touched: touched}, IDs(stoodOn), at)
}

// Nowhere is what no day of a board shows: the feed tells boards of a change by the time that it touches.
var Nowhere = booking.Span{From: time.Unix(0, 0), To: time.Unix(1, 0)}

// ChangedUnseen is Changed of what no board shows: other pages may, and the version says that something was done.
func (a *Act) ChangedUnseen(ctx context.Context, act booking.Act, at time.Time) error {
	return a.Changed(ctx, "", act, &Nowhere, at)
}

// ReserveChanges keeps the numbers of so many lines for a statement that writes them itself, and gives the one before them.
// Some of them may stay unused.
func (a *Act) ReserveChanges(lines int) int {
	before := a.changes
	a.changes += lines
	return before
}

// WriteChange writes the line. It is a client's where the history that the act has written is.
func (a *Act) WriteChange(ctx context.Context, c Change, stoodOn []string, at time.Time) error {
	a.changes++
	a.acts = append(a.acts, c.Act)
	var from, to *time.Time
	if c.Touched != nil {
		from, to = &c.Touched.From, &c.Touched.To
	}
	a.tx.later(`
		insert into changes (company_id, version, n, booking_id, what, touched, stood_on, at, by_client, lead_id)
		values ($1, $2, $3, nullif($4, '')::uuid, $5,
			case when $6::timestamptz is null then null else tstzrange($6, $7) end, $8::uuid[], $9, $10, nullif($11, '')::uuid)`,
		a.company, a.version, a.changes, c.Booking, c.Act, from, to, stoodOn, at, a.by.Kind == booking.Visitor, c.Lead)
	return nil
}

// ChangesSince are the lines after a version, oldest first, at most limit.
func (s Scope) ChangesSince(ctx context.Context, version int64, limit int) ([]Change, error) {
	rows, err := s.q.QueryxContext(ctx, `
		select version, coalesce(booking_id::text, ''), what, lower(touched), upper(touched), to_json(stood_on),
			by_client, coalesce(lead_id::text, ''), at
		from changes where company_id = $1 and version > $2
		order by version, n limit $3`, s.company, version, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var changes []Change
	for rows.Next() {
		var c Change
		var from, to *time.Time
		var stoodOn []byte
		if err := rows.Scan(&c.Version, &c.Booking, &c.Act, &from, &to, &stoodOn, &c.Client, &c.Lead, &c.At); err != nil {
			return nil, err
		}
		if c.Known = stoodOn != nil; c.Known {
			if err := json.Unmarshal(stoodOn, &c.StoodOn); err != nil {
				return nil, err
			}
		}
		if from != nil {
			c.Touched = &booking.Span{From: *from, To: *to}
		}
		changes = append(changes, c)
	}
	return changes, rows.Err()
}

// Versions of a company: the board's rises with every act, the setup's only
// when services, resources, hours, exceptions or forms change.
type Versions struct{ Board, Setup int64 }

// Versions are the present versions of the companies, in one query.
func (d *DB) Versions(ctx context.Context, companies []booking.CompanyID) (map[booking.CompanyID]Versions, error) {
	var rows []struct {
		Company booking.CompanyID `db:"company_id"`
		Board   int64             `db:"version"`
		Setup   int64             `db:"setup_version"`
	}
	if err := sqlx.SelectContext(ctx, d, &rows, `
		select company_id, version, setup_version from company_versions where company_id = any($1)`, companies); err != nil {
		return nil, err
	}
	versions := make(map[booking.CompanyID]Versions, len(rows))
	for _, r := range rows {
		versions[r.Company] = Versions{r.Board, r.Setup}
	}
	return versions, nil
}
