package engine_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
)

// The rule that takes the last start until the horizon is named.
func TestOutlook(t *testing.T) {
	at := engine.Instant(bookingtest.Date(t, today), 9*60, bookingtest.Zone(t, "Europe/Moscow"))
	forever := func(e booking.Exception) booking.Exception {
		e.FromDate, e.WholeDay = bookingtest.Date(t, today), true
		return e
	}
	for _, test := range []struct {
		name   string
		change func(*engine.Calendar)
		want   engine.Flaw // of "cut", "" for none
		causes []booking.ID
	}{
		{"the salon works", func(*engine.Calendar) {}, "", nil},
		{"closed without end", func(c *engine.Calendar) { c.Exceptions = []booking.Exception{forever(booking.Exception{ID: "e"})} }, engine.ServiceExcepted, []booking.ID{"e"}},
		{"closed beyond the horizon only", func(c *engine.Calendar) {
			e := forever(booking.Exception{ID: "e"})
			e.FromDate = e.FromDate.AddDays(c.Company.HorizonDays)
			c.Exceptions = []booking.Exception{e}
		}, "", nil},
		{"the service is closed", func(c *engine.Calendar) {
			c.Exceptions = []booking.Exception{forever(booking.Exception{ID: "other", Service: "shave"}), forever(booking.Exception{ID: "e", Service: "cut"})}
		}, engine.ServiceExcepted, []booking.ID{"e"}},
		{"one of two people is away", func(c *engine.Calendar) {
			c.Exceptions = []booking.Exception{forever(booking.Exception{ID: "a", Resource: "anna"})}
			c.Resources = append(c.Resources, booking.Resource{ID: "boris", Kind: booking.Staff, Active: true, Weekly: c.Resources[0].Weekly})
			c.Services[0].Resources = append(c.Services[0].Resources, "boris")
		}, "", nil},
		{"both are away", func(c *engine.Calendar) {
			c.Exceptions = []booking.Exception{forever(booking.Exception{ID: "a", Resource: "anna"}), forever(booking.Exception{ID: "b", Resource: "boris"})}
			c.Resources = append(c.Resources, booking.Resource{ID: "boris", Kind: booking.Staff, Active: true, Weekly: c.Resources[0].Weekly})
			c.Services[0].Resources = append(c.Services[0].Resources, "boris")
		}, engine.ServiceExcepted, []booking.ID{"a", "b"}},
		{"the whole company is closed, and Anna away beside", func(c *engine.Calendar) {
			last := bookingtest.Date(t, today).AddDays(3)
			part := booking.Exception{ID: "part", FromDate: bookingtest.Date(t, today), ToDate: &last, WholeDay: true}
			c.Exceptions = []booking.Exception{forever(booking.Exception{ID: "a", Resource: "anna"}), part, forever(booking.Exception{ID: "all"})}
			c.Resources = append(c.Resources, booking.Resource{ID: "boris", Kind: booking.Staff, Active: true, Weekly: c.Resources[0].Weekly})
			c.Services[0].Resources = append(c.Services[0].Resources, "boris")
		}, engine.ServiceExcepted, []booking.ID{"all"}},
		{"both are away, and one of them for a part of that", func(c *engine.Calendar) {
			part := forever(booking.Exception{ID: "part", Resource: "anna"})
			part.FromDate = part.FromDate.AddDays(2)
			c.Exceptions = []booking.Exception{part, forever(booking.Exception{ID: "a", Resource: "anna"}), forever(booking.Exception{ID: "b", Resource: "boris"})}
			c.Resources = append(c.Resources, booking.Resource{ID: "boris", Kind: booking.Staff, Active: true, Weekly: c.Resources[0].Weekly})
			c.Services[0].Resources = append(c.Services[0].Resources, "boris")
		}, engine.ServiceExcepted, []booking.ID{"a", "b"}},
		{"the only day within the horizon is too close", func(c *engine.Calendar) {
			c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, 1, "10:00", "14:00")}
			c.Company.HorizonDays, c.Company.MinNoticeMin = 3, 1440
		}, engine.ServiceNotice, nil},
		{"the only day lies beyond the horizon", func(c *engine.Calendar) {
			c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, 7, "10:00", "14:00")}
			c.Resources[1].Weekly = c.Resources[0].Weekly
			c.Company.HorizonDays, c.Company.MinNoticeMin = 3, 0
		}, engine.ServiceNoDay, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := salon(t)
			c.Services[0].DurationMin = 60
			test.change(c)
			found := engine.FindingsOf(c.Outlook(at), "cut")
			var got engine.Flaw
			var causes []booking.ID
			if len(found) > 0 {
				got, causes = found[0].What, slices.DeleteFunc(found[0].Exceptions[:], func(id booking.ID) bool { return id == "" })
			}
			if got != test.want || !slices.Equal(slices.Sorted(slices.Values(causes)), test.causes) {
				t.Errorf("found %q because of %v, want %q and %v", got, causes, test.want, test.causes)
			}
		})
	}
}

