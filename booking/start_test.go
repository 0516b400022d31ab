package booking

import (
	"testing"
	"time"
)

func TestParseStart(t *testing.T) {
	for _, test := range []struct{ zone, in, want, problem string }{
		{"Europe/Moscow", "2026-12-02T10:00:00+03:00", "2026-12-02T10:00:00+03:00", ""},
		{"Europe/Moscow", "2026-12-02T07:00:00Z", "2026-12-02T10:00:00+03:00", ""},
		{"Europe/Moscow", "2026-12-02T08:00:00+01:00", "2026-12-02T10:00:00+03:00", ""},
		{"Europe/London", "2027-03-28T00:59:00+00:00", "2027-03-28T00:59:00Z", ""},
		{"Europe/London", "2027-03-28T01:00:00+00:00", "", "error.start_gap"},
		{"Europe/London", "2027-03-28T01:59:00+00:00", "", "error.start_gap"},
		{"Europe/London", "2027-03-28T01:30:00Z", "2027-03-28T02:30:00+01:00", ""},
		{"Europe/London", "2027-03-28T02:30:00+01:00", "2027-03-28T02:30:00+01:00", ""},
		{"Europe/London", "2027-03-28T02:00:00+00:00", "2027-03-28T03:00:00+01:00", ""},
		{"Europe/London", "2027-10-31T01:30:00+01:00", "2027-10-31T01:30:00+01:00", ""},
		{"Europe/London", "2027-10-31T01:30:00+00:00", "2027-10-31T01:30:00Z", ""},
		{"Australia/Lord_Howe", "2026-10-04T02:15:00+10:30", "", "error.start_gap"},
		{"Australia/Lord_Howe", "2026-10-04T02:30:00+11:00", "2026-10-04T02:30:00+11:00", ""},
		{"Europe/Moscow", "2026-12-02T10:00:00.5+03:00", "", "error.start_format"},
		{"Europe/Moscow", "2026-02-30T10:00:00+03:00", "", "error.start_format"},
		{"Europe/Moscow", "2026-12-02T25:61:00+03:00", "", "error.start_format"},
		{"Europe/Moscow", "2026-12-02 10:00", "", "error.start_format"},
		{"Europe/Moscow", "", "", "error.start_format"},
	} {
		zone, err := time.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		got, problem := ParseStart(test.in, zone)
		switch {
		case problem != nil && problem.Key != test.problem:
			t.Errorf("ParseStart(%q): %s, want %q", test.in, problem.Key, test.problem)
		case problem == nil && got.Format(time.RFC3339) != test.want:
			t.Errorf("ParseStart(%q) = %s, want %q %s", test.in, got.Format(time.RFC3339), test.want, test.problem)
		}
	}
}
