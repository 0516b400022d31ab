// Package strangerdb reads and writes what is kept of strangers: what came from where, floods, submissions, used views.
package strangerdb

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/abuse"
	"okno/db"
)

// Arrival is something that a stranger has left with a company, and from where.
type Arrival struct {
	ID        booking.ID // of a booking, a lead or a hold
	Kind      string     // "booking", "lead", "hold"
	Form      booking.ID
	Network   []byte // a keyed hash; nil where it is not known: then nothing is written
	Site      []byte
	View      []byte // of the view token that it came with, nil for none
	Clean     bool   // of a form that was opened, at a person's pace
	Known     bool   // of somebody whom the company has seen before
	Marked    string // why it waits for a person's word, "" where it does not
	Start     *time.Time
	Resources []booking.ID
	At        time.Time
}

// Arrive writes it. Nothing is written of what comes from nowhere.
func Arrive(ctx context.Context, a *db.Act, r Arrival) error {
	if r.Network == nil {
		return nil
	}
	a.Later(`
		insert into arrivals (company_id, id, kind, form_id, network, site, view, clean, known, marked, starts_at, resources, at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::uuid[], $13)`,
		a.Company(), r.ID, r.Kind, r.Form, r.Network, r.Site, r.View, r.Clean, r.Known, r.Marked, r.Start, db.IDs(r.Resources), r.At)
	return nil
}

// countedTo bounds what is counted: no rule looks further.
const countedTo = 200

// AskArrived counts those before now, each up to countedTo, once the act sends what it has put off.
func AskArrived(a *db.Act, network, site []byte, now time.Time, n *abuse.Arrivals) {
	a.Collect(oneInto(n), `
		select
			(select count(*) from (select from arrivals where company_id = $1 and network = $2 and at > $4 and kind = 'booking' limit $6) a) as near,
			(select count(*) from (select from arrivals where company_id = $1 and network = $2 and at > $5 and kind = 'booking' limit $6) a) as nearday,
			(select count(*) from (select from arrivals where company_id = $1 and site = $3 and at > $4 and kind = 'booking' limit $6) a) as many,
			(select count(*) from (select from arrivals where company_id = $1 and at > $4 and kind = 'booking' and not known limit $7) a) as rush`,
		a.Company(), network, site, now.Add(-abuse.BookingNear.Per), now.Add(-abuse.BookingNearDay.Per), countedTo, abuse.BookingRush.Most)
}

func oneInto[T any](into *T) func(pgx.Rows) error {
	return func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
		return err
	}
}

// LeadsArrived counts those that have come through the form since then.
func LeadsArrived(ctx context.Context, s db.Scope, form booking.ID, network, site []byte, since time.Time) (n abuse.LeadArrivals, err error) {
	err = sqlx.GetContext(ctx, s.Q(), &n, `
		select count(*) filter (where network = $3 and not clean) as blind, count(*) filter (where network = $3 and clean) as near, count(*) as many
		from arrivals where company_id = $1 and kind = 'lead' and form_id = $2 and site = $4 and at > $5`, s.Company(), form, network, site, since)
	return n, err
}

// HeldFirst is when the network took a time first, of those takes that are not older
// than since; nil where it has not held it.
func HeldFirst(ctx context.Context, s db.Scope, network []byte, start time.Time, resources []booking.ID, since time.Time) (first *time.Time, err error) {
	err = sqlx.GetContext(ctx, s.Q(), &first, `
		select min(at) from arrivals
		where company_id = $1 and network = $2 and at > $5 and kind = 'hold' and starts_at = $3 and resources && $4::uuid[]`,
		s.Company(), network, start, db.IDs(resources), since)
	return first, err
}

// ClientStanding is how a client stands with the company.
type ClientStanding struct {
	ByPhone, ByEmail int  // bookings to come that no program has made
	Known            bool // it has seen him, or taken a booking of his, before today
	Blocked          bool // it takes nothing of his over the web
}

// ReadClientStanding is that of whoever has the phone or the e-mail.
func ReadClientStanding(ctx context.Context, s db.Scope, c booking.Contact, now time.Time) (st ClientStanding, err error) {
	err = sqlx.GetContext(ctx, s.Q(), &st, selectStanding, standingOf(s, c, now)...)
	return st, err
}

// AskClientStanding reads it once the act sends what it has put off.
func AskClientStanding(a *db.Act, c booking.Contact, now time.Time, st *ClientStanding) {
	a.Collect(oneInto(st), selectStanding, standingOf(a.Scope, c, now)...)
}

const selectStanding = `
		select
			(select count(*) from bookings where company_id = $1 and contact_phone = nullif($2, '') and starts_at > $4
				and status in ('pending', 'confirmed') and deleted_at is null and not suspect) as byphone,
			(select count(*) from bookings where company_id = $1 and contact_email = nullif($3, '') and starts_at > $4
				and status in ('pending', 'confirmed') and deleted_at is null and not suspect) as byemail,
			exists (select from bookings where company_id = $1 and (contact_phone = nullif($2, '') or contact_email = nullif($3, ''))
				and status not in ('cancelled', 'rejected') and deleted_at is null and not suspect
				and (source <> 'widget' or created_at < $5)) as known,
			exists (select from blocks where company_id = $1 and (phone <> '' and phone = $2 or email <> '' and email = $3)) as blocked`

func standingOf(s db.Scope, c booking.Contact, now time.Time) []any {
	return []any{s.Company(), c.Phone, c.Email, now, now.Add(-24 * time.Hour)}
}