// Full by bookings and closed by the rules are different things, and both agree
// with the engine.
func TestOutlookAndFullAgreeWithTheEngine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genWeek.Draw(t, "calendar")
		c.Company.HorizonDays = rapid.IntRange(0, 40).Draw(t, "horizon")
		c.Company.MinNoticeMin = rapid.SampledFrom([]int{0, 60, 1440, 7 * 1440}).Draw(t, "notice")
		from := booking.Date{Year: 2026, Month: 12, Day: 7}
		now := engine.Instant(from, 0, c.Company.Zone)
		for i := range rapid.IntRange(0, 3).Draw(t, "exceptions") {
			e := booking.Exception{ID: booking.ID(rune('a' + i)), FromDate: from.AddDays(rapid.IntRange(-3, 5).Draw(t, "from")), WholeDay: true}
			if rapid.Bool().Draw(t, "one resource") {
				e.Resource = rapid.SampledFrom(c.Resources).Draw(t, "of").ID
			}
			c.Exceptions = append(c.Exceptions, e)
		}
		for _, r := range c.Resources {
			if rapid.Bool().Draw(t, "taken") {
				c.Occupied = append(c.Occupied, engine.Occupancy{Resource: r.ID, Booking: "b", Span: booking.Span{From: now, To: now.Add(time.Duration(rapid.IntRange(1, 60).Draw(t, "days")) * 24 * time.Hour)}})
			}
		}
		free := func(c *engine.Calendar, id booking.ID) bool {
			days, err := c.Days(engine.Ask{Service: id, Now: now}, from, from.AddDays(c.Company.HorizonDays))
			if err != nil {
				t.Fatal(err)
			}
			return slices.ContainsFunc(days, func(d engine.Day) bool { return len(d.Slots) > 0 })
		}
		open := *c
		open.Occupied = nil
		found, full := append(c.Check(nil, from), c.Outlook(now)...), c.Full(now)
		for _, s := range c.Services {
			closed := len(engine.FindingsOf(found, s.ID)) > 0
			if rules := free(&open, s.ID); s.Active && rules == closed {
				t.Fatalf("%s: free by the rules %v, but found %+v", s.ID, rules, found)
			}
			if want := free(&open, s.ID) && !free(c, s.ID); slices.Contains(full, s.ID) != want {
				t.Fatalf("%s is full: %v", s.ID, want)
			}
		}
	})
}

// A booking fits, or says of each of its resources and of its service why not.
func TestMisfits(t *testing.T) {
	at := engine.Instant(bookingtest.Date(t, today), 9*60, bookingtest.Zone(t, "Europe/Moscow"))
	b := booking.Booking{ID: "b", Service: "cut", Resources: []booking.ID{"anna", "room"}, Status: booking.Confirmed, Start: at.Add(2 * time.Hour), End: at.Add(3 * time.Hour)}
	one := func(r booking.Reason, resource, exception booking.ID) []engine.Ground {
		return []engine.Ground{{Reason: r, Resource: resource, Exception: exception}}
	}
	for _, test := range []struct {
		name   string
		change func(*engine.Calendar)
		want   []engine.Ground
	}{
		{"it fits", func(*engine.Calendar) {}, nil},
		{"another length is no ground", func(c *engine.Calendar) { c.Services[0].DurationMin, c.Services[0].BufferAfterMin = 240, 60 }, nil},
		{"the service is off", func(c *engine.Calendar) { c.Services[0].Active = false }, one(booking.ServiceInactive, "", "")},
		{"Anna is off: her hours say nothing", func(c *engine.Calendar) { c.Resources[0].Active, c.Resources[0].Weekly = false, nil }, one(booking.ResourceInactive, "anna", "")},
		{"Anna does not do it", func(c *engine.Calendar) { c.Services[0].Resources = []booking.ID{"room"} }, one(booking.ResourceNotLinked, "anna", "")},
		{"Anna works later", func(c *engine.Calendar) {
			c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, 1, "11:15", "18:00")}
		}, one(booking.OutsideHours, "anna", "")},
		{"her hours touch", func(c *engine.Calendar) {
			c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, 1, "11:00", "11:30"), interval(t, 1, "11:30", "12:00")}
		}, nil},
		{"an exception", func(c *engine.Calendar) { excepted(t, c, booking.Exception{ID: "e"}, today, "", "") }, one(booking.Excepted, "", "e")},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, after := salon(t), salon(t)
			test.change(after)
			hit := engine.HitBy(before, after, []booking.Booking{b}, at)
			var got []engine.Ground
			if len(hit) > 0 {
				got = hit[0].Grounds
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("found %+v, want %+v", got, test.want)
			}
			if again := engine.HitBy(after, after, []booking.Booking{b}, at); len(again) > 0 {
				t.Errorf("what was so before is no hit: %+v", again)
			}
			if past := engine.HitBy(before, after, []booking.Booking{b}, b.End); len(past) > 0 {
				t.Errorf("what is over is no hit: %+v", past)
			}
		})
	}
}
