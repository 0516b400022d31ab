package paymentdb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/payment"
	"okno/db"
)

// Taken is what was taken in one way for bookings with one person, less what was given back.
type Taken struct {
	Way    payment.Way
	Person booking.ID // "" where a booking has none
	Sum    string     // decimal
}

// Entry is a payment with what it was for.
type Entry struct {
	payment.Payment
	Number  int64
	Service booking.ID
	Name    string // of the client
	Phone   string
	Person  booking.ID
}

const ofPerson = `
	from payments p
		join bookings b on b.company_id = p.company_id and b.id = p.booking_id
		left join lateral (select r.id from booking_resources br join resources r on r.company_id = br.company_id and r.id = br.resource_id
			where br.company_id = b.company_id and br.booking_id = b.id and r.kind = 'staff' order by r.position, r.id limit 1) person on true
	where p.company_id = $1 and p.day = $2::text::date`

// TakenOn is what was taken on a date of the company's clock, by way and person.
func TakenOn(ctx context.Context, s db.Scope, date booking.Date) (all []Taken, err error) {
	err = sqlx.SelectContext(ctx, s.Q(), &all, `
		select p.way, coalesce(person.id::text, '') as person, sum(p.amount)::text as sum`+ofPerson+` group by 1, 2 order by 1, 2`, s.Company(), date.String())
	return all, err
}

// SumOn is what was taken on a date, "" for nothing.
func SumOn(ctx context.Context, s db.Scope, date booking.Date) (sum string, err error) {
	err = sqlx.GetContext(ctx, s.Q(), &sum, `select coalesce(sum(amount)::text, '') from payments where company_id = $1 and day = $2::text::date`, s.Company(), date.String())
	return sum, err
}

// EntriesOn are the payments of a date, the latest first, at most limit.
func EntriesOn(ctx context.Context, s db.Scope, date booking.Date, limit int) (all []Entry, err error) {
	err = sqlx.SelectContext(ctx, s.Q(), &all, `
		select `+columns+`, b.number, b.service_id as service, b.contact_name as name, coalesce(b.contact_phone, '') as phone,
			coalesce(person.id::text, '') as person`+ofPerson+` order by p.at desc, p.id limit $3`, s.Company(), date.String(), limit)
	for i := range all {
		all[i] = db.Masked(s, all[i])
	}
	return all, err
}

// Masked is an entry without what reaches the client.
func (e Entry) Masked() Entry {
	e.Payment = e.Payment.Masked()
	c := booking.Contact{Name: e.Name, Phone: e.Phone}.Masked()
	e.Name, e.Phone = c.Name, c.Phone
	return e
}
