package engine_test

import (
	"slices"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
)

// What is offered on the dates on which clocks change, reading by reading.
func TestChangesOfTheClocks(t *testing.T) {
	for _, test := range []struct {
		name, zone, date string
		from, to         string // Anna's hours, every weekday
		step, duration   int
		want             string // the wall clock and its offset
	}{
		{"an ordinary date", "Europe/Moscow", today, "09:00", "11:00", 30, 60, "09:00+03 09:30+03 10:00+03"},
		{"the hour that is skipped", "Europe/London", "2026-03-29", "00:00", "04:00", 30, 60,
			"00:00+00 00:30+00 02:00+01 02:30+01 03:00+01"},
		{"an interval inside the gap is empty", "Europe/London", "2026-03-29", "01:00", "02:00", 15, 5, ""},
		{"an interval out of the gap begins at its end", "Europe/London", "2026-03-29", "01:30", "03:00", 30, 30, "02:00+01 02:30+01"},
		{"the hour that comes twice", "Europe/London", "2026-10-25", "00:30", "03:00", 30, 30,
			"00:30+01 01:00+01 01:30+01 01:00+00 01:30+00 02:00+00 02:30+00"},
		{"an interval in the repeated hour ends at the first occurrence", "Europe/London", "2026-10-25", "01:00", "01:30", 15, 15,
			"01:00+01 01:15+01"},
		{"a night shift over the spring change has an hour less", "Europe/London", "2026-03-28", "23:00", "03:00", 60, 180,
			"23:00+00"},
		{"a night shift over the autumn change has an hour more", "Europe/London", "2026-10-24", "22:00", "02:00", 60, 300,
			"22:00+01"},
		{"24 hours on a date of 25", "Europe/London", "2026-10-25", "00:00", "24:00", 30, 1440,
			"00:00+01 00:30+01 01:00+01"},
		{"half an hour forward", "Australia/Lord_Howe", "2026-10-04", "01:00", "03:30", 20, 20,
			"01:00+1030 01:20+1030 01:40+1030 02:40+11 03:00+11"},
		{"half an hour back", "Australia/Lord_Howe", "2026-04-05", "01:00", "02:20", 20, 20,
			"01:00+11 01:20+11 01:40+11 01:40+1030 02:00+1030"},
		{"an offset that is no multiple of the step", "Asia/Kathmandu", "2026-06-01", "09:00", "10:00", 20, 20,
			"09:00+0545 09:20+0545 09:40+0545"},
		{"a gap from 02:45", "Pacific/Chatham", "2026-09-27", "02:00", "05:00", 30, 30,
			"02:00+1245 02:30+1245 04:00+1345 04:30+1345"},
		{"02:45 to 03:45 twice", "Pacific/Chatham", "2026-04-05", "02:30", "04:30", 30, 30,
			"02:30+1345 03:00+1345 03:30+1345 03:00+1245 03:30+1245 04:00+1245"},
		{"a date that ends at 23:00", "America/Nuuk", "2026-03-28", "21:00", "24:00", 30, 60, "21:00-02 21:30-02 22:00-02"},
		{"a date that ends with 23:00 twice", "America/Nuuk", "2026-10-24", "22:00", "24:00", 30, 60,
			"22:00-01 22:30-01 23:00-01 23:30-01 23:00-02"},
		{"a date without midnight", "Africa/Cairo", "2026-04-24", "00:00", "02:30", 30, 30, "01:00+03 01:30+03 02:00+03"},
		{"the evening before it ends at 24:00", "Africa/Cairo", "2026-04-23", "23:00", "24:00", 30, 30, "23:00+02 23:30+02"},
		{"another date without midnight", "Asia/Beirut", "2026-03-29", "00:00", "02:00", 30, 60, "01:00+03"},
		{"and another", "America/Santiago", "2026-09-06", "00:00", "02:00", 30, 60, "01:00-03"},
		{"23:00 twice", "America/Santiago", "2026-04-04", "23:00", "24:00", 30, 30, "23:00-03 23:30-03 23:00-04 23:30-04"},
		{"a date that is shown, left, and shown again", "America/St_Johns", "2010-11-06", "22:30", "24:00", 30, 30,
			"22:30-0230 23:00-0230 23:30-0230"},
		{"the minute before the clocks went back to it", "America/St_Johns", "2010-11-07", "00:00", "00:30", 15, 15,
			"00:00-0230 00:00-0330 00:15-0330"},
		{"a date that is not", "Pacific/Apia", "2011-12-30", "09:00", "11:00", 30, 30, ""},
		{"the date before it", "Pacific/Apia", "2011-12-29", "23:00", "24:00", 30, 30, "23:00-10 23:30-10"},
		{"the date after it", "Pacific/Apia", "2011-12-31", "00:00", "01:00", 30, 30, "00:00+14 00:30+14"},
	} {
		t.Run(test.name+" "+test.zone, func(t *testing.T) {
			c := salon(t)
			c.Company = booking.Company{Zone: bookingtest.Zone(t, test.zone), StepMin: test.step, HorizonDays: 60}
			on := bookingtest.Date(t, test.date)
			c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, on.Weekday(), test.from, test.to)}
			c.Services[1].DurationMin = test.duration
			a := engine.Ask{Service: "shave", Now: engine.Instant(on.AddDays(-1), 0, c.Company.Zone)}
			days, err := c.Days(a, on, on)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range days[0].Slots {
				got = append(got, strings.TrimSuffix(s.Start.Format("15:04-0700"), "00"))
			}
			if want := strings.Fields(test.want); !slices.Equal(got, want) {
				t.Errorf("offered %v, want %v", got, want)
			}
		})
	}
}

