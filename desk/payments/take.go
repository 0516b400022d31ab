// Package payments is what is done with the money of bookings: it is taken, given back, and neither is ever changed.
package payments

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/payment"
	"okno/booking/spans"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/paymentdb"
	"okno/desk/bookings"
)

// Desk takes payments and gives them back.
type Desk struct{ *acts.Base }

// TakePayment writes down what was taken for a booking, or given back. A booking for which somebody else has taken money
// since the form was opened is a Conflict. It can be taken back with bookings.Undo; the booking itself stays as it is.
func (d *Desk) TakePayment(ctx context.Context, m acts.Member, id booking.ID, typed payment.Typed) (bookings.Done, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return bookings.Done{}, err
	}
	var done bookings.Done
	err := d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		b, err := bookingdb.Booking(ctx, a.Scope, id)
		if err != nil {
			return err
		}
		entry, err := d.read(ctx, a, b, typed)
		if err != nil {
			return err
		}
		now := d.Now()
		done = bookings.Done{Act: booking.ActPaid, Before: b, Booking: b}
		if entry.Refund() {
			done.Act = booking.ActRefunded
		}
		ids, err := d.NewIDs(2)
		if err != nil {
			return err
		}
		entry.ID, entry.Booking, entry.At, entry.By, done.Undo = ids[0], b.ID, now.Truncate(time.Second), m.Name, ids[1]
		if err := paymentdb.Insert(ctx, a, []payment.Payment{entry}); err != nil {
			return err
		}
		done.Booking.Paid = payment.Decimal(payment.Cents(b.Paid) + payment.Cents(entry.Amount))
		return d.write(ctx, a, m, done, entry, now)
	})
	if err != nil {
		return bookings.Done{}, err
	}
	return done, nil
}

// read is the entry that was typed, where the booking still is what its form showed.
func (d *Desk) read(ctx context.Context, a *db.Act, b booking.Booking, typed payment.Typed) (payment.Payment, error) {
	if b.Deleted {
		return payment.Payment{}, booking.Fail(booking.Conflict, "error.payment.deleted")
	}
	if typed.Paid != b.Paid {
		return payment.Payment{}, booking.Fail(booking.Conflict, "error.payment.meanwhile")
	}
	entry, err := typed.Read(b.Paid)
	if err != nil {
		return entry, err
	}
	all, err := paymentdb.Of(ctx, a.Scope, b.ID)
	if err == nil && len(all) >= payment.MaxOfBooking {
		err = booking.Fail(booking.Conflict, "error.payment.many", "Max", payment.MaxOfBooking)
	}
	return entry, err
}

// write puts down the history, the change for open boards, the way back, and in the activity log what was given back.
func (d *Desk) write(ctx context.Context, a *db.Act, m acts.Member, done bookings.Done, entry payment.Payment, now time.Time) error {
	b := done.Booking
	detail := map[string]string{"amount": entry.Amount, "way": string(entry.Way)}
	if entry.Note != "" {
		detail["reason"] = entry.Note
	}
	if err := a.WriteHistory(ctx, b.ID, booking.HistoryLine{At: now, Act: done.Act, Actor: m.Actor(), Detail: detail}); err != nil {
		return err
	}
	touched := spans.Around(b.Occupied, booking.Span{From: now, To: now.Add(time.Second)}) // the till of the day is on the board of today
	if err := a.ChangedFrom(ctx, b.ID, done.Act, &touched, b.Resources, now); err != nil {
		return err
	}
	if entry.Refund() {
		if err := a.WriteAudit(ctx, m.Line("payment.refunded", now, map[string]string{"booking": strconv.FormatInt(b.Number, 10), "amount": strings.TrimPrefix(entry.Amount, "-")})); err != nil {
			return err
		}
	}
	before, err := json.Marshal(map[string]string{"act": string(done.Act), "payment": string(entry.ID)})
	if err != nil {
		return err
	}
	if err := a.Send(ctx); err != nil { // the line that the undo names
		return err
	}
	return bookingdb.KeepUndo(ctx, a, bookingdb.Undo{Token: done.Undo, Booking: b.ID, User: m.User, Before: before, Expires: now.Add(bookings.UndoFor)})
}
