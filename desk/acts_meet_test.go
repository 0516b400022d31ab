package desk_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"okno/booking"
	"okno/desk/bookings"
)

// Whoever acts on what he has not seen is told what has become of it, and by whom.
func TestActsOnWhatHasChanged(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	olga := k.dee
	olga.User, olga.Name = 2, "Olga"
	b := k.made(9 * time.Hour).Booking
	seen := bookings.Target{Booking: b.ID, Seen: b.VersionTag()}
	_, err := k.Bookings.Move(ctx, olga, bookings.MoveRequest{Target: seen, Start: tuesday.Add(10 * time.Hour)})
	k.must(err)
	for what, do := range map[string]func() (bookings.Done, error){
		"move": func() (bookings.Done, error) {
			return k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: seen, Start: tuesday.Add(11 * time.Hour)})
		},
		"stretch": func() (bookings.Done, error) {
			return k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: seen, Length: 30})
		},
		"cancel": func() (bookings.Done, error) { return k.Bookings.Cancel(ctx, k.dee, seen, "") },
		"arrive": func() (bookings.Done, error) { return k.Bookings.Arrive(ctx, k.dee, seen) },
		"delete": func() (bookings.Done, error) { return k.Bookings.Delete(ctx, k.dee, seen) },
	} {
		_, err := do()
		k.says(k.refused(what, err, booking.Conflict), "Olga", "history.moved")
	}
	if got := k.stands(b.ID); !got.Start.Equal(tuesday.Add(10*time.Hour)) || got.Status != booking.Confirmed {
		t.Errorf("it stands %+v", got)
	}
}

// Two desks move two bookings to the same place, at the same time: one gets it,
// the other is told who has it, and stays where it was.
func TestTwoMovesToOnePlace(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	first := k.made(9 * time.Hour).Booking
	second := k.made(10*time.Hour, func(n *bookings.NewBooking) { n.Resources, n.Name, n.Phone = []string{"bob"}, "Olga", "+447700900103" }).Booking
	errs := atOnce(
		func() error {
			_, err := k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: bookings.Target{Booking: first.ID, Seen: first.VersionTag()}, Start: tuesday.Add(12 * time.Hour)})
			return err
		},
		func() error {
			_, err := k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: bookings.Target{Booking: second.ID, Seen: second.VersionTag()}, Start: tuesday.Add(12 * time.Hour), To: []booking.ID{k.named("ann")}})
			return err
		},
	)
	lost, name := 1, "Vera"
	if errs[0] != nil {
		lost, name = 0, "Olga"
	}
	if errs[1-lost] != nil {
		t.Fatalf("both lost: %v", errs)
	}
	k.says(k.refused("the loser", errs[lost], booking.SlotTaken), name)
	stays := []booking.Booking{first, second}[lost]
	if got := k.stands(stays.ID); got.VersionTag() != stays.VersionTag() {
		t.Errorf("the loser stands at %+v", got)
	}
}

// One confirms while the other cancels what both have seen as pending.
func TestConfirmAgainstCancel(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	for range 5 {
		done := k.made(9 * time.Hour)
		b, err := k.Bookings.StepBack(ctx, k.dee, bookings.Target{Booking: done.Booking.ID}, booking.Confirmed)
		k.must(err)
		seen := bookings.Target{Booking: b.Booking.ID, Seen: b.Booking.VersionTag()}
		errs := atOnce(
			func() error { _, err := k.Bookings.Confirm(ctx, k.dee, seen); return err },
			func() error { _, err := k.Bookings.Cancel(ctx, k.dee, seen, "no"); return err },
		)
		won, want := 0, booking.Confirmed
		if errs[0] != nil {
			won, want = 1, booking.Cancelled
		}
		if errs[won] != nil || k.stands(seen.Booking).Status != want {
			t.Fatalf("%v, and it is %s", errs, k.stands(seen.Booking).Status)
		}
		k.says(k.refused("the other", errs[1-won], booking.Conflict), "Dee")
		_, err = k.Bookings.Delete(ctx, k.dee, bookings.Target{Booking: seen.Booking})
		k.must(err)
	}
}

func atOnce(acts ...func() error) []error {
	errs := make([]error, len(acts))
	var all sync.WaitGroup
	for i, act := range acts {
		all.Go(func() { errs[i] = act() })
	}
	all.Wait()
	return errs
}
