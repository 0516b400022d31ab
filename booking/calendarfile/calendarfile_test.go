package calendarfile_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/calendarfile"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// read is a file as another program reads it.
func read(t interface{ Fatalf(string, ...any) }, method calendarfile.Method, events ...calendarfile.Event) (*ics.Calendar, string) {
	var file bytes.Buffer
	if err := calendarfile.Encode(&file, method, events...); err != nil {
		t.Fatalf("%v", err)
	}
	calendar, err := ics.ParseCalendar(strings.NewReader(file.String()))
	if err != nil {
		t.Fatalf("%v in\n%s", err, &file)
	}
	return calendar, file.String()
}

func value(e *ics.VEvent, name ics.ComponentProperty) string {
	if p := e.GetProperty(name); p != nil {
		return p.Value
	}
	return ""
}

// instant reads a time of an event by the file alone: by the zone that stands in
// it, as RFC 5545 (3.6.5) has it, and not by what this machine knows of zones.
func instant(t interface{ Fatalf(string, ...any) }, c *ics.Calendar, e *ics.VEvent, name ics.ComponentProperty) time.Time {
	p := e.GetProperty(name)
	if strings.HasSuffix(p.Value, "Z") {
		at, err := time.Parse("20060102T150405Z", p.Value)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return at
	}
	wall, err := time.Parse("20060102T150405", p.Value)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	tzid := p.ICalParameters["TZID"][0]
	var onset time.Time
	offset, found := time.Duration(0), false
	for _, component := range c.Components {
		tz, ok := component.(*ics.VTimezone)
		if !ok || tz.GetProperty("TZID").Value != tzid {
			continue
		}
		for _, sub := range tz.Components {
			var props interface {
				GetProperty(ics.ComponentProperty) *ics.IANAProperty
			}
			switch s := sub.(type) {
			case *ics.Standard:
				props = s
			case *ics.Daylight:
				props = s
			}
			begin, err := time.Parse("20060102T150405", props.GetProperty("DTSTART").Value)
			if err != nil {
				t.Fatalf("%v", err)
			}
			if !begin.After(wall) && (!found || begin.After(onset)) { // the latest onset before the clock's reading
				onset, offset, found = begin, seconds(t, props, "TZOFFSETTO"), true
			}
		}
	}
	if !found {
		t.Fatalf("the file does not say what time %s %s is", p.Value, tzid)
	}
	return wall.Add(-offset)
}

func seconds(t interface{ Fatalf(string, ...any) }, props interface {
	GetProperty(ics.ComponentProperty) *ics.IANAProperty
}, name string) time.Duration {
	text := props.GetProperty(ics.ComponentProperty(name)).Value
	layout := "-0700"
	if len(text) == 7 {
		layout = "-070000"
	}
	at, err := time.Parse(layout, text)
	if err != nil {
		t.Fatalf("%s %q: %v", name, text, err)
	}
	_, offset := at.Zone()
	return time.Duration(offset) * time.Second
}

func visit(start time.Time, minutes int) calendarfile.Event {
	return calendarfile.Event{
		Booking: "01a202d6-e05c-7d2b-8d24-b7bf76bb7200", Sequence: 3, Stamp: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC),
		Start: start, End: start.Add(time.Duration(minutes) * time.Minute), Status: booking.Confirmed, Summary: "Massage · Harbour Physio",
	}
}

// London sets its clocks back on 25 October 2026 and on on 28 March 2027.
func TestBothSidesOfAClockChange(t *testing.T) {
	for _, test := range []struct{ zone, at, want string }{
		{"Europe/London", "2026-10-24T09:00:00Z", "TZID 20261024T100000"},
		{"Europe/London", "2026-10-25T00:30:00Z", "UTC 20261025T003000Z"},       // 01:30, which comes twice
		{"Europe/London", "2026-10-25T01:30:00Z", "UTC 20261025T013000Z"},       // and again
		{"Europe/London", "2026-10-25T09:00:00Z", "TZID 20261025T090000"},       // the same hour, another offset
		{"Europe/London", "2027-03-27T09:00:00Z", "TZID 20270327T090000"},       // before they go on
		{"Europe/London", "2027-03-28T01:00:00Z", "TZID 20270328T020000"},       // the first minute after the gap
		{"Europe/Moscow", "2026-12-02T07:00:00Z", "TZID 20261202T100000"},       // no changes at all
		{"Australia/Lord_Howe", "2027-04-03T15:10:00Z", "UTC 20270403T151000Z"}, // half an hour comes twice
		{"Asia/Kathmandu", "2026-12-02T07:00:00Z", "TZID 20261202T124500"},
		{"Africa/Casablanca", "2027-02-20T09:00:00Z", "TZID 20270220T090000"}, // winter time is its summer time
	} {
		at, err := time.Parse(time.RFC3339, test.at)
		if err != nil {
			t.Fatal(err)
		}
		calendar, file := read(t, calendarfile.Request, visit(at.In(zone(t, test.zone)), 60))
		event := calendar.Events()[0]
		p := event.GetProperty(ics.ComponentPropertyDtStart)
		got := "UTC " + p.Value
		if p.ICalParameters["TZID"] != nil {
			got = "TZID " + p.Value
		}
		if test.zone != "Africa/Casablanca" && got != test.want {
			t.Errorf("%s: %s, want %s", test.at, got, test.want)
		}
		for name, want := range map[ics.ComponentProperty]time.Time{ics.ComponentPropertyDtStart: at, ics.ComponentPropertyDtEnd: at.Add(time.Hour)} {
			if got := instant(t, calendar, event, name); !got.Equal(want) {
				t.Errorf("%s %s: %s is %v, want %v in\n%s", test.zone, test.at, name, got, want, file)
			}
		}
		// The other program's own reading, by what it knows of zones.
		if start, err := event.GetStartAt(); err != nil || !start.Equal(at) {
			t.Errorf("%s %s: read as %v %v", test.zone, test.at, start, err)
		}
	}
}

