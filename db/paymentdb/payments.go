// Package paymentdb reads and writes what was taken for bookings.
package paymentdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/payment"
	"okno/db"
)

const columns = `p.id, p.booking_id, p.way, p.amount::text as amount, p.at, p.note, p.by_name as by`

// Of are the payments of a booking, the oldest first.
func Of(ctx context.Context, s db.Scope, id booking.ID) (all []payment.Payment, err error) {
	err = sqlx.SelectContext(ctx, s.Q(), &all, `select `+columns+` from payments p where p.company_id = $1 and p.booking_id = $2 order by p.at, p.id`, s.Company(), id)
	for i := range all {
		all[i] = db.Masked(s, all[i])
	}
	return all, err
}

// Insert writes new entries and the sums of their bookings. What there is to write is written within the act.
func Insert(ctx context.Context, a *db.Act, list []payment.Payment) error {
	days := make([]string, len(list))
	for i, p := range list {
		var err error
		if days[i], err = a.Local(p.At); err != nil {
			return err
		}
	}
	_, err := a.SQLX().ExecContext(ctx, `
		insert into payments (company_id, id, booking_id, way, amount, at, day, note, by_name)
		select $1, n.id::uuid, n.booking::uuid, n.way, n.amount::numeric, n.at, n.day::timestamp::date, n.note, n.name
		from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::text[])
			as n (id, booking, way, amount, at, day, note, name)`,
		a.Company(),
		db.Column(list, func(p payment.Payment) string { return string(p.ID) }),
		db.Column(list, func(p payment.Payment) string { return string(p.Booking) }),
		db.Column(list, func(p payment.Payment) string { return string(p.Way) }),
		db.Column(list, func(p payment.Payment) string { return p.Amount }),
		db.Column(list, func(p payment.Payment) time.Time { return p.At }), days,
		db.Column(list, func(p payment.Payment) string { return p.Note }),
		db.Column(list, func(p payment.Payment) string { return p.By }))
	if err != nil {
		return err
	}
	return sum(ctx, a, db.Column(list, func(p payment.Payment) string { return string(p.Booking) }))
}

// Delete takes an entry of a booking back, and says whether it was there.
func Delete(ctx context.Context, a *db.Act, id, entry booking.ID) (bool, error) {
	done, err := db.Affected(a.SQLX().ExecContext(ctx, `delete from payments where company_id = $1 and booking_id = $2 and id = $3`, a.Company(), id, entry))
	if err != nil || !done {
		return false, err
	}
	return true, sum(ctx, a, []string{string(id)})
}

// Clear takes all entries of bookings away, to be written anew.
func Clear(ctx context.Context, a *db.Act, bookings []string) error {
	if _, err := a.SQLX().ExecContext(ctx, `delete from payments where company_id = $1 and booking_id = any($2::uuid[])`, a.Company(), bookings); err != nil {
		return err
	}
	return sum(ctx, a, bookings)
}

// sum writes down what was paid for each.
func sum(ctx context.Context, a *db.Act, bookings []string) error {
	_, err := a.SQLX().ExecContext(ctx, `
		update bookings b set paid = (select sum(p.amount) from payments p where p.company_id = b.company_id and p.booking_id = b.id)
		where b.company_id = $1 and b.id = any($2::uuid[])`, a.Company(), bookings)
	return err
}
