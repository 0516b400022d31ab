package desk_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/db/bookingdb"
	"okno/desk/bookings"
)

// made is a booking by telephone of the studio's cut, with Ann unless said otherwise.
func (k *keeper) made(at time.Duration, change ...func(*bookings.NewBooking)) bookings.Done {
	k.t.Helper()
	n := bookings.NewBooking{Service: "cut", Resources: []string{"ann"}, Start: tuesday.Add(at), Name: "Vera", Phone: "+447700900102"}
	for _, c := range change {
		c(&n)
	}
	done, err := k.Bookings.BookByDesk(context.Background(), k.dee, n)
	k.must(err)
	return done
}

// now reads the booking as it is.
func (k *keeper) stands(id booking.ID) booking.Booking {
	k.t.Helper()
	b, err := bookingdb.Booking(context.Background(), k.DB.Of(k.dee.Company), id)
	k.must(err)
	return b
}

func (k *keeper) named(ref string) booking.ID {
	k.t.Helper()
	setup, err := k.DB.Of(k.dee.Company).Setup(context.Background())
	k.must(err)
	r, _ := setup.Resource(ref)
	return r.ID
}

func (k *keeper) lines(id booking.ID) (acts []string, last booking.HistoryLine) {
	k.t.Helper()
	history, err := k.DB.Of(k.dee.Company).History(context.Background(), id)
	k.must(err)
	for _, line := range history {
		acts = append(acts, string(line.Act))
	}
	return acts, history[len(history)-1]
}

// says whether the error's sentence and its arguments hold all the words.
func (k *keeper) says(e *booking.Error, words ...any) {
	k.t.Helper()
	var held []any
	for _, v := range e.Sentence.Args {
		if s, ok := v.(booking.Sentence); ok {
			v = s.Key
		}
		held = append(held, v)
	}
	for _, w := range words {
		if !slices.Contains(held, w) {
			k.t.Errorf("%s %v does not name %v", e.Sentence.Key, held, w)
		}
	}
}

func TestTheDeskBooks(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	done := k.made(9*time.Hour, func(n *bookings.NewBooking) { n.Notes = "by the window" })
	b := k.stands(done.Booking.ID)
	if b.Status != booking.Confirmed || b.Source != booking.FromPhone || b.Notes != "by the window" || b.Waived != 0 || b.Contact.Phone != "+447700900102" {
		t.Errorf("made: %+v", b)
	}
	// Outside Ann's hours only after a word, and then it is written down.
	early := bookings.NewBooking{Service: "cut", Resources: []string{"ann"}, Start: tuesday.Add(7 * time.Hour), Phone: "+447700900102"}
	_, err := k.Bookings.BookByDesk(ctx, k.dee, early)
	warned := k.refused("before Ann comes", err, booking.NeedsConfirmation)
	if len(warned.Waived) != 1 || warned.Waived[0].Reason != booking.OutsideHours || warned.Waived[0].Resource != k.named("ann") {
		t.Errorf("warned of %+v", warned.Waived)
	}
	early.Anyway = booking.Waive(booking.Excepted) // a word about something else
	_, err = k.Bookings.BookByDesk(ctx, k.dee, early)
	k.refused("another word", err, booking.NeedsConfirmation)
	early.Anyway = booking.Waive(booking.OutsideHours)
	anyway, err := k.Bookings.BookByDesk(ctx, k.dee, early)
	k.must(err)
	if b := k.stands(anyway.Booking.ID); !b.Waived.Covers(booking.OutsideHours) || b.Contact.Name != "Vera" {
		t.Errorf("waived %v, the known client is %q", b.Waived.Reasons(), b.Contact.Name)
	}
	if _, line := k.lines(anyway.Booking.ID); line.Detail["waived"] != "outside_hours" || line.Actor.Name != "Dee" {
		t.Errorf("history says %+v", line)
	}
	// Never over another booking, however much is waived; the nearest are offered.
	_, err = k.Bookings.BookByDesk(ctx, k.dee, bookings.NewBooking{Service: "cut", Resources: []string{"ann"}, Start: tuesday.Add(9*time.Hour + 5*time.Minute), Name: "W", Anyway: booking.Anything})
	if taken := k.refused("over Vera", err, booking.SlotTaken); len(taken.Alternatives) == 0 {
		t.Error("no alternatives")
	}
	if _, err := k.hold("visitor", 12*time.Hour); err != nil {
		t.Fatal(err)
	}
	for _, r := range []string{"ann", "bob"} { // the visitor holds one of the two
		_, err = k.Bookings.BookByDesk(ctx, k.dee, bookings.NewBooking{Service: "cut", Resources: []string{r}, Start: tuesday.Add(12 * time.Hour), Name: "W", Anyway: booking.Anything})
		if booking.CodeOf(err) == booking.SlotTaken {
			return
		}
	}
	t.Error("the desk has booked over a hold")
}