// Hours of an exception that a gap has swallowed block nothing, not even what
// lasts over the gap.
func TestExceptionInsideAGapBlocksNothing(t *testing.T) {
	c := salon(t)
	c.Company = booking.Company{Zone: bookingtest.Zone(t, "Europe/London"), StepMin: 30, HorizonDays: 60}
	c.Services[1].Resources, c.Services[1].DurationMin = []booking.ID{"room"}, 60
	excepted(t, c, booking.Exception{ID: "e"}, "2026-03-29", "01:15", "01:45")
	start := at(t, c, "2026-03-29 00:30:00")
	a := engine.Ask{Service: "shave", Now: start}
	if _, no := c.At(a, start); no != nil {
		t.Errorf("refused: %+v", no)
	}
	if got := readings(t, c, a, "2026-03-29"); len(got) == 0 || got[0] != "00:30+00" {
		t.Errorf("offered %v", got)
	}
}

// A day's work that begins late on the eve of a short date ends two dates later;
// hours and exceptions of that date count.
func TestServiceThatEndsTwoDatesLater(t *testing.T) {
	c := salon(t)
	c.Company = booking.Company{Zone: bookingtest.Zone(t, "Europe/London"), StepMin: 30, HorizonDays: 60}
	c.Services[1].Resources, c.Services[1].DurationMin = []booking.ID{"room"}, 1440
	start := at(t, c, "2026-03-28 23:30:00")
	a := engine.Ask{Service: "shave", Now: start}
	offered := func() bool { return slices.Contains(readings(t, c, a, "2026-03-28"), "23:30+00") }
	choice, no := c.At(a, start)
	if no != nil || choice.End.Format("2006-01-02 15:04") != "2026-03-30 00:30" || !offered() {
		t.Fatalf("it ends %s; %+v; offered: %v", choice.End, no, offered())
	}
	excepted(t, c, booking.Exception{ID: "e"}, "2026-03-30", "", "")
	if _, no := c.At(a, start); reason(no) != booking.Excepted || offered() {
		t.Errorf("over an exception: %+v; offered: %v", no, offered())
	}
	c.Exceptions = nil
	c.Resources[1].Weekly = c.Resources[1].Weekly[1:] // no Monday
	if _, no := c.At(a, start); reason(no) != booking.OutsideHours || offered() {
		t.Errorf("into a day off: %+v; offered: %v", no, offered())
	}
}
