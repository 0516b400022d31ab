package booking

import (
	"slices"
	"testing"
)

// Moving day 1 to a Monday changes the hours of no date.
func TestMondaysMeansTheSame(t *testing.T) {
	for _, days := range []int{7, 14, 21, 4} {
		for turn := range 7 {
			s := Schedule{From: Date{2026, 12, 1}, Anchor: Date{2026, 12, 1}.AddDays(turn), CycleDays: days}
			for day := 1; day <= days; day++ {
				s.Hours = append(s.Hours, CycleInterval{day, Clock(day * 10), Clock(day*10 + 5)})
			}
			r, same := Resource{Schedules: []Schedule{s}}, Resource{Schedules: []Schedule{s.Mondays()}}
			if m := same.Schedules[0]; days%7 == 0 && m.Anchor.Weekday() != 1 {
				t.Errorf("day 1 is %s", m.Anchor)
			}
			for date := s.From.Number(); date < s.From.Number()+60; date++ {
				if a, b := r.HoursOn(date, nil), same.HoursOn(date, nil); !slices.Equal(a, b) {
					t.Fatalf("%d days, turned by %d: %v became %v", days, turn, a, b)
				}
			}
		}
	}
}