func TestABookingMadeTwiceIsOne(t *testing.T) {
	k := newKeeper(t)
	id, err := booking.NewID(k.Random)
	k.must(err)
	same := func(n *bookings.NewBooking) { n.ID = id }
	if first, again := k.made(9*time.Hour, same), k.made(9*time.Hour, same); first.Booking.ID != id || again.Booking.ID != id || again.Act != "" {
		t.Errorf("%+v, %+v", first, again)
	}
}

func TestMovesAndStretches(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	b := k.made(10 * time.Hour).Booking
	other := k.made(11*time.Hour+10*time.Minute, func(n *bookings.NewBooking) { n.Name = "Olga"; n.Phone = "+447700900103" }).Booking
	target := func() bookings.Target { return bookings.Target{Booking: b.ID, Seen: k.stands(b.ID).VersionTag()} }

	_, err := k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: target(), Start: tuesday.Add(11 * time.Hour), Anyway: booking.Anything})
	k.says(k.refused("over Olga", err, booking.SlotTaken), "Olga", other.Number, "Ann")
	_, err = k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: target(), Length: 90})
	k.refused("into Olga", err, booking.SlotTaken)

	moved, err := k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: target(), Start: tuesday.Add(9*time.Hour + 35*time.Minute)}) // over its own time, off the grid
	k.must(err)
	if got := k.stands(b.ID); !got.Start.Equal(tuesday.Add(9*time.Hour+35*time.Minute)) || got.Waived != 0 || moved.Before.Start.Equal(got.Start) {
		t.Errorf("moved to %+v", got)
	}
	_, err = k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: target(), Start: tuesday.Add(10 * time.Hour), From: k.named("ann"), To: []booking.ID{k.named("bob")}})
	k.must(err)
	if _, line := k.lines(b.ID); line.Detail["from"] != "Ann" || line.Detail["to"] != "Bob" || !strings.HasPrefix(line.Detail["start_from"], "2026-11-24T09:35") {
		t.Errorf("history says %+v", line)
	}
	_, err = k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: target(), Length: 150})
	k.must(err)
	got := k.stands(b.ID)
	if got.End.Sub(got.Start) != 150*time.Minute || got.Occupied.To.Sub(got.End) != 10*time.Minute || !slices.Equal(got.Resources, []booking.ID{k.named("bob")}) {
		t.Errorf("stretched to %+v", got)
	}
	_, err = k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: target(), To: []booking.ID{k.named("room")}})
	k.refused("to a room, of a booking without one", err, booking.Invalid)
	for _, length := range []int{4, 1441, -60} {
		if _, err = k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: target(), Length: length}); booking.CodeOf(err) != booking.Invalid {
			t.Errorf("%d minutes: %v", length, err)
		}
	}
	// The boards of the old and of the new date both hear of it.
	_, err = k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: target(), Start: tuesday.Add(7*24*time.Hour + 10*time.Hour)})
	k.must(err)
	changes, err := k.DB.Of(k.dee.Company).ChangesSince(ctx, 0, 100)
	k.must(err)
	last := changes[len(changes)-1]
	if last.Act != "moved" || !last.Touched.Overlaps(got.Occupied) || !last.Touched.Overlaps(k.stands(b.ID).Occupied) {
		t.Errorf("the feed says %+v", last)
	}
}

