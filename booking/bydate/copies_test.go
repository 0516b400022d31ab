package bydate

import (
	"math/rand/v2"
	"slices"
	"testing"

	"okno/booking"
)

// Who gets a shifted schedule works on each of its dates as the other one would have so many days before,
// however long the cycle is, and wherever day 1 lies.
func TestShiftedHoursAreThoseOfDaysBefore(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 27))
	for range 500 {
		s := booking.Schedule{CycleDays: 1 + random.IntN(booking.MaxCycleDays)}
		s.From = booking.Date{Year: 2026, Month: 12, Day: 1}.AddDays(random.IntN(400))
		s.Anchor = s.From.AddDays(random.IntN(200) - 100)
		if random.IntN(8) == 0 {
			s.Anchor = booking.Date{Year: booking.LastYear, Month: 12, Day: 31 - random.IntN(3)}
		}
		for day := 1; day <= s.CycleDays; day++ {
			for range random.IntN(3) {
				s.Hours = append(s.Hours, booking.CycleInterval{Day: day, From: booking.Clock(random.IntN(1440)), To: booking.Clock(random.IntN(1441))})
			}
		}
		if random.IntN(2) == 0 {
			to := s.From.AddDays(random.IntN(100))
			s.To = &to
		}
		days := random.IntN(200) - 50
		shifted := Shifted(s, days)
		if !ValidSchedule(shifted) || shifted.Anchor.Year > booking.LastYear || shifted.From != s.From || shifted.To != s.To {
			t.Fatalf("%+v by %d is %+v", s, days, shifted)
		}
		one, other := s, booking.Resource{Schedules: []booking.Schedule{shifted}}
		one.From, one.To = booking.Date{Year: 2000, Month: 1, Day: 1}, nil // its cycle goes back before it began
		source := booking.Resource{Schedules: []booking.Schedule{one}}
		for n := s.From.Number(); n < s.From.Number()+120; n++ {
			want := source.HoursOn(n-days, nil)
			if !shifted.Holds(n) {
				want = nil
			}
			if got := other.HoursOn(n, nil); !slices.Equal(got, want) {
				t.Fatalf("%+v by %d: %v, want %v", s, days, got, want)
			}
		}
	}
}

func TestAMarkIsAnotherOneForOtherHours(t *testing.T) {
	date := booking.Date{Year: 2026, Month: 12, Day: 1}
	off, works := []booking.OwnDay{{Date: date}}, []booking.OwnDay{{Date: date, Hours: []booking.Interval{{From: 540, To: 600}}}}
	if Mark[booking.OwnDay](nil) != "" || Mark(off) == "" || Mark(off) == Mark(works) || Mark(works) != Mark(slices.Clone(works)) {
		t.Errorf("%q %q %q", Mark[booking.OwnDay](nil), Mark(off), Mark(works))
	}
}
