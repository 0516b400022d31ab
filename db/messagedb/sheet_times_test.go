package messagedb

import (
	"testing"
	"time"
	_ "time/tzdata"

	"okno/booking"
	"okno/booking/telling"
)

func TestASheetIsDueForThreeHoursOnceADate(t *testing.T) {
	for _, test := range []struct {
		name, zone string
		at         booking.Clock
		now, sent  string
		want       string // the date, "" where it is not due
	}{
		{"before", "Europe/Moscow", 450, "2026-11-23T04:29:59Z", "", ""},
		{"at its time", "Europe/Moscow", 450, "2026-11-23T04:30:00Z", "", "2026-11-23"},
		{"told", "Europe/Moscow", 450, "2026-11-23T04:30:00Z", "2026-11-23", ""},
		{"yesterday's was told", "Europe/Moscow", 450, "2026-11-23T04:30:00Z", "2026-11-22", "2026-11-23"},
		{"late", "Europe/Moscow", 450, "2026-11-23T07:29:59Z", "", "2026-11-23"},
		{"too late", "Europe/Moscow", 450, "2026-11-23T07:30:00Z", "", ""},
		{"late in the evening, after midnight", "Europe/Moscow", 23*60 + 30, "2026-11-23T21:10:00Z", "", "2026-11-23"},
		{"an hour that is skipped, before", "America/New_York", 150, "2026-03-08T06:59:59Z", "", ""},
		{"an hour that is skipped", "America/New_York", 150, "2026-03-08T07:30:00Z", "", "2026-03-08"},
		{"an hour that comes twice, first", "America/New_York", 90, "2026-11-01T05:30:00Z", "", "2026-11-01"},
		{"an hour that comes twice, again", "America/New_York", 90, "2026-11-01T06:30:00Z", "2026-11-01", ""},
	} {
		zone, err := time.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		now, err := time.Parse(time.RFC3339, test.now)
		if err != nil {
			t.Fatal(err)
		}
		s := SheetTime{Zone: zone, SheetChoice: telling.SheetChoice{At: test.at}, sent: []string{test.sent}}
		on, due := s.Due(now)
		if got := map[bool]string{true: on.String()}[due]; got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestASheetIsOfTheDayThatWasChosen(t *testing.T) {
	on := booking.Date{Year: 2026, Month: 12, Day: 31}
	s := SheetTime{SheetChoice: telling.SheetChoice{Tomorrow: true, Resource: "01a202d6-e05c-7d2b-8d24-b7bf76bb7200"}}
	sheet, known := telling.SheetOf(s.Sheet(on).Topic())
	if !known || sheet.Date.String() != "2027-01-01" || sheet.Resource != s.Resource {
		t.Errorf("the topic says %+v, %v", sheet, known)
	}
	if sheet, known := telling.SheetOf("daily_sheet"); known {
		t.Errorf("a topic without a date says %+v", sheet)
	}
}