func TestStatusesStepForwardAndBack(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	id := k.made(9 * time.Hour).Booking.ID
	target := bookings.Target{Booking: id, Sure: true}
	for _, step := range []struct {
		do   func() (bookings.Done, error)
		want booking.Status
		code booking.Code
	}{
		{func() (bookings.Done, error) { return k.Bookings.Arrive(ctx, k.dee, target) }, booking.Arrived, ""},
		{func() (bookings.Done, error) { return k.Bookings.Arrive(ctx, k.dee, target) }, booking.Arrived, ""}, // a second click
		{func() (bookings.Done, error) { return k.Bookings.NoShow(ctx, k.dee, target) }, booking.Arrived, booking.Conflict},
		{func() (bookings.Done, error) { return k.Bookings.Complete(ctx, k.dee, target) }, booking.Completed, ""},
		{func() (bookings.Done, error) { return k.Bookings.Cancel(ctx, k.dee, target, "") }, booking.Completed, booking.Conflict},
		{func() (bookings.Done, error) { return k.Bookings.StepBack(ctx, k.dee, target, booking.Completed) }, booking.Arrived, ""},
		{func() (bookings.Done, error) { return k.Bookings.StepBack(ctx, k.dee, target, booking.Completed) }, booking.Arrived, ""},
		{func() (bookings.Done, error) { return k.Bookings.StepBack(ctx, k.dee, target, booking.Arrived) }, booking.Confirmed, ""},
		{func() (bookings.Done, error) { return k.Bookings.NoShow(ctx, k.dee, target) }, booking.NoShow, ""},
		{func() (bookings.Done, error) { return k.Bookings.StepBack(ctx, k.dee, target, booking.NoShow) }, booking.Confirmed, ""},
		{func() (bookings.Done, error) { return k.Bookings.StepBack(ctx, k.dee, target, booking.Confirmed) }, booking.Pending, ""},
		{func() (bookings.Done, error) { return k.Bookings.Reject(ctx, k.dee, target, "full") }, booking.Rejected, ""},
		{func() (bookings.Done, error) { return k.Bookings.StepBack(ctx, k.dee, target, booking.Rejected) }, booking.Confirmed, ""},
		{func() (bookings.Done, error) { return k.Bookings.Cancel(ctx, k.dee, target, "ill") }, booking.Cancelled, ""},
		{func() (bookings.Done, error) { return k.Bookings.Confirm(ctx, k.dee, target) }, booking.Cancelled, booking.Conflict},
		{func() (bookings.Done, error) { return k.Bookings.Restore(ctx, k.dee, target) }, booking.Confirmed, ""},
	} {
		_, err := step.do()
		acts, last := k.lines(id)
		if got := k.stands(id).Status; got != step.want || (err != nil) != (step.code != "") || err != nil && booking.CodeOf(err) != step.code {
			t.Fatalf("after %v: %s (%v), want %s", acts, got, err, step.want)
		}
		if last.Act == "cancelled" && last.Detail["reason"] != "ill" {
			t.Errorf("the reason is %+v", last.Detail)
		}
	}
	m := k.dee
	m.Role = booking.Manager
	if _, err := k.Bookings.Arrive(ctx, m, target); booking.CodeOf(err) != booking.Forbidden {
		t.Errorf("a manager: %v", err)
	}
}

func TestNotesAreNotOverwrittenUnseen(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	id := k.made(9 * time.Hour).Booking.ID
	_, err := k.Bookings.SetNotes(ctx, k.dee, id, "", "allergic to nuts")
	k.must(err)
	_, err = k.Bookings.SetNotes(ctx, k.dee, id, "", "likes nuts")
	k.says(k.refused("unseen", err, booking.Conflict), "allergic to nuts")
	_, err = k.Bookings.SetNotes(ctx, k.dee, id, "allergic to nuts", strings.Repeat("я", 10_000))
	k.refused("too long", err, booking.Invalid)
	if got := k.stands(id).Notes; got != "allergic to nuts" {
		t.Errorf("the note is %q", got)
	}
}
