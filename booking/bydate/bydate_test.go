package bydate_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/bydate"
)

func TestHoursAreReadAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string][]booking.Interval{
		"":                          {},
		" ; ":                       {},
		"9-13":                      {{From: 540, To: 780}},
		"14:00–18:00, 9.30 — 13":    {{From: 570, To: 780}, {From: 840, To: 1080}},
		"22-6":                      {{From: 1320, To: 360}},
		"0-24":                      {{From: 0, To: 1440}},
		"0-0":                       {{From: 0, To: 1440}},
		"9-9":                       {{From: 540, To: 540}},
		"13-18, 9-13":               {{From: 540, To: 1080}},
		"18-22, 22-6":               {{From: 1080, To: 360}},
		"9-22, 22-12":               {{From: 540, To: 1320}, {From: 1320, To: 720}},
		"18:00-00:00":               {{From: 1080, To: 1440}},
		"9:00 AM–1:00 PM; 2 pm-6pm": {{From: 540, To: 780}, {From: 840, To: 1080}},
	} {
		if got, problem := bydate.ReadHours(text); problem.Key != "" || !slices.Equal(got, want) {
			t.Errorf("%q is read as %v, %s", text, got, problem.Key)
		}
	}
	for text, want := range map[string]string{
		"9": "hours.problem.text", "9-13-15": "hours.problem.text", "morning-evening": "hours.problem.clock", "24-3": "hours.problem.clock",
		"9-13, 12-15": "hours.problem.overlap", "22-6, 23-1": "hours.problem.overlap", "9-9, 10-11": "hours.problem.overlap",
		"25:61-3": "hours.problem.clock", "9-24:01": "hours.problem.clock", strings.Repeat("9-10,", 13): "hours.problem.intervals",
	} {
		if _, problem := bydate.ReadHours(text); problem.Key != want {
			t.Errorf("%q: %q, want %q", text, problem.Key, want)
		}
	}
}

func TestWhatIsWrongWithAScheduleIsNamed(t *testing.T) {
	_, err := bydate.ScheduleText{From: "2026-12-01", To: "2026-11-30", Anchor: "soon", Days: []string{"9-10", "x"}}.Schedule()
	known, _ := err.(*booking.Error)
	if known == nil || len(known.Fields) != 3 || known.Fields["to"].Key != "error.to_before_from" || known.Fields["day-2"].Key == "" || known.Fields["anchor"].Key == "" {
		t.Errorf("it says %v", err)
	}
	if _, err = (bydate.ScheduleText{From: "2026-12-01"}).Schedule(); booking.CodeOf(err) != booking.Malformed {
		t.Errorf("no days at all: %v", err)
	}
}

func TestOverlappingHoursAreNamed(t *testing.T) {
	_, problem := bydate.ReadHours("12-15, 9-13")
	if !reflect.DeepEqual(problem, booking.Say("hours.problem.overlap", "one", booking.Interval{From: 540, To: 780}, "other", booking.Interval{From: 720, To: 900})) {
		t.Errorf("it says %+v", problem)
	}
}

// 2026-12-01 and 2027-01-05 are Tuesdays.
func TestAMonthRepeatsTheSingleDaysOfFourWeeks(t *testing.T) {
	short := []booking.Interval{{From: 600, To: 660}}
	r := booking.Resource{
		Weekly: []booking.WeeklyInterval{{Weekday: 2, From: 540, To: 600}},
		Days: []booking.OwnDay{
			{Date: on(2026, 12, 1), Hours: short}, // before the four weeks
			{Date: on(2026, 12, 4), Hours: short}, // a Friday, which January has a fifth of
			{Date: on(2026, 12, 8)},               // a day off
			{Date: on(2026, 12, 9)},               // which is off anyway
			{Date: on(2027, 1, 6), Hours: short},  // what stands there stays
		},
	}
	want := []booking.OwnDay{{Date: on(2027, 1, 1), Hours: short}, {Date: on(2027, 1, 5)}, {Date: on(2027, 1, 29), Hours: short}}
	if like := bydate.LikeBefore(r, on(2027, 1, 1), on(2027, 1, 31)); !booking.SameDays(like, want) {
		t.Errorf("January is %v", like)
	}
	// February has four of each weekday.
	want = []booking.OwnDay{{Date: on(2027, 2, 3), Hours: short}}
	if like := bydate.LikeBefore(r, on(2027, 2, 1), on(2027, 2, 28)); !booking.SameDays(like, want) {
		t.Errorf("February is %v", like)
	}
}

// A pattern of three days does not fall on the same weekdays four weeks later: it goes on by itself.
func TestAMonthLikeTheOneBeforeWritesDownNoPattern(t *testing.T) {
	r := booking.Resource{Schedules: []booking.Schedule{{
		From: on(2026, 11, 1), Anchor: on(2026, 11, 1), CycleDays: 3, Hours: []booking.CycleInterval{{Day: 1, From: 540, To: 1260}},
	}}}
	if like := bydate.LikeBefore(r, on(2027, 1, 1), on(2027, 1, 31)); len(like) != 0 {
		t.Errorf("%d days of the pattern are written down", len(like))
	}
}

func on(year int, month time.Month, day int) booking.Date {
	return booking.Date{Year: year, Month: month, Day: day}
}
