package imports

import (
	"context"
	"slices"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/booking/payment"
	"okno/db/filedb"
	"okno/db/paymentdb"
)

// putPayments writes what was taken for the bookings of which the file says so, where that is not what is stored. ids are the
// bookings of the file, in its order.
func (im *importing) putPayments(ctx context.Context, ids []booking.ID) error {
	said := map[booking.ID][]companyfile.Payment{}
	for i, b := range im.file.Bookings {
		if b.Payments != nil {
			said[ids[i]] = b.Payments
		}
	}
	if len(said) == 0 {
		return nil
	}
	stored, err := filedb.PaymentsOf(ctx, im.act.Scope)
	if err != nil {
		return err
	}
	var anew []string
	var entries []payment.Payment
	for i, b := range im.file.Bookings {
		if b.Payments == nil || slices.Equal(b.Payments, stored[ids[i]]) {
			continue
		}
		anew = append(anew, string(ids[i]))
		for _, p := range b.Payments {
			id, err := im.id("")
			if err != nil {
				return err
			}
			entries = append(entries, payment.Payment{ID: id, Booking: ids[i], Way: p.Way, Amount: p.Amount, At: p.At, Note: p.Note, By: p.By})
		}
	}
	for part := range slices.Chunk(anew, importChunk) {
		if err := paymentdb.Clear(ctx, im.act, part); err != nil {
			return err
		}
	}
	for part := range slices.Chunk(entries, importChunk) {
		if err := paymentdb.Insert(ctx, im.act, part); err != nil {
			return err
		}
	}
	return nil
}
