package engine_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
)

// The engine offers what the minute-by-minute reference offers, and nothing else.
func TestDaysAgreeWithReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkDays(t, genQuestion.Draw(t, "question")) })
}

// A company of a real one's size, service by service.
func TestQuarterAgreesWithReference(t *testing.T) {
	c, ask, first := quarter(t)
	from, to := first.AddDays(20), first.AddDays(23)
	reference := bookingtest.New(c, from, to)
	for _, s := range c.Services {
		ask.Service = s.ID
		got, err := c.Days(ask, from, to)
		if err != nil {
			t.Fatal(err)
		}
		if diff := difference(got, reference.Days(ask)); diff != "" {
			t.Errorf("%s: %s", s.ID, diff)
		}
	}
}

func TestDaysForStaffAgreeWithReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkDays(t, genStaffQuestion.Draw(t, "question")) })
}

func checkDays(t rapid.TB, q question) {
	got, err := q.calendar.Days(q.ask, q.from, q.to)
	if err != nil {
		t.Fatal(err)
	}
	want := bookingtest.New(q.calendar, q.from, q.to).Days(q.ask)
	if diff := difference(got, want); diff != "" {
		t.Fatalf("%s, %s to %s: %s", q.calendar.Company.Zone, q.from, q.to, diff)
	}
}

// difference says where the days first part, "" where they are the same.
func difference(got, want []engine.Day) string {
	if len(got) != len(want) {
		return "number of dates differs"
	}
	for i := range want {
		g, w := texts(got[i].Slots), texts(want[i].Slots)
		if got[i].Date != want[i].Date || !slices.Equal(g, w) {
			return got[i].Date.String() + ": engine " + sum(g) + ", want " + want[i].Date.String() + ": " + sum(w)
		}
	}
	return ""
}

func texts(slots []booking.Slot) []string {
	var all []string
	for _, s := range slots {
		all = append(all, s.Start.Format(time.RFC3339)+"/"+s.End.Format(time.RFC3339))
	}
	return all
}

func sum(all []string) string {
	if len(all) == 0 {
		return "none"
	}
	text := ""
	for _, s := range all {
		text += s + " "
	}
	return text
}

// At says yes to what Days offers, with the resources the reference takes, and
// no to every other minute of the dates, with the reference's reason.
func TestAtAgreesWithReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.OneOf(genQuestion, genStaffQuestion).Draw(t, "question")
		reference := bookingtest.New(q.calendar, q.from, q.to)
		offered := starts(t, q)
		for i, start := range reference.Starts() {
			if _, minute, _ := start.Clock(); minute%5 != 0 && i%37 != 0 {
				continue // never on a grid: a few of them will do
			}
			choice, no := q.calendar.At(q.ask, start)
			want := reference.Reason(q.ask, start)
			if got := reason(no); got != want {
				t.Fatalf("At(%s) is %q, want %q", start, got, want)
			}
			if yes := no == nil; yes != offered[start.Unix()] {
				t.Fatalf("At(%s) says %v, Days says %v", start, yes, offered[start.Unix()])
			}
			if no == nil && !slices.Equal(choice.Resources, reference.Choice(q.ask, start)) {
				t.Fatalf("At(%s) takes %v, want %v", start, choice.Resources, reference.Choice(q.ask, start))
			}
		}
	})
}

// However much is waived, a booking or a hold is never gone over, whatever other
// reason there is; and what was gone over is what would have been refused.
func TestNothingHidesABooking(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := genQuestion.Draw(t, "question")
		all := q
		all.ask.Waive = booking.Anything
		for i, start := range bookingtest.New(q.calendar, q.from, q.to).Starts() {
			if i%17 != 0 {
				continue
			}
			_, first := q.calendar.At(q.ask, start)
			choice, no := q.calendar.At(all.ask, start)
			if no != nil && booking.Anything.Covers(no.Reason) {
				t.Fatalf("At(%s) with everything waived says %s", start, no.Reason)
			}
			if no == nil && (first == nil) != (len(choice.Waived) == 0) {
				t.Fatalf("At(%s): the first no is %v, waived is %v", start, first, choice.Waived)
			}
			for _, o := range q.calendar.Occupied {
				own := o.Booking != "" && o.Booking == q.ask.Booking || o.Hold != "" && o.Hold == q.ask.Hold
				if no == nil && !own && slices.Contains(choice.Resources, o.Resource) && o.Span.Overlaps(choice.Occupied) {
					t.Fatalf("At(%s) takes %v over %v", start, choice, o)
				}
			}
			if no == nil {
				only := q.ask
				if only.Waive = booking.WaiverOf(choice.Waived); only.Waive != booking.Anything {
					if _, no := q.calendar.At(only, start); no != nil {
						t.Fatalf("At(%s) with %v waived says %v", start, choice.Waived, no)
					}
				}
			}
		}
	})
}

// The random companies meet every reason there is, and yes: what is proved of
// them is proved of every rule. The seeds are fixed, so this does not waver.
func TestRandomCompaniesMeetEveryReason(t *testing.T) {
	missing := map[booking.Reason]bool{"": true}
	for _, r := range booking.Reasons[3:] { // the first three are no question about a time
		missing[r] = true
	}
	for seed := 0; len(missing) > 0 && seed < 500; seed++ {
		q := genQuestion.Example(seed)
		for start := engine.Instant(q.from, 0, q.calendar.Company.Zone); booking.DateOf(start, start.Location()) == q.from; start = start.Add(5 * time.Minute) {
			_, no := q.calendar.At(q.ask, start)
			delete(missing, reason(no))
		}
	}
	if len(missing) > 0 {
		t.Errorf("never met: %v", missing)
	}
}

func starts(t rapid.TB, q question) map[int64]bool {
	days, err := q.calendar.Days(q.ask, q.from, q.to)
	if err != nil {
		t.Fatal(err)
	}
	all := map[int64]bool{}
	for _, d := range days {
		for _, s := range d.Slots {
			all[s.Start.Unix()] = true
		}
	}
	return all
}

func reason(no *engine.Refusal) booking.Reason {
	if no == nil {
		return ""
	}
	return no.Reason
}
