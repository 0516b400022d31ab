package booking

import "testing"

func TestSchedulesAreSortedEachIntervalOnce(t *testing.T) {
	all := []Schedule{
		{From: Date{2027, 1, 1}, CycleDays: 2, Hours: []CycleInterval{{2, 0, 60}, {1, 600, 660}, {1, 540, 600}, {1, 600, 660}}},
		{From: Date{2026, 1, 1}, CycleDays: 1},
	}
	SortSchedules(all)
	want := []CycleInterval{{1, 540, 600}, {1, 600, 660}, {2, 0, 60}}
	if all[0].From.Year != 2026 || !SameSchedules(all[1:], []Schedule{{From: Date{2027, 1, 1}, CycleDays: 2, Hours: want}}) {
		t.Errorf("sorted are %+v", all)
	}
	days := []OwnDay{{Date: Date{2026, 12, 13}}, {Date: Date{2026, 12, 12}, Hours: []Interval{{600, 660}, {0, 60}, {0, 60}}}}
	SortDays(days)
	if !SameDays(days, []OwnDay{{Date: Date{2026, 12, 12}, Hours: []Interval{{0, 60}, {600, 660}}}, {Date: Date{2026, 12, 13}}}) {
		t.Errorf("sorted are %+v", days)
	}
}

func TestOtherHoursAreNotTheSame(t *testing.T) {
	to := Date{2027, 1, 1}
	schedule := Schedule{From: Date{2026, 1, 1}, Anchor: Date{2026, 1, 1}, CycleDays: 7, Hours: []CycleInterval{{1, 540, 600}}}
	ended := schedule
	ended.To = &to
	anchored := schedule
	anchored.Anchor = to
	plain := Resource{Name: "Anna", Schedules: []Schedule{schedule}}
	for what, other := range map[string]Resource{
		"an end":       {Schedules: []Schedule{ended}},
		"an anchor":    {Schedules: []Schedule{anchored}},
		"no schedule":  {},
		"a week":       {Schedules: []Schedule{schedule}, Weekly: []WeeklyInterval{{1, 0, 60}}},
		"a day":        {Schedules: []Schedule{schedule}, Days: []OwnDay{{Date: to}}},
		"another date": {Schedules: []Schedule{{From: to, Anchor: Date{2026, 1, 1}, CycleDays: 7, Hours: schedule.Hours}}},
	} {
		if plain.SameHours(&other) {
			t.Errorf("%s makes no difference", what)
		}
	}
	if !plain.SameHours(&Resource{Schedules: []Schedule{schedule}}) {
		t.Error("a name makes a difference")
	}
}

// The days and schedules are asked for the date by bisection: what they say is what each of them would say.
func TestTheHoursOfADateAreThoseOfTheLatestThatHolds(t *testing.T) {
	first := Date{2026, 1, 1}
	r := Resource{Schedules: []Schedule{{From: first, Anchor: first, CycleDays: 1}}}
	for n := 10; n < 300; n += 10 { // each holds for four days of ten
		from, to := first.AddDays(n), first.AddDays(n+3)
		r.Schedules = append(r.Schedules, Schedule{From: from, To: &to, Anchor: from, CycleDays: 1})
		r.Days = append(r.Days, OwnDay{Date: from.AddDays(1)})
	}
	for n := -3; n < 320; n++ {
		date, want := first.AddDays(n), Date{}
		for _, s := range r.Schedules {
			if s.Holds(date.Number()) {
				want = s.From
			}
		}
		got := r.ScheduleOn(date.Number())
		if (got == nil) != (want == Date{}) || got != nil && got.From != want {
			t.Errorf("%s: %v, want %s", date, got, want)
		}
		own := n >= 10 && n < 300 && n%10 == 1
		if day := r.OwnDayOn(date); (day != nil) != own || own && day.Date != date {
			t.Errorf("%s: own day %v", date, day)
		}
	}
	if days := r.DaysWithin(first.AddDays(11), first.AddDays(31)); len(days) != 3 {
		t.Errorf("within are %v", days)
	}
}
