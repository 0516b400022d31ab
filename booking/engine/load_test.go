package engine_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/busy"
	"okno/booking/engine"
)

// loads asks for the load of a date and gives it in one line.
func load(t *testing.T, c *engine.Calendar, a engine.Ask, on string) (engine.DayLoad, string) {
	t.Helper()
	a.Now = at(t, c, today+" 08:00:00")
	days, err := c.Loads(a, bookingtest.Date(t, on), bookingtest.Date(t, on))
	if err != nil || len(days) != 1 {
		t.Fatalf("%d days, error %v", len(days), err)
	}
	d := days[0]
	return d, fmt.Sprintf("%s open %d closed %d busy %d, %d %%", d.State(), d.Open, d.Closed, d.Busy, d.Percent())
}

func occupied(t *testing.T, c *engine.Calendar, resource booking.ID, from, to string) {
	span := booking.Span{From: at(t, c, from+":00"), To: at(t, c, to+":00")}
	c.Occupied = append(c.Occupied, engine.Occupancy{Resource: resource, Booking: booking.ID(from), Span: span, Time: span})
}

func TestLoads(t *testing.T) {
	anna, room := engine.Ask{Resource: "anna"}, engine.Ask{Resource: "room"}
	cut := engine.Ask{Service: "cut"}
	nothing := func(*testing.T, *engine.Calendar) {}
	holiday := func(t *testing.T, c *engine.Calendar) {
		excepted(t, c, booking.Exception{ID: "holiday"}, today, "", "")
	}
	for _, test := range []struct {
		name  string
		ask   engine.Ask
		date  string
		setup func(*testing.T, *engine.Calendar)
		want  string
	}{
		{"a free day", anna, today, nothing, "free open 480 closed 0 busy 0, 0 %"},
		{"nobody works on Saturday", anna, "2026-12-12", nothing, "closed open 0 closed 0 busy 0, 0 %"},
		{"everyone together are the people", engine.Ask{}, today, nothing, "free open 480 closed 0 busy 0, 0 %"},
		{"where there are none, the rooms", engine.Ask{}, today, func(_ *testing.T, c *engine.Calendar) { c.Resources[0].Active = false },
			"free open 1440 closed 0 busy 0, 0 %"},
		{"buffers and holds take time and are not booked", anna, today, func(t *testing.T, c *engine.Calendar) {
			occupied(t, c, "anna", today+" 09:00", today+" 11:00")
			c.Occupied[0].Time.To = c.Occupied[0].Time.To.Add(-time.Hour)
			occupied(t, c, "anna", today+" 16:00", today+" 17:00")
			c.Occupied[1].Time = booking.Span{}
		}, "partly open 480 closed 0 busy 180, 13 %"},
		{"a holiday", anna, today, holiday, "closed open 0 closed 480 busy 0, 0 %"},
		{"a holiday of the service is none of the resource", anna, today, func(t *testing.T, c *engine.Calendar) {
			excepted(t, c, booking.Exception{ID: "no cuts", Service: "cut"}, today, "", "")
		}, "free open 480 closed 0 busy 0, 0 %"},
		{"but one of whoever asks for it", engine.Ask{Service: "cut", Resource: "anna"}, today, func(t *testing.T, c *engine.Calendar) {
			excepted(t, c, booking.Exception{ID: "no cuts", Service: "cut"}, today, "", "")
		}, "closed open 0 closed 480 busy 0, 0 %"},
		{"an exception over lunch takes what is worked", anna, today, func(t *testing.T, c *engine.Calendar) {
			excepted(t, c, booking.Exception{ID: "long lunch", Resource: "anna"}, today, "12:00", "15:00")
		}, "free open 360 closed 120 busy 0, 0 %"},
		{"a booking counts where it is worked, once", anna, today, func(t *testing.T, c *engine.Calendar) {
			occupied(t, c, "anna", today+" 08:30", today+" 10:00")
			occupied(t, c, "anna", today+" 09:30", today+" 11:00")
			occupied(t, c, "room", today+" 11:00", today+" 13:00")
		}, "partly open 480 closed 0 busy 120, 25 %"},
		{"nothing fits any longer", anna, today, func(t *testing.T, c *engine.Calendar) {
			occupied(t, c, "anna", today+" 09:00", today+" 12:50")
			occupied(t, c, "anna", today+" 14:10", today+" 18:00")
		}, "full open 480 closed 0 busy 460, 96 %"},
		{"a service has the load of its tightest kind", cut, today, func(t *testing.T, c *engine.Calendar) {
			occupied(t, c, "anna", today+" 09:00", today+" 11:00")
			occupied(t, c, "room", today+" 00:00", today+" 09:00")
		}, "partly open 480 closed 0 busy 120, 25 %"},
		{"which may be the room", cut, today, func(t *testing.T, c *engine.Calendar) {
			excepted(t, c, booking.Exception{ID: "paint", Resource: "room"}, today, "", "")
		}, "closed open 0 closed 1440 busy 0, 0 %"},
		{"room for each and for none together", cut, today, func(t *testing.T, c *engine.Calendar) {
			occupied(t, c, "anna", today+" 09:00", today+" 13:00")
			occupied(t, c, "room", today+" 13:00", "2026-12-08 00:00")
		}, "full open 480 closed 0 busy 240, 50 %"},
		{"yesterday is past and was not full", cut, "2026-12-04", nothing, "free open 480 closed 0 busy 0, 0 %"},
		{"a room open day and night", room, today, nothing, "free open 1440 closed 0 busy 0, 0 %"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := salon(t)
			test.setup(t, c)
			if _, got := load(t, c, test.ask, test.date); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// Minutes are elapsed time, on the date they fall on.
func TestLoadsWhereClocksChange(t *testing.T) {
	for _, test := range []struct {
		zone, date, from, to string
		open                 int
	}{
		{"Europe/London", "2026-03-29", "00:00", "24:00", 23 * 60},
		{"Europe/London", "2026-10-25", "00:00", "24:00", 25 * 60},
		{"Europe/London", "2026-03-29", "01:15", "01:45", 0},
		{"Europe/London", "2026-10-25", "00:00", "03:00", 4 * 60},
		{"Australia/Lord_Howe", "2026-10-04", "00:00", "24:00", 23*60 + 30},
		{"Africa/Cairo", "2026-04-24", "00:00", "02:30", 90},
		{"Pacific/Apia", "2011-12-30", "00:00", "24:00", 0},
		{"Europe/Moscow", "2026-12-08", "22:00", "06:00", 2*60 + 6*60},
	} {
		c := salon(t)
		c.Company.Zone = bookingtest.Zone(t, test.zone)
		c.Resources[0].Weekly = nil
		for weekday := 1; weekday <= 7; weekday++ {
			c.Resources[0].Weekly = append(c.Resources[0].Weekly, interval(t, weekday, test.from, test.to))
		}
		if d, _ := load(t, c, engine.Ask{Resource: "anna"}, test.date); d.Open != test.open {
			t.Errorf("%s on %s, %s–%s: %d minutes, want %d", test.zone, test.date, test.from, test.to, d.Open, test.open)
		}
	}
}

func TestLoadsNameTheExceptions(t *testing.T) {
	c := salon(t)
	excepted(t, c, booking.Exception{ID: "company"}, today, "", "")
	excepted(t, c, booking.Exception{ID: "anna", Resource: "anna"}, today, "22:00", "03:00")
	excepted(t, c, booking.Exception{ID: "room", Resource: "room"}, today, "", "")
	excepted(t, c, booking.Exception{ID: "cut", Service: "cut"}, today, "", "")
	for ask, want := range map[engine.Ask]string{
		{}:                                   "[company anna room cut]",
		{Resource: "anna"}:                   "[company anna]",
		{Service: "cut"}:                     "[company anna room cut]",
		{Service: "shave"}:                   "[company anna]",
		{Service: "shave", Resource: "anna"}: "[company anna]",
	} {
		d, _ := load(t, c, ask, today)
		var ids []booking.ID
		for _, e := range d.Exceptions {
			ids = append(ids, e.ID)
		}
		if got := fmt.Sprint(ids); got != want {
			t.Errorf("%+v: %s, want %s", ask, got, want)
		}
	}
	if d, _ := load(t, c, engine.Ask{Resource: "anna"}, "2026-12-08"); len(d.Exceptions) != 1 || d.Exceptions[0].ID != "anna" {
		t.Errorf("the night after it has %d exceptions", len(d.Exceptions))
	}
	for _, unknown := range []engine.Ask{{Resource: "nobody"}, {Service: "nothing"}} {
		if _, err := c.Loads(unknown, bookingtest.Date(t, today), bookingtest.Date(t, today)); booking.CodeOf(err) != booking.NotFound {
			t.Errorf("%+v: %v", unknown, err)
		}
	}
}

// Minute by minute, in random companies around changes of the clocks; and of a
// service, its free starts are those of Days.
func TestLoadsAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := genQuestion.Draw(t, "question")
		c, r := q.calendar, rapid.SampledFrom(q.calendar.Resources).Draw(t, "resource")
		var times []booking.Span // the first half of what is occupied
		for i := range c.Occupied {
			o := &c.Occupied[i]
			o.Time = booking.Span{From: o.Span.From, To: o.Span.From.Add(o.Span.To.Sub(o.Span.From) / 2).Truncate(time.Minute)}
			if o.Resource == r.ID {
				times = append(times, o.Time)
			}
		}
		days, err := c.Loads(engine.Ask{Resource: r.ID, Now: q.ask.Now}, q.from, q.to)
		if err != nil {
			t.Fatal(err)
		}
		working, blocked := c.Working(r.ID, q.from.AddDays(-1), q.to.AddDays(1)), c.Blocked(r.ID, q.from.AddDays(-1), q.to.AddDays(1))
		in := func(s booking.Span, m time.Time) bool { return !m.Before(s.From) && m.Before(s.To) }
		for _, d := range days {
			open, closed, taken, booked := 0, 0, 0, 0
			for m := engine.Instant(d.Date, 0, c.Company.Zone); m.Before(engine.Instant(d.Date.AddDays(1), 0, c.Company.Zone)); m = m.Add(time.Minute) {
				switch {
				case !slices.ContainsFunc(working, func(s booking.Span) bool { return in(s, m) }):
				case slices.ContainsFunc(blocked, func(b engine.Block) bool { return in(b.Span, m) }):
					closed++
				default:
					open++
					if slices.ContainsFunc(c.Occupied, func(o engine.Occupancy) bool { return o.Resource == r.ID && in(o.Span, m) }) {
						taken++
					}
					if slices.ContainsFunc(times, func(s booking.Span) bool { return in(s, m) }) {
						booked++
					}
				}
			}
			if d.Open != open || d.Closed != closed || d.Busy != taken || d.Booked != booked {
				t.Fatalf("%s: open %d closed %d busy %d booked %d, want %d, %d, %d, %d", d.Date, d.Open, d.Closed, d.Busy, d.Booked, open, closed, taken, booked)
			}
			// Where clocks go back over midnight, Working of a date holds the first instants of the next one as well.
			day := booking.Span{From: engine.Instant(d.Date, 0, c.Company.Zone), To: engine.Instant(d.Date.AddDays(1), 0, c.Company.Zone)}
			got := busy.Of(within(day, c.Working(r.ID, d.Date, d.Date)), c.Blocked(r.ID, d.Date, d.Date), times)
			if got != (engine.Busy{Open: open, Booked: booked}) {
				t.Fatalf("%s: busy.Of says %+v, want %d and %d", d.Date, got, open, booked)
			}
		}
		a := q.ask
		a.Hold, a.Booking = "", ""
		offered, _ := c.Days(a, q.from, q.to)
		days, err = c.Loads(a, q.from, q.to)
		for i, d := range offered {
			if err != nil || days[i].Starts != len(d.Slots) || len(d.Slots) > 0 && (!days[i].Offered || days[i].State() == engine.LoadFull && days[i].Room) {
				t.Fatalf("%s: %+v, %v, want %d starts", d.Date, days[i], err, len(d.Slots))
			}
		}
	})
}

func BenchmarkLoadsOfAMonthQuarter(b *testing.B) {
	c, ask, first := quarter(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Loads(engine.Ask{Now: ask.Now}, first, first.AddDays(41)); err != nil {
			b.Fatal(err)
		}
	}
}

// within are the parts of spans that lie in a day.
func within(day booking.Span, spans []booking.Span) (inside []booking.Span) {
	for _, s := range spans {
		if day.From.After(s.From) {
			s.From = day.From
		}
		if day.To.Before(s.To) {
			s.To = day.To
		}
		if s.From.Before(s.To) {
			inside = append(inside, s)
		}
	}
	return inside
}
