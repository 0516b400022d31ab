package filedb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/booking/payment"
	"okno/db"
)

// PaymentsOf are all payments of the company by booking, in the order of a company file.
func PaymentsOf(ctx context.Context, s db.Scope) (map[booking.ID][]companyfile.Payment, error) {
	var rows []struct {
		Booking  booking.ID `db:"booking_id"`
		Way      payment.Way
		Amount   string
		At       time.Time
		Note, By string
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select p.booking_id, p.way, p.amount::text as amount, p.at, p.note, p.by_name as by from payments p where p.company_id = $1
		order by p.at, p.way collate "C", p.amount::text collate "C", p.note collate "C", p.by_name collate "C"`, s.Company())
	all := map[booking.ID][]companyfile.Payment{}
	for _, r := range rows {
		all[r.Booking] = append(all[r.Booking], companyfile.Payment{Way: r.Way, Amount: r.Amount, At: r.At.UTC(), Note: r.Note, By: r.By})
	}
	return all, err
}
