package report_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/report"
)

func date(t *testing.T, text string) booking.Date {
	t.Helper()
	d, err := booking.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAPeriodIsComparedWithTheOneBefore(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ today, period, from, to, before, until string }{
		{"2026-11-27", "month", "2026-11-01", "2026-11-30", "2026-10-01", "2026-10-31"},
		{"2026-11-27", "last-month", "2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30"},
		{"2026-11-27", "week", "2026-11-23", "2026-11-29", "2026-11-16", "2026-11-22"},
		{"2026-11-29", "last-week", "2026-11-16", "2026-11-22", "2026-11-09", "2026-11-15"},
		{"2028-02-29", "month", "2028-02-01", "2028-02-29", "2028-01-01", "2028-01-31"},
		{"2027-01-31", "last-month", "2026-12-01", "2026-12-31", "2026-11-01", "2026-11-30"},
		{"2026-03-31", "last-month", "2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31"},
	} {
		q, wrong := report.Read(map[string][]string{"period": {test.period}}, date(t, test.today))
		from, to := q.Before()
		if q.From != date(t, test.from) || q.To != date(t, test.to) || from != date(t, test.before) || to != date(t, test.until) || len(wrong) > 0 {
			t.Errorf("%s on %s: %s to %s, before %s to %s, %v", test.period, test.today, q.From, q.To, from, to, wrong)
		}
	}
	q, _ := report.Read(map[string][]string{"period": {"custom"}, "from": {"2026-11-02"}, "to": {"2026-11-04"}}, date(t, "2026-11-27"))
	if from, to := q.Before(); from != date(t, "2026-10-30") || to != date(t, "2026-11-01") {
		t.Errorf("before three days: %s to %s", from, to)
	}
}

// An address says all of a report, whatever it is made from.
func TestAnAddressSaysTheWholeQuery(t *testing.T) {
	t.Parallel()
	today := date(t, "2026-11-27")
	for _, typed := range []string{"", "\x00"} {
		q, wrong := report.Read(map[string][]string{"period": {"custom"}, "to": {typed}}, today)
		if again, wrongAgain := report.Read(q.Values(), today); q != again || len(wrong) != 2 || len(wrongAgain) != 2 {
			t.Errorf("typed %q: %+v, %v; its address is %+v, %v", typed, q, wrong, again, wrongAgain)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		asked := map[string][]string{}
		for _, name := range []string{"period", "from", "to", "service", "resource", "source", "form", "weeks"} {
			value := rapid.SampledFrom([]string{"", "month", "custom", "last-week", "2026-02-28", "2026-02-30", "2026-11-30", "widget", "12", "25:61", "01a21b37-66c6-7867-a487-8cc262f3cc50", "\x00", "%"}).Draw(r, name)
			if value != "" {
				asked[name] = []string{value}
			}
		}
		q, wrong := report.Read(asked, today)
		again, wrongAgain := report.Read(q.Values(), today)
		if !reflect.DeepEqual(q, again) || len(wrong) != len(wrongAgain) {
			r.Fatalf("%v is %+v, %v; its address %s is %+v, %v", asked, q, wrong, q.Search(), again, wrongAgain)
		}
		if q.To.Before(q.From) || q.Days() > report.MaxDays {
			r.Fatalf("from %s to %s", q.From, q.To)
		}
	})
}

func TestOpenHoursFollowTheClock(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	var week []booking.WeeklyInterval
	for day := 1; day <= 7; day++ {
		week = append(week, booking.WeeklyInterval{Weekday: day, From: 0, To: booking.DayEnd})
	}
	c := &engine.Calendar{
		Company:   booking.Company{Zone: zone},
		Resources: []booking.Resource{{ID: "r", Active: true, Weekly: week}},
		Exceptions: []booking.Exception{
			{FromDate: date(t, "2026-10-26"), ToDate: ptr(date(t, "2026-10-26")), From: 10 * 60, To: 11*60 + 30},
			{FromDate: date(t, "2026-10-26"), ToDate: ptr(date(t, "2026-10-26")), From: 11 * 60, To: 12 * 60, Resource: "r"},
			{FromDate: date(t, "2026-10-26"), ToDate: ptr(date(t, "2026-10-26")), WholeDay: true, Resource: "other"},
		},
	}
	for day, want := range map[string]map[int]int{
		"2026-10-25": {1: 120, 2: 60}, "2026-03-29": {0: 60, 1: 0, 2: 60}, "2026-10-26": {9: 60, 10: 0, 11: 0, 12: 60},
	} {
		open := report.OpenHours(c, "r", date(t, day), date(t, day))
		for hour, minutes := range want {
			if open[hour] != minutes {
				t.Errorf("%s, hour %d: %d minutes, want %d", day, hour, open[hour], minutes)
			}
		}
	}
	if open := report.OpenHours(c, "r", date(t, "2026-10-25"), date(t, "2026-10-26")); open.Sum() != (25+22)*60 {
		t.Errorf("both days: %d minutes", open.Sum())
	}
}

func ptr[T any](v T) *T { return &v }
