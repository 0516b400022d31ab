package desk_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"okno/booking"
	"okno/desk"
)

// made is a booking by telephone of the studio's cut, with Ann unless said otherwise.
func (k *keeper) made(at time.Duration, change ...func(*desk.NewBooking)) desk.Done {
	k.t.Helper()
	n := desk.NewBooking{Service: "cut", Resources: []string{"ann"}, Start: tuesday.Add(at), Name: "Vera", Phone: "+447700900102"}
	for _, c := range change {
		c(&n)
	}
	done, err := k.BookByDesk(context.Background(), k.dee, n)
	k.must(err)
	return done
}

// now reads the booking as it is.
func (k *keeper) stands(id booking.ID) booking.Booking {
	k.t.Helper()
	b, err := k.DB.Of(k.dee.Company).Booking(context.Background(), id)
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
		acts = append(acts, line.Act)
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
	done := k.made(9*time.Hour, func(n *desk.NewBooking) { n.Notes = "by the window" })
	b := k.stands(done.Booking.ID)
	if b.Status != booking.Confirmed || b.Source != booking.FromPhone || b.Notes != "by the window" || b.Waived != 0 || b.Contact.Phone != "+447700900102" {
		t.Errorf("made: %+v", b)
	}
	// Outside Ann's hours only after a word, and then it is written down.
	early := desk.NewBooking{Service: "cut", Resources: []string{"ann"}, Start: tuesday.Add(7 * time.Hour), Phone: "+447700900102"}
	_, err := k.BookByDesk(ctx, k.dee, early)
	warned := k.refused("before Ann comes", err, booking.NeedsWord)
	if len(warned.Waived) != 1 || warned.Waived[0].Reason != booking.OutsideHours || warned.Waived[0].Resource != k.named("ann") {
		t.Errorf("warned of %+v", warned.Waived)
	}
	early.Anyway = booking.Waive(booking.Excepted) // a word about something else
	_, err = k.BookByDesk(ctx, k.dee, early)
	k.refused("another word", err, booking.NeedsWord)
	early.Anyway = booking.Waive(booking.OutsideHours)
	anyway, err := k.BookByDesk(ctx, k.dee, early)
	k.must(err)
	if b := k.stands(anyway.Booking.ID); !b.Waived.Covers(booking.OutsideHours) || b.Contact.Name != "Vera" {
		t.Errorf("waived %v, the known client is %q", b.Waived.Reasons(), b.Contact.Name)
	}
	if _, line := k.lines(anyway.Booking.ID); line.Detail["waived"] != "outside_hours" || line.Actor.Name != "Dee" {
		t.Errorf("history says %+v", line)
	}
	// Never over another booking, however much is waived; the nearest are offered.
	_, err = k.BookByDesk(ctx, k.dee, desk.NewBooking{Service: "cut", Resources: []string{"ann"}, Start: tuesday.Add(9*time.Hour + 5*time.Minute), Name: "W", Anyway: booking.Anything})
	if taken := k.refused("over Vera", err, booking.SlotTaken); len(taken.Alternatives) == 0 {
		t.Error("no alternatives")
	}
	if _, err := k.hold("visitor", 12*time.Hour); err != nil {
		t.Fatal(err)
	}
	for _, r := range []string{"ann", "bob"} { // the visitor holds one of the two
		_, err = k.BookByDesk(ctx, k.dee, desk.NewBooking{Service: "cut", Resources: []string{r}, Start: tuesday.Add(12 * time.Hour), Name: "W", Anyway: booking.Anything})
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
	same := func(n *desk.NewBooking) { n.ID = id }
	if first, again := k.made(9*time.Hour, same), k.made(9*time.Hour, same); first.Booking.ID != id || again.Booking.ID != id || again.Act != "" {
		t.Errorf("%+v, %+v", first, again)
	}
}

func TestMovesAndStretches(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	b := k.made(10 * time.Hour).Booking
	other := k.made(11*time.Hour+10*time.Minute, func(n *desk.NewBooking) { n.Name = "Olga"; n.Phone = "+447700900103" }).Booking
	on := func() desk.On { return desk.On{Booking: b.ID, Seen: desk.Mark(k.stands(b.ID))} }

	_, err := k.Move(ctx, k.dee, desk.MoveWish{On: on(), Start: tuesday.Add(11 * time.Hour), Anyway: booking.Anything})
	k.says(k.refused("over Olga", err, booking.SlotTaken), "Olga", other.Number, "Ann")
	_, err = k.Move(ctx, k.dee, desk.MoveWish{On: on(), Length: 90})
	k.refused("into Olga", err, booking.SlotTaken)

	moved, err := k.Move(ctx, k.dee, desk.MoveWish{On: on(), Start: tuesday.Add(9*time.Hour + 35*time.Minute)}) // over its own time, off the grid
	k.must(err)
	if got := k.stands(b.ID); !got.Start.Equal(tuesday.Add(9*time.Hour+35*time.Minute)) || got.Waived != 0 || moved.Before.Start.Equal(got.Start) {
		t.Errorf("moved to %+v", got)
	}
	_, err = k.Move(ctx, k.dee, desk.MoveWish{On: on(), Start: tuesday.Add(10 * time.Hour), From: k.named("ann"), To: []booking.ID{k.named("bob")}})
	k.must(err)
	if _, line := k.lines(b.ID); line.Detail["from"] != "Ann" || line.Detail["to"] != "Bob" || !strings.HasPrefix(line.Detail["start_from"], "2026-11-24T09:35") {
		t.Errorf("history says %+v", line)
	}
	_, err = k.Move(ctx, k.dee, desk.MoveWish{On: on(), Length: 150})
	k.must(err)
	got := k.stands(b.ID)
	if got.End.Sub(got.Start) != 150*time.Minute || got.Occupied.To.Sub(got.End) != 10*time.Minute || !slices.Equal(got.Resources, []booking.ID{k.named("bob")}) {
		t.Errorf("stretched to %+v", got)
	}
	_, err = k.Move(ctx, k.dee, desk.MoveWish{On: on(), To: []booking.ID{k.named("room")}})
	k.refused("to a room, of a booking without one", err, booking.Invalid)
	for _, length := range []int{4, 1441, -60} {
		if _, err = k.Move(ctx, k.dee, desk.MoveWish{On: on(), Length: length}); booking.CodeOf(err) != booking.Invalid {
			t.Errorf("%d minutes: %v", length, err)
		}
	}
	// The boards of the old and of the new date both hear of it.
	_, err = k.Move(ctx, k.dee, desk.MoveWish{On: on(), Start: tuesday.Add(7*24*time.Hour + 10*time.Hour)})
	k.must(err)
	changes, err := k.DB.Of(k.dee.Company).ChangesSince(ctx, 0, 100)
	k.must(err)
	last := changes[len(changes)-1]
	if last.What != "moved" || !last.Touched.Overlaps(got.Occupied) || !last.Touched.Overlaps(k.stands(b.ID).Occupied) {
		t.Errorf("the feed says %+v", last)
	}
}

func TestStatusesStepForwardAndBack(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	id := k.made(9 * time.Hour).Booking.ID
	on := desk.On{Booking: id}
	for _, step := range []struct {
		do   func() (desk.Done, error)
		want booking.Status
		code booking.Code
	}{
		{func() (desk.Done, error) { return k.Arrive(ctx, k.dee, on) }, booking.Arrived, ""},
		{func() (desk.Done, error) { return k.Arrive(ctx, k.dee, on) }, booking.Arrived, ""}, // a second click
		{func() (desk.Done, error) { return k.NoShow(ctx, k.dee, on) }, booking.Arrived, booking.Conflict},
		{func() (desk.Done, error) { return k.Complete(ctx, k.dee, on) }, booking.Completed, ""},
		{func() (desk.Done, error) { return k.Cancel(ctx, k.dee, on, "") }, booking.Completed, booking.Conflict},
		{func() (desk.Done, error) { return k.StepBack(ctx, k.dee, on, booking.Completed) }, booking.Arrived, ""},
		{func() (desk.Done, error) { return k.StepBack(ctx, k.dee, on, booking.Completed) }, booking.Arrived, ""},
		{func() (desk.Done, error) { return k.StepBack(ctx, k.dee, on, booking.Arrived) }, booking.Confirmed, ""},
		{func() (desk.Done, error) { return k.NoShow(ctx, k.dee, on) }, booking.NoShow, ""},
		{func() (desk.Done, error) { return k.StepBack(ctx, k.dee, on, booking.NoShow) }, booking.Confirmed, ""},
		{func() (desk.Done, error) { return k.StepBack(ctx, k.dee, on, booking.Confirmed) }, booking.Pending, ""},
		{func() (desk.Done, error) { return k.Reject(ctx, k.dee, on, "full") }, booking.Rejected, ""},
		{func() (desk.Done, error) { return k.StepBack(ctx, k.dee, on, booking.Rejected) }, booking.Confirmed, ""},
		{func() (desk.Done, error) { return k.Cancel(ctx, k.dee, on, "ill") }, booking.Cancelled, ""},
		{func() (desk.Done, error) { return k.Confirm(ctx, k.dee, on) }, booking.Cancelled, booking.Conflict},
		{func() (desk.Done, error) { return k.Restore(ctx, k.dee, on) }, booking.Confirmed, ""},
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
	if _, err := k.Arrive(ctx, m, on); booking.CodeOf(err) != booking.Forbidden {
		t.Errorf("a manager: %v", err)
	}
}

// Whoever acts on what he has not seen is told what has become of it, and by whom.
func TestActsOnWhatHasChanged(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	olga := k.dee
	olga.User, olga.Name = 2, "Olga"
	b := k.made(9 * time.Hour).Booking
	seen := desk.On{Booking: b.ID, Seen: desk.Mark(b)}
	_, err := k.Move(ctx, olga, desk.MoveWish{On: seen, Start: tuesday.Add(10 * time.Hour)})
	k.must(err)
	for what, do := range map[string]func() (desk.Done, error){
		"move": func() (desk.Done, error) {
			return k.Move(ctx, k.dee, desk.MoveWish{On: seen, Start: tuesday.Add(11 * time.Hour)})
		},
		"stretch": func() (desk.Done, error) { return k.Move(ctx, k.dee, desk.MoveWish{On: seen, Length: 30}) },
		"cancel":  func() (desk.Done, error) { return k.Cancel(ctx, k.dee, seen, "") },
		"arrive":  func() (desk.Done, error) { return k.Arrive(ctx, k.dee, seen) },
		"delete":  func() (desk.Done, error) { return k.Delete(ctx, k.dee, seen) },
	} {
		_, err := do()
		k.says(k.refused(what, err, booking.Conflict), "Olga", "history.moved")
	}
	if got := k.stands(b.ID); !got.Start.Equal(tuesday.Add(10*time.Hour)) || got.Status != booking.Confirmed {
		t.Errorf("it stands %+v", got)
	}
}

func TestDeleteFreesTheTimeAndLeavesTheLists(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	b := k.made(9 * time.Hour).Booking
	done, err := k.Delete(ctx, k.dee, desk.On{Booking: b.ID})
	k.must(err)
	list, err := k.DB.Of(k.dee.Company).Bookings(ctx, booking.Span{From: tuesday, To: tuesday.Add(24 * time.Hour)})
	k.must(err)
	file, err := k.DB.Of(k.dee.Company).CompanyFile(ctx)
	k.must(err)
	if len(list) != 0 || len(file.Bookings) != 0 {
		t.Errorf("the lists have %v, the file %v", list, file.Bookings)
	}
	if acts, _ := k.lines(b.ID); !slices.Equal(acts, []string{"created", "deleted"}) {
		t.Errorf("history is %v", acts)
	}
	if _, err := k.Arrive(ctx, k.dee, desk.On{Booking: b.ID}); booking.CodeOf(err) != booking.Conflict {
		t.Errorf("an act on what is deleted: %v", err)
	}
	second := k.made(9 * time.Hour) // its time is free
	_, err = k.Undo(ctx, k.dee, done.Undo)
	k.says(k.refused("undone over another", err, booking.SlotTaken), "Vera", second.Booking.Number)
	if got := k.stands(b.ID); !got.Deleted || got.Status != booking.Cancelled {
		t.Errorf("half undone: %+v", got)
	}
}

func TestUndo(t *testing.T) {
	for what, do := range map[string]func(*keeper, desk.On) (desk.Done, error){
		"move": func(k *keeper, on desk.On) (desk.Done, error) {
			return k.Move(context.Background(), k.dee, desk.MoveWish{On: on, Start: tuesday.Add(10*time.Hour + 15*time.Minute), To: []booking.ID{k.named("bob")}})
		},
		"stretch": func(k *keeper, on desk.On) (desk.Done, error) {
			return k.Move(context.Background(), k.dee, desk.MoveWish{On: on, Length: 30})
		},
		"arrive":  func(k *keeper, on desk.On) (desk.Done, error) { return k.Arrive(context.Background(), k.dee, on) },
		"no-show": func(k *keeper, on desk.On) (desk.Done, error) { return k.NoShow(context.Background(), k.dee, on) },
		"cancel": func(k *keeper, on desk.On) (desk.Done, error) {
			return k.Cancel(context.Background(), k.dee, on, "ill")
		},
		"delete": func(k *keeper, on desk.On) (desk.Done, error) { return k.Delete(context.Background(), k.dee, on) },
	} {
		t.Run(what, func(t *testing.T) {
			k := newKeeper(t)
			ctx := context.Background()
			b := k.made(9 * time.Hour).Booking
			before := k.stands(b.ID)
			again := func() desk.Done {
				done, err := do(k, desk.On{Booking: b.ID, Seen: desk.Mark(k.stands(b.ID))})
				k.must(err)
				if done.Undo == "" || desk.Mark(k.stands(b.ID)) == desk.Mark(before) {
					t.Fatalf("nothing was done: %+v", done)
				}
				return done
			}
			_, err := k.Undo(ctx, k.dee, again().Undo)
			k.must(err)
			if got := k.stands(b.ID); desk.Mark(got) != desk.Mark(before) || got.Deleted || !got.Occupied.From.Equal(before.Occupied.From) || !got.Occupied.To.Equal(before.Occupied.To) {
				t.Errorf("undone to %+v, was %+v", got, before)
			}
			// After somebody else's change it is refused, and nothing is lost.
			done := again()
			olga := k.dee
			olga.User, olga.Name = 2, "Olga"
			if _, err := k.Undo(ctx, olga, done.Undo); booking.CodeOf(err) != booking.NotFound {
				t.Errorf("another's undo: %v", err)
			}
			if what == "delete" { // nothing that Olga could do to it
				_, err = k.SetNotes(ctx, olga, b.ID, "", "a note")
				k.says(k.refused("a note on it", err, booking.Conflict), "Dee", "history.deleted")
				return
			}
			_, err = k.SetNotes(ctx, olga, b.ID, "", "a note is no reason")
			k.must(err)
			now := k.stands(b.ID)
			step, by := k.Cancel, "history.cancelled"
			if !now.Status.Occupies() {
				step, by = func(ctx context.Context, m desk.Member, on desk.On, _ string) (desk.Done, error) {
					return k.Restore(ctx, m, on)
				}, "history.restored"
			}
			_, err = step(ctx, olga, desk.On{Booking: b.ID}, "")
			if what == "no-show" {
				_, err = k.StepBack(ctx, olga, desk.On{Booking: b.ID}, booking.NoShow)
				by = "history.stepped_back"
			}
			k.must(err)
			stands := desk.Mark(k.stands(b.ID))
			_, err = k.Undo(ctx, k.dee, done.Undo)
			k.says(k.refused("after Olga", err, booking.Conflict), "Olga", by)
			if desk.Mark(k.stands(b.ID)) != stands {
				t.Error("half undone")
			}
		})
	}
}

func TestUndoOfABookingForALead(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	_, err := k.DB.Exec(`insert into leads (company_id, id, form_id, status, payload, created_at)
		select company_id, gen_random_uuid(), id, 'in_progress', '[]', $1 from forms`, monday)
	k.must(err)
	var lead booking.ID
	k.must(k.DB.Get(&lead, `select id from leads`))
	stands := func() (s string) {
		k.must(k.DB.Get(&s, `select status || ' ' || coalesce(booking_id::text, 'none') from leads`))
		return s
	}
	done := k.made(9*time.Hour, func(n *desk.NewBooking) { n.Lead = lead })
	if got := stands(); got != "won "+string(done.Booking.ID) || k.stands(done.Booking.ID).Source != booking.FromLead {
		t.Errorf("the lead is %s", got)
	}
	_, err = k.BookByDesk(ctx, k.dee, desk.NewBooking{Service: "cut", Resources: []string{"ann"}, Start: tuesday.Add(11 * time.Hour), Name: "V", Lead: lead})
	k.refused("a second booking for it", err, booking.Conflict)
	_, err = k.Undo(ctx, k.dee, done.Undo)
	k.must(err)
	if b := k.stands(done.Booking.ID); stands() != "in_progress none" || !b.Deleted {
		t.Errorf("the lead is %s, the booking %+v", stands(), b)
	}
	_, err = k.Undo(ctx, k.dee, done.Undo)
	k.refused("undone twice", err, booking.NotFound)
	late := k.made(9 * time.Hour)
	k.now = k.now.Add(desk.UndoFor + time.Second)
	_, err = k.Undo(ctx, k.dee, late.Undo)
	k.refused("too late", err, booking.NotFound)
}

func TestNotesAreNotOverwrittenUnseen(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	id := k.made(9 * time.Hour).Booking.ID
	_, err := k.SetNotes(ctx, k.dee, id, "", "allergic to nuts")
	k.must(err)
	_, err = k.SetNotes(ctx, k.dee, id, "", "likes nuts")
	k.says(k.refused("unseen", err, booking.Conflict), "allergic to nuts")
	_, err = k.SetNotes(ctx, k.dee, id, "allergic to nuts", strings.Repeat("я", 10_000))
	k.refused("too long", err, booking.Invalid)
	if got := k.stands(id).Notes; got != "allergic to nuts" {
		t.Errorf("the note is %q", got)
	}
}

// Two desks move two bookings to the same place, at the same time: one gets it,
// the other is told who has it, and stays where it was.
func TestTwoMovesToOnePlace(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	first := k.made(9 * time.Hour).Booking
	second := k.made(10*time.Hour, func(n *desk.NewBooking) { n.Resources, n.Name, n.Phone = []string{"bob"}, "Olga", "+447700900103" }).Booking
	errs := atOnce(
		func() error {
			_, err := k.Move(ctx, k.dee, desk.MoveWish{On: desk.On{Booking: first.ID, Seen: desk.Mark(first)}, Start: tuesday.Add(12 * time.Hour)})
			return err
		},
		func() error {
			_, err := k.Move(ctx, k.dee, desk.MoveWish{On: desk.On{Booking: second.ID, Seen: desk.Mark(second)}, Start: tuesday.Add(12 * time.Hour), To: []booking.ID{k.named("ann")}})
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
	if got := k.stands(stays.ID); desk.Mark(got) != desk.Mark(stays) {
		t.Errorf("the loser stands at %+v", got)
	}
}

// One confirms while the other cancels what both have seen as pending.
func TestConfirmAgainstCancel(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	for range 5 {
		done := k.made(9 * time.Hour)
		b, err := k.StepBack(ctx, k.dee, desk.On{Booking: done.Booking.ID}, booking.Confirmed)
		k.must(err)
		seen := desk.On{Booking: b.Booking.ID, Seen: desk.Mark(b.Booking)}
		errs := atOnce(
			func() error { _, err := k.Confirm(ctx, k.dee, seen); return err },
			func() error { _, err := k.Cancel(ctx, k.dee, seen, "no"); return err },
		)
		won, want := 0, booking.Confirmed
		if errs[0] != nil {
			won, want = 1, booking.Cancelled
		}
		if errs[won] != nil || k.stands(seen.Booking).Status != want {
			t.Fatalf("%v, and it is %s", errs, k.stands(seen.Booking).Status)
		}
		k.says(k.refused("the other", errs[1-won], booking.Conflict), "Dee")
		_, err = k.Delete(ctx, k.dee, desk.On{Booking: seen.Booking})
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
