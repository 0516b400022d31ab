package desk_test

import (
	"context"
	"testing"
	"time"

	"okno/booking"
	"okno/desk"
)

// A booking that nobody has answered is let go once, by the clock and by nobody, and its
// client is told; one that has been answered stays.
func TestLetGo(t *testing.T) {
	k, ctx := newKeeper(t), context.Background()
	id := k.made(10*time.Hour, func(n *desk.NewBooking) { n.Email, n.TellClient = "vera@example.com", true }).Booking.ID
	k.must(k.LetGo(ctx, k.dee.Company, id, tuesday))
	if got := k.stands(id).Status; got != booking.Confirmed {
		t.Errorf("what stands became %s", got)
	}
	_, err := k.StepBack(ctx, k.dee, desk.Target{Booking: id}, booking.Confirmed)
	k.must(err)
	for range 2 {
		k.must(k.LetGo(ctx, k.dee.Company, id, tuesday))
	}
	acts, last := k.lines(id)
	if k.stands(id).Status != booking.Rejected || last.Act != "rejected" || last.Actor.Kind != booking.System || len(acts) != 3 {
		t.Errorf("%s: %v by %+v", k.stands(id).Status, acts, last.Actor)
	}
	deliveries, err := k.DB.Of(k.dee.Company).Deliveries(ctx, id)
	k.must(err)
	told := map[booking.Audience]bool{}
	for _, d := range deliveries {
		told[d.Audience] = true
	}
	if !told[booking.ForClient] {
		t.Errorf("told: %v", told)
	}
}
