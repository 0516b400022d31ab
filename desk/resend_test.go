package desk_test

import (
	"context"
	"testing"
	"time"

	"okno/booking"
	"okno/desk/bookings"
)

// A confirmation that went to a mistyped address goes once more, to the right one,
// once that is known; not before, and not twice.
func TestConfirmationIsSentAgainOnce(t *testing.T) {
	k := newKeeper(t)
	b := k.mistyped(9 * time.Hour)
	again := func() error {
		_, err := k.Bookings.Resend(context.Background(), k.dee, bookings.Target{Booking: b.ID})
		return err
	}
	if err := again(); booking.CodeOf(err) != booking.Conflict {
		t.Errorf("while the first one waits: %v", err)
	}
	_, err := k.DB.ExecContext(context.Background(), `update deliveries set state = 'sent', told = '{}' where booking_id = $1 and audience = 'client' and topic = 'booking'`, b.ID)
	k.must(err)
	if err := again(); booking.CodeOf(err) != booking.Conflict {
		t.Errorf("without a correction: %v", err)
	}
	_, err = k.Bookings.CorrectContact(context.Background(), k.dee, b.ID, correction(bookings.ThisBooking, right.Name, right.Phone, right.Email))
	k.must(err)
	k.must(again())
	if err := again(); booking.CodeOf(err) != booking.Conflict {
		t.Errorf("twice: %v", err)
	}
	var waits []string
	k.must(k.DB.Select(&waits, `select recipient || ' ' || event from deliveries where booking_id = $1 and audience = 'client' and topic = 'booking' and state = 'waiting'`, b.ID))
	if len(waits) != 1 || waits[0] != right.Email+" booking_created" {
		t.Errorf("what waits: %v", waits)
	}
	if acts, last := k.lines(b.ID); last.Act != "resent" {
		t.Errorf("history: %v", acts)
	}
}
