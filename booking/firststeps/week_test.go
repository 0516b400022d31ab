package firststeps_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/firststeps"
	"okno/booking/weekly"
)

func TestDailyHours(t *testing.T) {
	for _, test := range []struct {
		name  string
		typed firststeps.DailyHours
		want  string // WeekText, or the field that is wrong and the sentence about it
	}{
		{"two days", firststeps.DailyHours{Days: []int{1, 3}, From: "9:00", To: "18"}, "1:540-1080,3:540-1080"},
		{"a break", firststeps.DailyHours{Days: []int{2}, From: "09:00", To: "18:00", BreakFrom: "13:00", BreakTo: "14:00"}, "2:540-780,2:840-1080"},
		{"to midnight", firststeps.DailyHours{Days: []int{2}, From: "09:00", To: "00:00"}, "2:540-1440"},
		{"day and night", firststeps.DailyHours{Days: []int{2}, From: "00:00", To: "24:00"}, "2:0-1440"},
		{"a night that is not meant yet", firststeps.DailyHours{Days: []int{2}, From: "22:00", To: "06:00"}, "to=error.night"},
		{"a night", firststeps.DailyHours{Days: []int{2}, From: "22:00", To: "06:00", Night: true}, "2:1320-360"},
		{"a night with a break in it", firststeps.DailyHours{Days: []int{7}, From: "22:00", To: "06:00", Night: true, BreakFrom: "02:00", BreakTo: "03:00"}, "1:180-360,7:1320-120"},
		{"no such time", firststeps.DailyHours{Days: []int{1}, From: "25:61", To: "18:00"}, "from=error.clock"},
		{"no time", firststeps.DailyHours{Days: []int{1}, From: "09:00"}, "to=error.clock"},
		{"no day", firststeps.DailyHours{From: "09:00", To: "18:00"}, "days=error.weekdays"},
		{"a day that is none", firststeps.DailyHours{Days: []int{8}, From: "09:00", To: "18:00"}, "days=error.weekdays"},
		{"half a break", firststeps.DailyHours{Days: []int{1}, From: "09:00", To: "18:00", BreakTo: "14:00"}, "break_from=error.clock"},
		{"a break outside", firststeps.DailyHours{Days: []int{1}, From: "09:00", To: "18:00", BreakFrom: "08:00", BreakTo: "10:00"}, "break_from=error.break"},
		{"a break at the end", firststeps.DailyHours{Days: []int{1}, From: "09:00", To: "18:00", BreakFrom: "17:00", BreakTo: "18:00"}, "break_from=error.break"},
		{"a break that ends before it begins", firststeps.DailyHours{Days: []int{1}, From: "09:00", To: "18:00", BreakFrom: "14:00", BreakTo: "13:00"}, "break_from=error.break"},
	} {
		t.Run(test.name, func(t *testing.T) {
			week, err := test.typed.Week()
			got := weekly.WeekText(week)
			if err != nil {
				for field, sentence := range err.(*booking.Error).Fields {
					got += field + "=" + sentence.Key
				}
			}
			if got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// What DailyHoursOf makes of a week is that week again.
func TestDailyHoursOfReadsBack(t *testing.T) {
	simple := 0
	bookingtest.Rounds(t, func() bool { return simple > 0 }, func(t *rapid.T) {
		var week []booking.WeeklyInterval
		days := rapid.SliceOfNDistinct(rapid.IntRange(1, 7), 1, 7, rapid.ID).Draw(t, "days")
		clock := rapid.IntRange(0, 96)
		one, two := clock.Draw(t, "from"), clock.Draw(t, "to")
		for _, day := range days {
			week = append(week, booking.WeeklyInterval{Weekday: day, From: booking.Clock(one * 15), To: booking.Clock(two * 15)})
			if two <= 94 && rapid.IntRange(0, 9).Draw(t, "another") == 9 || one < two && two < 90 && rapid.Bool().Draw(t, "afternoon") {
				week = append(week, booking.WeeklyInterval{Weekday: day, From: booking.Clock(two*15 + 30), To: booking.DayEnd})
			}
		}
		weekly.Sort(week)
		hours, ok := firststeps.DailyHoursOf(week)
		if !ok {
			return
		}
		simple++
		back, err := hours.Week()
		if err != nil {
			t.Fatalf("%+v: %v", hours, err)
		}
		before, _ := weekly.Merge(slices.Clone(week))
		after, _ := weekly.Merge(back)
		if !slices.Equal(before, after) {
			t.Fatalf("%s has become %s", weekly.WeekText(before), weekly.WeekText(after))
		}
	})
	if simple == 0 {
		t.Error("no week had the form")
	}
}
