package desk_test

import (
	"context"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/desk/bookings"
)

// A booking that nobody has answered is let go once, by the clock and by nobody, and its
// client is told; one that has been answered stays.
func TestLetGo(t *testing.T) {
	k, ctx := newKeeper(t), context.Background()
	id := k.made(10*time.Hour, func(n *bookings.NewBooking) { n.Email, n.TellClient = "vera@example.com", true }).Booking.ID
	k.must(k.Bookings.LetGo(ctx, k.dee.Company, id, tuesday))
	if got := k.stands(id).Status; got != booking.Confirmed {
		t.Errorf("what stands became %s", got)
	}
	_, err := k.Bookings.StepBack(ctx, k.dee, bookings.Target{Booking: id}, booking.Confirmed)
	k.must(err)
	for range 2 {
		k.must(k.Bookings.LetGo(ctx, k.dee.Company, id, tuesday))
	}
	acts, last := k.lines(id)
	if k.stands(id).Status != booking.Rejected || last.Act != "rejected" || last.Actor.Kind != booking.System || len(acts) != 3 {
		t.Errorf("%s: %v by %+v", k.stands(id).Status, acts, last.Actor)
	}
	deliveries, err := messagedb.Deliveries(ctx, k.DB.Of(k.dee.Company), id)
	k.must(err)
	told := map[telling.Audience]bool{}
	for _, d := range deliveries {
		told[d.Audience] = true
	}
	if !told[telling.ForClient] {
		t.Errorf("told: %v", told)
	}
}
