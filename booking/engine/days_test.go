package engine_test

import (
	"slices"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
)

func TestDaysHasEveryDate(t *testing.T) {
	c := salon(t)
	days, err := c.Days(cut(t, c), bookingtest.Date(t, "2026-12-04"), bookingtest.Date(t, "2027-01-08"))
	if err != nil {
		t.Fatal(err)
	}
	if len(days) != 36 || days[0].Date != bookingtest.Date(t, "2026-12-04") || days[35].Date != bookingtest.Date(t, "2027-01-08") {
		t.Fatalf("%d dates from %s to %s", len(days), days[0].Date, days[len(days)-1].Date)
	}
	for i, want := range map[int]int{
		0:  0,       // Friday, past
		3:  13 + 13, // Monday; the notice ends at 09:00
		8:  0,       // Saturday
		33: 13 + 13, // the last date of the horizon
		34: 0,       // beyond it
	} {
		if got := len(days[i].Slots); got != want {
			t.Errorf("%s has %d slots, want %d", days[i].Date, got, want)
		}
	}
}

func TestDaysBackwardsIsEmpty(t *testing.T) {
	c := salon(t)
	days, err := c.Days(cut(t, c), bookingtest.Date(t, today), bookingtest.Date(t, "2026-12-06"))
	if err != nil || len(days) != 0 {
		t.Errorf("got %v, %v", days, err)
	}
}

func TestSlotsCarryTheZoneAndTheAbsoluteLength(t *testing.T) {
	c := salon(t)
	c.Company.Zone = bookingtest.Zone(t, "Europe/London")
	c.Services[0].DurationMin = 120
	c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, 7, "00:00", "06:00")}
	a := engine.Ask{Service: "cut", Now: at(t, c, "2027-03-27 12:00:00")}
	days, err := c.Days(a, bookingtest.Date(t, "2027-03-28"), bookingtest.Date(t, "2027-03-28"))
	if err != nil {
		t.Fatal(err)
	}
	first := days[0].Slots[0]
	if first.Start.Format("15:04-07") != "00:00+00" || first.End.Format("15:04-07") != "03:00+01" {
		t.Errorf("two hours over the change are %s to %s", first.Start, first.End)
	}
}

func TestDaysOfWhatDoesNotExist(t *testing.T) {
	c := salon(t)
	for _, test := range []struct {
		ask  engine.Ask
		code booking.Code
		text string
	}{
		{engine.Ask{Service: "tattoo"}, booking.NotFound, "not_found: error.service_unknown"},
		{engine.Ask{Service: ""}, booking.NotFound, "not_found: error.service_unknown"},
		{engine.Ask{Service: "cut", Resource: "boris"}, booking.NotFound, "not_found: error.resource_unknown"},
		{engine.Ask{Service: "shave", Resource: "room"}, booking.Invalid, "invalid: error.fields resource=error.resource_not_linked"},
	} {
		_, err := c.Days(test.ask, bookingtest.Date(t, today), bookingtest.Date(t, today))
		if err == nil || booking.CodeOf(err) != test.code || err.Error() != test.text {
			t.Errorf("%+v fails with %v, want %s", test.ask, err, test.text)
		}
	}
}

// An inactive service, or one whose requested resource is switched off, is no
// error: it has no slots.
func TestDaysOfWhatIsSwitchedOff(t *testing.T) {
	for name, change := range map[string]func(*engine.Calendar, *engine.Ask){
		"service":            func(c *engine.Calendar, _ *engine.Ask) { c.Services[0].Active = false },
		"room":               func(c *engine.Calendar, _ *engine.Ask) { c.Resources[1].Active = false },
		"requested resource": func(c *engine.Calendar, a *engine.Ask) { c.Resources[0].Active, a.Resource = false, "anna" },
		"all links":          func(c *engine.Calendar, _ *engine.Ask) { c.Services[0].Resources = nil },
	} {
		c := salon(t)
		a := cut(t, c)
		change(c, &a)
		if got := readings(t, c, a, today); len(got) != 0 {
			t.Errorf("%s: offered %v", name, got)
		}
	}
}

