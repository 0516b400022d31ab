package report_test

import (
	"testing"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/report"
)

// asked is a company that works from 10:00 to 12:00 on Mondays, by itself at UTC, booked on 7 December at 10:00, and closed on
// 14 December. It is Monday, 30 November 2026, 11:20; notice is an hour.
func asked(t *testing.T) (*engine.Calendar, time.Time) {
	t.Helper()
	at := time.Date(2026, 12, 7, 10, 0, 0, 0, time.UTC)
	return &engine.Calendar{
		Company:    booking.Company{Zone: time.UTC, StepMin: 30, MinNoticeMin: 60, HorizonDays: 30},
		Services:   []booking.Service{{ID: "cut", Active: true, DurationMin: 60, Resources: []booking.ID{"anna"}}},
		Resources:  []booking.Resource{{ID: "anna", Kind: booking.Staff, Active: true, Weekly: []booking.WeeklyInterval{{Weekday: 1, From: 10 * 60, To: 12 * 60}}}},
		Exceptions: []booking.Exception{{FromDate: date(t, "2026-12-14"), ToDate: ptr(date(t, "2026-12-14")), WholeDay: true}},
		Occupied:   []engine.Occupancy{{Resource: "anna", Span: booking.Span{From: at, To: at.Add(time.Hour)}}},
	}, time.Date(2026, 11, 30, 11, 20, 0, 0, time.UTC)
}

func TestASearchIsUnmetWhereNothingIsFree(t *testing.T) {
	t.Parallel()
	c, now := asked(t)
	for _, test := range []struct {
		why, date string
		hour      int
		want      report.Obstacle
	}{
		{"a free day", "2026-12-07", report.AnyHour, report.Met},
		{"a free hour", "2026-12-07", 11, report.Met},
		{"a booked hour", "2026-12-07", 10, report.Taken},
		{"an hour in which nobody works", "2026-12-07", 18, report.Closed},
		{"an hour too late to end in time", "2026-12-21", 12, report.Closed},
		{"a day on which nobody works", "2026-12-08", report.AnyHour, report.Closed},
		{"a day that an exception closes", "2026-12-14", report.AnyHour, report.Taken},
		{"an hour that an exception closes", "2026-12-14", 18, report.Taken},
		{"yesterday", "2026-11-29", report.AnyHour, report.Met},
		{"beyond the horizon", "2026-12-31", report.AnyHour, report.Met},
		{"an hour that is over", "2026-11-30", 10, report.Met},
		{"an hour within the notice", "2026-11-30", 11, report.Met},
		{"an hour of today in which nobody works", "2026-11-30", 18, report.Closed},
		{"today, when its hours are over", "2026-11-30", report.AnyHour, report.Met},
		{"a month with a free day", "2026-12-08", report.AnyDay, report.Met},
		{"what is left of a month in which nobody works", "2026-12-29", report.AnyDay, report.Closed},
		{"a month that is over", "2026-10-30", report.AnyDay, report.Met},
	} {
		got, err := report.Unmet{Service: "cut", Date: date(t, test.date), Hour: test.hour}.Obstacle(c, now)
		if got != test.want || err != nil {
			t.Errorf("%s: %s, %v, want %s", test.why, got, err, test.want)
		}
	}
	for _, test := range []report.Unmet{{Service: "none"}, {Service: "cut", Resource: "none"}} {
		test.Date, test.Hour = date(t, "2026-12-07"), 18
		if got, err := test.Obstacle(c, now); err == nil {
			t.Errorf("%+v: %s", test, got)
		}
	}
}