// Any instant of any of these zones comes back as it went.
func TestInstantsComeBack(t *testing.T) {
	names := []string{"Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Pacific/Chatham", "Africa/Cairo", "Asia/Tehran", "UTC", "America/St_Johns"}
	rapid.Check(t, func(t *rapid.T) {
		z, err := time.LoadLocation(rapid.SampledFrom(names).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		at := time.Unix(rapid.Int64Range(1767225600, 2082758400).Draw(t, "minute")/60*60, 0).In(z)
		calendar, file := read(t, calendarfile.Publish, visit(at, rapid.IntRange(5, 1440).Draw(t, "length")))
		if got := instant(t, calendar, calendar.Events()[0], ics.ComponentPropertyDtStart); !got.Equal(at) {
			t.Fatalf("%v came back as %v in\n%s", at, got, file)
		}
	})
}

func TestAnInvitationAndItsEnd(t *testing.T) {
	e := visit(time.Date(2026, 12, 2, 7, 0, 0, 0, time.UTC).In(zone(t, "Europe/Moscow")), 60)
	e.Organizer, e.Attendee = calendarfile.Person{Name: `Салон «Лотос»`, Email: "okno@salon.example"}, calendarfile.Person{Name: "Иван", Email: "Ivan@example.com"}
	e.URL, e.Location = "https://okno.example/m/abc", "Тверская, 1"
	calendar, file := read(t, calendarfile.Request, e)
	event := calendar.Events()[0]
	for name, want := range map[ics.ComponentProperty]string{
		"UID": "01a202d6-e05c-7d2b-8d24-b7bf76bb7200@okno", "SEQUENCE": "3", "STATUS": "CONFIRMED", "DTSTAMP": "20261124T090000Z",
		"ORGANIZER": "mailto:okno@salon.example", "ATTENDEE": "mailto:ivan@example.com", "URL": "https://okno.example/m/abc",
	} {
		if got := value(event, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if !strings.Contains(file, "METHOD:REQUEST\r\n") || !strings.Contains(file, "PARTSTAT=ACCEPTED") {
		t.Errorf("no request:\n%s", file)
	}
	e.Sequence, e.Status = 4, booking.Cancelled
	calendar, file = read(t, calendarfile.Cancel, e)
	if got := calendar.Events()[0]; value(got, "STATUS") != "CANCELLED" || value(got, "SEQUENCE") != "4" || !strings.Contains(file, "METHOD:CANCEL\r\n") {
		t.Errorf("no end:\n%s", file)
	}
}

// Whatever people are called comes out as text, on a line of its own.
func TestHostileNames(t *testing.T) {
	const hostile = "Ева\r\nATTACH:http://evil.example\r\nEND:VEVENT, <b>;:\"\\ \u202Egnp.exe\u2066 🧖‍♀️ שלום"
	const harmless = "Ева ATTACH:http://evil.example END:VEVENT, <b>;:\"\\ gnp.exe 🧖‍♀️ שלום"
	e := visit(time.Date(2026, 12, 2, 7, 0, 0, 0, time.UTC).In(zone(t, "Europe/Moscow")), 60)
	e.Summary, e.Location, e.Description = hostile, hostile, hostile
	e.Organizer = calendarfile.Person{Name: hostile, Email: "a@b.example\r\nATTENDEE:mailto:evil@evil.example"}
	e.Attendee = calendarfile.Person{Name: hostile, Email: "ivan@example.com"}
	calendar, file := read(t, calendarfile.Request, e)
	if n := len(calendar.Events()); n != 1 {
		t.Fatalf("%d events in\n%s", n, file)
	}
	event := calendar.Events()[0]
	if got := value(event, "SUMMARY"); got != harmless {
		t.Errorf("summary %q", got)
	}
	if got := value(event, "LOCATION"); got != harmless {
		t.Errorf("location %q", got)
	}
	if strings.Contains(file, "\nATTACH") || strings.Contains(file, "\nATTENDEE:mailto:evil") || event.GetProperty("ORGANIZER") != nil {
		t.Errorf("something got out:\n%s", file)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(file, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
}