// Several of a kind: either person, and the room.
func TestEitherPersonAndTheRoom(t *testing.T) {
	c := salon(t)
	maria := booking.Resource{ID: "maria", Kind: booking.Staff, Active: true,
		Weekly: []booking.WeeklyInterval{interval(t, 1, "17:00", "20:00")}}
	c.Resources = append(c.Resources, maria)
	c.Services[0].Resources = append(c.Services[0].Resources, "maria", "maria", "nobody")
	c.Services[0].StepMin = 60
	booked(t, c, "room", "b1", today+" 10:00:00", today+" 12:00:00")
	// 09:00 would reach into the room's booking with its buffer; Anna is off at 13:00.
	want := []string{"14:00+03", "15:00+03", "16:00+03", "17:00+03", "18:00+03", "19:00+03"}
	if got := readings(t, c, cut(t, c), today); !slices.Equal(got, want) {
		t.Errorf("offered %v, want %v", got, want)
	}
	a := cut(t, c)
	a.Resource = "maria"
	if got := readings(t, c, a, today); !slices.Equal(got, want[3:]) {
		t.Errorf("with Maria %v, want %v", got, want[3:])
	}
}

func TestExceptionDates(t *testing.T) {
	to := bookingtest.Date(t, "2026-12-11")
	for _, test := range []struct {
		name string
		e    booking.Exception
		want string // the dates from 7 to 18 December that stay open
	}{
		{"one date", booking.Exception{FromDate: to, ToDate: &to}, "07 08 09 10 14 15 16 17 18"},
		{"a range, both ends included", booking.Exception{FromDate: bookingtest.Date(t, "2026-12-09"), ToDate: &to}, "07 08 14 15 16 17 18"},
		{"begun long ago", booking.Exception{FromDate: bookingtest.Date(t, "2020-01-01"), ToDate: &to}, "14 15 16 17 18"},
		{"without end", booking.Exception{FromDate: to}, "07 08 09 10"},
		{"on Tuesdays, without end", booking.Exception{FromDate: bookingtest.Date(t, "2020-01-01"), Weekdays: []int{2}}, "07 09 10 11 14 16 17 18"},
		{"on Mondays and Fridays of a range", booking.Exception{FromDate: bookingtest.Date(t, "2026-12-08"), ToDate: &to, Weekdays: []int{1, 5}},
			"07 08 09 10 14 15 16 17 18"},
		{"the range ends before it begins", booking.Exception{FromDate: bookingtest.Date(t, "2026-12-12"), ToDate: &to}, "07 08 09 10 11 14 15 16 17 18"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := salon(t)
			test.e.WholeDay = true
			c.Exceptions = []booking.Exception{test.e}
			days, err := c.Days(cut(t, c), bookingtest.Date(t, today), bookingtest.Date(t, "2026-12-18"))
			if err != nil {
				t.Fatal(err)
			}
			var open []string
			for _, d := range days {
				if len(d.Slots) > 0 {
					open = append(open, d.Date.String()[8:])
				}
			}
			if want := strings.Fields(test.want); !slices.Equal(open, want) {
				t.Errorf("open on %v, want %v", open, want)
			}
		})
	}
}

// Hours of an exception belong to the weekday they start on.
func TestExceptionHoursPastMidnightBelongToTheirStart(t *testing.T) {
	c := salon(t)
	c.Resources[0].Weekly = c.Resources[1].Weekly
	c.Services[0].StepMin = 60
	c.Exceptions = []booking.Exception{{FromDate: bookingtest.Date(t, "2026-12-08"), Weekdays: []int{2}, From: clock(t, "23:00"), To: clock(t, "02:00")}}
	for on, want := range map[string]int{"2026-12-08": 23, "2026-12-09": 22, "2026-12-10": 24} {
		if got := len(readings(t, c, cut(t, c), on)); got != want {
			t.Errorf("%s has %d slots, want %d", on, got, want)
		}
	}
}
