package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/db/bookingdb"
	"okno/db/filedb"
	"okno/desk/bookings"
)

func TestDeleteFreesTheTimeAndLeavesTheLists(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	b := k.made(9 * time.Hour).Booking
	done, err := k.Bookings.Delete(ctx, k.dee, bookings.Target{Booking: b.ID})
	k.must(err)
	list, err := bookingdb.Bookings(ctx, k.DB.Of(k.dee.Company), booking.Span{From: tuesday, To: tuesday.Add(24 * time.Hour)})
	k.must(err)
	file, err := filedb.CompanyFile(ctx, k.DB.Of(k.dee.Company))
	k.must(err)
	if len(list) != 0 || len(file.Bookings) != 0 {
		t.Errorf("the lists have %v, the file %v", list, file.Bookings)
	}
	if acts, _ := k.lines(b.ID); !slices.Equal(acts, []string{"created", "deleted"}) {
		t.Errorf("history is %v", acts)
	}
	if _, err := k.Bookings.Arrive(ctx, k.dee, bookings.Target{Booking: b.ID}); booking.CodeOf(err) != booking.Conflict {
		t.Errorf("an act on what is deleted: %v", err)
	}
	second := k.made(9 * time.Hour) // its time is free
	_, err = k.Bookings.Undo(ctx, k.dee, done.Undo)
	k.says(k.refused("undone over another", err, booking.SlotTaken), "Vera", second.Booking.Number)
	if got := k.stands(b.ID); !got.Deleted || got.Status != booking.Cancelled {
		t.Errorf("half undone: %+v", got)
	}
}

