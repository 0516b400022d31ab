package engine_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
	"okno/booking/webform"
)

func TestCheck(t *testing.T) {
	week := func(weekday int, from, to string) []booking.WeeklyInterval {
		return []booking.WeeklyInterval{interval(t, weekday, from, to)}
	}
	for _, test := range []struct {
		name   string
		change func(*engine.Calendar)
		want   []engine.Finding
	}{
		{"the salon works", func(*engine.Calendar) {}, nil},
		{"nobody is linked", func(c *engine.Calendar) { c.Services[0].Resources = nil },
			[]engine.Finding{{What: engine.ServiceNoResource, Service: "cut"}}},
		{"nobody of those linked is active", func(c *engine.Calendar) { c.Resources[0].Active, c.Resources[1].Active = false, false },
			[]engine.Finding{{What: engine.ServiceNoResource, Service: "cut"}, {What: engine.ServiceNoResource, Service: "shave"}}},
		{"a kind is off", func(c *engine.Calendar) { c.Resources[1].Active = false },
			[]engine.Finding{{What: engine.ServiceKindOff, Service: "cut", Kind: booking.Room}}},
		{"a service that is switched off is no flaw", func(c *engine.Calendar) { c.Services[0].Active, c.Services[0].Resources = false, nil }, nil},
		{"longer than any interval", func(c *engine.Calendar) { c.Services[0].DurationMin = 241 },
			[]engine.Finding{{What: engine.ServiceTooLong, Service: "cut", Kind: booking.Staff, LongestMin: 240}}},
		{"just as long as the longest", func(c *engine.Calendar) { c.Services[0].DurationMin = 240 }, nil},
		{"touching intervals are one", func(c *engine.Calendar) {
			c.Services[0].DurationMin = 300
			c.Resources[0].Weekly = append(week(1, "10:00", "13:00"), week(1, "13:00", "15:00")...)
		}, nil},
		{"a night over the turn of the week is one piece", func(c *engine.Calendar) {
			c.Services[0].DurationMin = 180
			c.Resources[0].Weekly = append(week(7, "22:00", "24:00"), week(1, "00:00", "01:00")...)
		}, nil},
		{"hours that never meet", func(c *engine.Calendar) { c.Resources[1].Weekly = week(6, "09:00", "18:00") },
			[]engine.Finding{{What: engine.ServiceNeverMeets, Service: "cut"}}},
		{"hours that meet for too short a time", func(c *engine.Calendar) { c.Resources[1].Weekly = week(1, "17:15", "22:00") },
			[]engine.Finding{{What: engine.ServiceNeverMeets, Service: "cut"}}},
		{"hours that meet after midnight", func(c *engine.Calendar) {
			c.Resources[0].Weekly = week(7, "22:00", "04:00")
			c.Resources[1].Weekly = week(1, "01:00", "02:00")
		}, nil},
		{"no start of the grid fits", func(c *engine.Calendar) {
			c.Services[1].StepMin = 60
			c.Resources[0].Weekly = week(1, "09:10", "10:10")
		}, []engine.Finding{{What: engine.ServiceOffGrid, Service: "shave", StepMin: 60}}},
		{"a resource without hours", func(c *engine.Calendar) { c.Resources[0].Weekly = nil },
			[]engine.Finding{
				{What: engine.ServiceTooLong, Service: "cut", Kind: booking.Staff},
				{What: engine.ServiceTooLong, Service: "shave", Kind: booking.Staff},
				{What: engine.ResourceNoHours, Resource: "anna"},
			}},
		{"a notice beyond the horizon", func(c *engine.Calendar) { c.Company.MinNoticeMin, c.Company.HorizonDays = 2*1440, 1 },
			[]engine.Finding{{What: engine.NoticeTooLong}}},
		{"a notice that leaves a minute", func(c *engine.Calendar) { c.Company.MinNoticeMin, c.Company.HorizonDays = 2*1440-1, 1 }, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := salon(t)
			c.Services[0].DurationMin, c.Services[0].StepMin = 60, 5
			test.change(c)
			if got := c.Check(nil, bookingtest.Date(t, today)); !slices.Equal(got, test.want) {
				t.Errorf("found %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestCheckForms(t *testing.T) {
	forms := []webform.Form{{ID: "on", Active: true}, {ID: "off"}}
	got := salon(t).Check(forms, bookingtest.Date(t, today))
	if want := []engine.Finding{{What: engine.FormOff, Form: "off"}}; !slices.Equal(got, want) {
		t.Errorf("found %+v, want %+v", got, want)
	}
}

// An interval that the clocks skip is told with the first date of the year on
// which they do.
func TestCheckIntervalsInGaps(t *testing.T) {
	for _, test := range []struct {
		name, zone, on string
		interval       booking.WeeklyInterval
		want           string // "" for no flaw
	}{
		{"no clocks change", "Europe/Moscow", "2026-01-01", interval(t, 7, "01:00", "02:00"), ""},
		{"the whole interval", "Europe/London", "2026-01-01", interval(t, 7, "01:00", "02:00"), "2026-03-29"},
		{"a part of the gap", "Europe/London", "2026-01-01", interval(t, 7, "01:15", "01:45"), "2026-03-29"},
		{"it reaches beyond the gap", "Europe/London", "2026-01-01", interval(t, 7, "01:15", "02:15"), ""},
		{"another weekday", "Europe/London", "2026-01-01", interval(t, 6, "01:00", "02:00"), ""},
		{"on the date itself", "Europe/London", "2026-03-29", interval(t, 7, "01:00", "02:00"), "2026-03-29"},
		{"the day after, it is next year's", "Europe/London", "2026-03-30", interval(t, 7, "01:00", "02:00"), "2027-03-28"},
		{"from midnight of the night before", "Africa/Cairo", "2026-01-01", interval(t, 4, "24:00", "01:00"), "2026-04-23"},
		{"a date that ends early", "America/Nuuk", "2026-01-01", interval(t, 6, "23:00", "24:00"), "2026-03-28"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := salon(t)
			c.Company.Zone = bookingtest.Zone(t, test.zone)
			c.Services = nil
			c.Resources = []booking.Resource{{ID: "r", Active: true, Weekly: []booking.WeeklyInterval{test.interval}}}
			found := c.Check(nil, bookingtest.Date(t, test.on))
			got := ""
			if len(found) > 0 {
				got = found[0].Date.String()
				if found[0].What != engine.IntervalInGap || found[0].Interval != test.interval || found[0].Resource != "r" || len(found) > 1 {
					t.Errorf("found %+v", found)
				}
			}
			if got != test.want {
				t.Errorf("found %q, want %q", got, test.want)
			}
		})
	}
}

// A service without a flaw has a free start in an ordinary week, one with a flaw
// has none: the engine itself is asked.
func TestCheckAgreesWithTheEngine(t *testing.T) {
	met := map[engine.Flaw]int{}
	bookingtest.Rounds(t, func() bool {
		return !slices.ContainsFunc(engine.Flaws[1:6], func(f engine.Flaw) bool { return met[f] == 0 })
	}, func(t *rapid.T) {
		c := genWeek.Draw(t, "calendar")
		from := booking.Date{Year: 2026, Month: 12, Day: 7}
		last := from.AddDays(13)
		if rapid.IntRange(0, 3).Draw(t, "dated") == 3 {
			c.Company.Zone, c.Company.HorizonDays = time.UTC, 400 // without changes of the clocks, which Check leaves out
			last = from.AddDays(365)
			for i := range c.Resources {
				genDated(t, &c.Resources[i], from)
			}
		}
		now := engine.Instant(from, 0, c.Company.Zone)
		all := c.Check(nil, from)
		for _, s := range c.Services {
			if !s.Active {
				continue
			}
			days, err := c.Days(engine.Ask{Service: s.ID, Now: now}, from, last)
			if err != nil {
				t.Fatal(err)
			}
			bookable := slices.ContainsFunc(days, func(d engine.Day) bool { return len(d.Slots) > 0 })
			flaws := engine.FindingsOf(all, s.ID)
			if bookable == (len(flaws) > 0) {
				t.Fatalf("bookable: %v, but found %+v", bookable, flaws)
			}
			for _, f := range flaws {
				met[f.What]++
			}
		}
	})
	for _, flaw := range engine.Flaws[1:6] {
		if met[flaw] == 0 {
			t.Errorf("no random company had %s", flaw)
		}
	}
}

// genWeek makes companies whose hours are few and short enough to miss each other.
var genWeek = rapid.Custom(func(t *rapid.T) *engine.Calendar {
	location, err := time.LoadLocation(rapid.SampledFrom([]string{"UTC", "Europe/Moscow", "Asia/Kathmandu", "Europe/London"}).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	c := &engine.Calendar{Company: booking.Company{
		Zone: location, StepMin: rapid.SampledFrom(booking.Steps).Draw(t, "step"), HorizonDays: 30,
	}}
	for i := range rapid.IntRange(1, 4).Draw(t, "resources") {
		r := genResource(t, i)
		if rapid.Bool().Draw(t, "short week") {
			r.Weekly = nil
			for range rapid.IntRange(0, 2).Draw(t, "few intervals") {
				from := genClock(t)
				r.Weekly = append(r.Weekly, booking.WeeklyInterval{
					Weekday: rapid.SampledFrom([]int{1, 7}).Draw(t, "day"), From: from,
					To: min(booking.DayEnd, from+booking.Clock(rapid.IntRange(5, 130).Draw(t, "length"))),
				})
			}
		}
		c.Resources = append(c.Resources, r)
	}
	for i := range 2 {
		s := genService(t, i, c.Resources)
		s.Starts = "" // Check leaves rule 7 out
		c.Services = append(c.Services, s)
	}
	return c
})