func TestUndo(t *testing.T) {
	for what, do := range map[string]func(*keeper, bookings.Target) (bookings.Done, error){
		"move": func(k *keeper, target bookings.Target) (bookings.Done, error) {
			return k.Bookings.Move(context.Background(), k.dee, bookings.MoveRequest{Target: target, Start: tuesday.Add(10*time.Hour + 15*time.Minute), To: []booking.ID{k.named("bob")}})
		},
		"stretch": func(k *keeper, target bookings.Target) (bookings.Done, error) {
			return k.Bookings.Move(context.Background(), k.dee, bookings.MoveRequest{Target: target, Length: 30})
		},
		"arrive": func(k *keeper, target bookings.Target) (bookings.Done, error) {
			target.Sure = true
			return k.Bookings.Arrive(context.Background(), k.dee, target)
		},
		"no-show": func(k *keeper, target bookings.Target) (bookings.Done, error) {
			target.Sure = true
			return k.Bookings.NoShow(context.Background(), k.dee, target)
		},
		"cancel": func(k *keeper, target bookings.Target) (bookings.Done, error) {
			return k.Bookings.Cancel(context.Background(), k.dee, target, "ill")
		},
		"delete": func(k *keeper, target bookings.Target) (bookings.Done, error) {
			return k.Bookings.Delete(context.Background(), k.dee, target)
		},
	} {
		t.Run(what, func(t *testing.T) {
			k := newKeeper(t)
			ctx := context.Background()
			b := k.made(9 * time.Hour).Booking
			before := k.stands(b.ID)
			again := func() bookings.Done {
				done, err := do(k, bookings.Target{Booking: b.ID, Seen: k.stands(b.ID).VersionTag()})
				k.must(err)
				if done.Undo == "" || k.stands(b.ID).VersionTag() == before.VersionTag() {
					t.Fatalf("nothing was done: %+v", done)
				}
				return done
			}
			_, err := k.Bookings.Undo(ctx, k.dee, again().Undo)
			k.must(err)
			if got := k.stands(b.ID); got.VersionTag() != before.VersionTag() || got.Deleted || !got.Occupied.From.Equal(before.Occupied.From) || !got.Occupied.To.Equal(before.Occupied.To) {
				t.Errorf("undone to %+v, was %+v", got, before)
			}
			// After somebody else's change it is refused, and nothing is lost.
			done := again()
			olga := k.dee
			olga.User, olga.Name = 2, "Olga"
			if _, err := k.Bookings.Undo(ctx, olga, done.Undo); booking.CodeOf(err) != booking.NotFound {
				t.Errorf("another's undo: %v", err)
			}
			if what == "delete" { // nothing that Olga could do to it
				_, err = k.Bookings.SetNotes(ctx, olga, b.ID, "", "a note")
				k.says(k.refused("a note on it", err, booking.Conflict), "Dee", "history.deleted")
				return
			}
			_, err = k.Bookings.SetNotes(ctx, olga, b.ID, "", "a note is no reason")
			k.must(err)
			now := k.stands(b.ID)
			step, by := k.Bookings.Cancel, "history.cancelled"
			if !now.Status.Occupies() {
				step, by = func(ctx context.Context, m acts.Member, target bookings.Target, _ string) (bookings.Done, error) {
					return k.Bookings.Restore(ctx, m, target)
				}, "history.restored"
			}
			_, err = step(ctx, olga, bookings.Target{Booking: b.ID}, "")
			if what == "no-show" {
				_, err = k.Bookings.StepBack(ctx, olga, bookings.Target{Booking: b.ID}, booking.NoShow)
				by = "history.stepped_back"
			}
			k.must(err)
			stands := k.stands(b.ID).VersionTag()
			_, err = k.Bookings.Undo(ctx, k.dee, done.Undo)
			k.says(k.refused("after Olga", err, booking.Conflict), "Olga", by)
			if k.stands(b.ID).VersionTag() != stands {
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
	done := k.made(9*time.Hour, func(n *bookings.NewBooking) { n.Lead = lead })
	if got := stands(); got != "won "+string(done.Booking.ID) || k.stands(done.Booking.ID).Source != booking.FromLead {
		t.Errorf("the lead is %s", got)
	}
	_, err = k.Bookings.BookByDesk(ctx, k.dee, bookings.NewBooking{Service: "cut", Resources: []string{"ann"}, Start: tuesday.Add(11 * time.Hour), Name: "V", Lead: lead})
	k.refused("a second booking for it", err, booking.Conflict)
	_, err = k.Bookings.Undo(ctx, k.dee, done.Undo)
	k.must(err)
	if b := k.stands(done.Booking.ID); stands() != "in_progress none" || !b.Deleted {
		t.Errorf("the lead is %s, the booking %+v", stands(), b)
	}
	_, err = k.Bookings.Undo(ctx, k.dee, done.Undo)
	k.refused("undone twice", err, booking.NotFound)
	late := k.made(9 * time.Hour)
	k.now = k.now.Add(bookings.UndoFor + time.Second)
	_, err = k.Bookings.Undo(ctx, k.dee, late.Undo)
	k.refused("too late", err, booking.NotFound)
}

// Two acts on one booking are taken back one after the other, the later one
// first, and done again; the earlier one alone cannot be.
func TestUndoInOrder(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	b := k.made(9 * time.Hour)
	target := func() bookings.Target {
		return bookings.Target{Booking: b.Booking.ID, Seen: k.stands(b.Booking.ID).VersionTag(), Sure: true}
	}
	moved, err := k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: target(), Start: tuesday.Add(10 * time.Hour)})
	k.must(err)
	arrived, err := k.Bookings.Arrive(ctx, k.dee, target())
	k.must(err)
	_, err = k.Bookings.Undo(ctx, k.dee, moved.Undo)
	k.says(k.refused("the earlier one first", err, booking.Conflict), "Dee", "history.arrived")
	for _, act := range []struct {
		token booking.ID
		what  string
	}{{arrived.Undo, "arrived"}, {moved.Undo, "moved"}, {b.Undo, "created"}} {
		done, err := k.Bookings.Undo(ctx, k.dee, act.token)
		k.must(err)
		if done.TookBack != booking.Act(act.what) {
			t.Errorf("%s is taken back as %q", act.what, done.TookBack)
		}
	}
	if got := k.stands(b.Booking.ID); !got.Deleted || !got.Start.Equal(tuesday.Add(9*time.Hour)) {
		t.Errorf("it stands as %+v", got)
	}
}
