package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
)

// quick is the pair of which Maria needs 30 minutes for a cut, and Anna an hour.
func quick(t *testing.T) (*engine.Calendar, engine.Ask) {
	c, a := pair(t)
	c.Services[0].BufferBeforeMin, c.Services[0].BufferAfterMin = 0, 0
	c.Services[0].Terms = []booking.Terms{{Resource: "maria", DurationMin: 30}}
	return c, a
}

func TestWhoNeedsAnotherTime(t *testing.T) {
	day := func(clock string) string { return today + " " + clock + ":00" }
	for _, test := range []struct {
		name   string
		change func(c *engine.Calendar, a *engine.Ask)
		start  string
		want   string // who and until when, or why not
	}{
		{"a tie goes by the panel's order", nil, "10:00", "anna room 11:00"},
		{"the less busy one, with her own length", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "anna", "b1", day("15:00"), day("16:00"))
		}, "10:00", "maria room 10:30"},
		{"whom it was asked for", func(_ *engine.Calendar, a *engine.Ask) { a.Resource = "maria" }, "10:00", "maria room 10:30"},
		{"the quick one fits where the other does not", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "maria", "b1", day("15:00"), day("18:00"))
		}, "12:30", "maria room 13:00"},
		{"not with whoever it was asked for", func(_ *engine.Calendar, a *engine.Ask) { a.Resource = "anna" }, "12:30", "outside_hours anna"},
		{"the room has to be free for as long as the person needs", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "room", "b1", day("10:30"), day("12:00"))
		}, "10:00", "maria room 10:30"},
		{"of two rooms the one that is free for so long", func(c *engine.Calendar, a *engine.Ask) {
			a.Resource = "anna"
			second := c.Resources[1]
			second.ID = "second"
			c.Resources, c.Services[0].Resources = append(c.Resources, second), append(c.Services[0].Resources, "second")
			booked(t, c, "room", "b1", day("10:30"), day("10:45"))
			booked(t, c, "second", "b2", day("12:00"), day("18:00"))
		}, "10:00", "anna second 11:00"},
		{"no room even for the quick one", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "room", "b1", day("10:15"), day("12:00"))
		}, "10:00", "occupied room"},
		{"nobody: the nearest to a yes", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "maria", "b1", day("12:00"), day("13:00"))
		}, "12:30", "occupied maria"},
		{"for the desk, who has to go over nothing", func(c *engine.Calendar, a *engine.Ask) {
			a.Waive = booking.Anything
			booked(t, c, "maria", "b1", day("15:00"), day("18:00"))
		}, "12:30", "maria room 13:00"},
		{"only a price is no other length", func(c *engine.Calendar, _ *engine.Ask) {
			c.Services[0].Terms = []booking.Terms{{Resource: "anna", Price: "1.00"}}
		}, "10:00", "anna room 11:00"},
		{"of the service itself nobody needs its length", func(c *engine.Calendar, _ *engine.Ask) {
			c.Services[0].Terms = []booking.Terms{{Resource: "anna", DurationMin: 40}, {Resource: "maria", DurationMin: 40}}
		}, "10:00", "anna room 10:40"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, a := quick(t)
			if test.change != nil {
				test.change(c, &a)
			}
			start := at(t, c, day(test.start))
			choice, no := c.At(a, start)
			got := ""
			if no != nil {
				got = fmt.Sprint(no.Reason, " ", no.Resource)
			} else {
				got = strings.Trim(fmt.Sprint(choice.Resources), "[]") + " " + choice.End.Format("15:04")
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			days, err := c.Days(a, bookingtest.Date(t, today), bookingtest.Date(t, today))
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(days[0].Slots, func(s booking.Slot) bool { return s.Start.Equal(start) })
			if (i >= 0) != (no == nil) || i >= 0 && !days[0].Slots[i].End.Equal(choice.End) {
				t.Errorf("Days offers %v, At says %v, %v", days[0].Slots, choice, no)
			}
		})
	}
}

// Each person's starts lie one after the other by her own length.
func TestStartsOneAfterTheOtherWithLengthsOfTheirOwn(t *testing.T) {
	c, a := quick(t)
	c.Services[0].Starts = booking.NextStarts
	for resource, want := range map[booking.ID]string{
		"anna":  "09:00 10:00 11:00 12:00 14:00",
		"maria": "09:00 09:30 10:00 10:30 11:00",
	} {
		a.Resource = resource
		var got []string
		for _, text := range readings(t, c, a, today)[:5] {
			got = append(got, text[:5])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", resource, got, want)
		}
	}
}

// A booking that is moved keeps its length, whoever takes it over; another service takes as long as it does with its person.
func TestMovedBookingKeepsItsLength(t *testing.T) {
	c, a := quick(t)
	c.Services[1].Resources, c.Services[1].Terms = []booking.ID{"anna", "maria"}, []booking.Terms{{Resource: "maria", DurationMin: 25}}
	b := booking.Booking{ID: "b1", Service: "cut", Resources: []booking.ID{"anna", "room"}, Start: at(t, c, today+" 10:00:00"), End: at(t, c, today+" 10:50:00")}
	b.Occupied = booking.Span{From: b.Start, To: b.End}
	for _, test := range []struct {
		name string
		move engine.Move
		want string
	}{
		{"another time", engine.Move{}, "11:50"},
		{"another person", engine.Move{Resources: []booking.ID{"maria", "room"}}, "11:50"},
		{"a length that is chosen", engine.Move{Resources: []booking.ID{"maria", "room"}, LengthMin: 35}, "11:35"},
		{"another service", engine.Move{Service: "shave", Resources: []booking.ID{"maria"}}, "11:25"},
		{"another service and a length", engine.Move{Service: "shave", Resources: []booking.ID{"maria"}, LengthMin: 55}, "11:55"},
	} {
		test.move.Now, test.move.Start = a.Now, at(t, c, today+" 11:00:00")
		choice, no := c.Move(b, test.move)
		if no != nil || choice.End.Format("15:04") != test.want {
			t.Errorf("%s: until %v, %+v, want %s", test.name, choice.End, no, test.want)
		}
	}
	if !c.CanTake(b, "anna", "maria", a.Now) {
		t.Error("Maria cannot take a booking over that is longer than hers are")
	}
}

func TestCheckGoesByTheLengthThatFits(t *testing.T) {
	c, _ := quick(t)
	c.Services[0].DurationMin = 600
	found := func() string {
		var all []string
		for _, f := range engine.FindingsOf(c.Check(nil, bookingtest.Date(t, today)), "cut") {
			all = append(all, string(f.What))
		}
		return strings.Join(all, " ")
	}
	if got := found(); got != "" {
		t.Errorf("Maria can do it, and yet: %s", got)
	}
	c.Services[0].Terms[0].DurationMin = 500
	if got := found(); got != "service_too_long" {
		t.Errorf("nobody can: %q", got)
	}
}

// genTeam are three people and a room, all of whom a service needs, for lengths of their own.
var genTeam = rapid.Custom(func(t *rapid.T) question {
	q := rapid.OneOf(genQuestion, genStaffQuestion).Draw(t, "question")
	c := *q.calendar
	for i := len(c.Resources); i < 4; i++ {
		c.Resources = append(c.Resources, genResource(t, i))
	}
	c.Resources, c.Services, c.Exceptions, c.Occupied = slices.Clone(c.Resources), slices.Clone(c.Services), slices.Clone(c.Exceptions), slices.Clone(c.Occupied)
	s := &c.Services[0]
	s.Active, s.Resources, s.Terms, s.DurationMin, s.StepMin = true, nil, nil, 30, 30
	s.BufferBeforeMin, s.BufferAfterMin = 0, min(s.BufferAfterMin, 10)
	for i := range c.Resources {
		r := &c.Resources[i]
		r.Active, r.Kind = true, booking.Staff
		if i == 0 {
			r.Kind = booking.Room
		}
		if rapid.Bool().Draw(t, "works always") {
			r.Days, r.Schedules = nil, nil
			r.Weekly = nil
			for weekday := 1; weekday <= 7; weekday++ {
				r.Weekly = append(r.Weekly, booking.WeeklyInterval{Weekday: weekday, From: 0, To: booking.DayEnd})
			}
		}
		s.Resources = append(s.Resources, r.ID)
		if length := genLength(t); r.Kind == booking.Staff && length > 0 {
			s.Terms = append(s.Terms, booking.Terms{Resource: r.ID, DurationMin: length})
		}
	}
	for i := range c.Services { // terms are of people
		other := &c.Services[i]
		other.Terms = slices.DeleteFunc(slices.Clone(other.Terms), func(terms booking.Terms) bool { return terms.Resource == c.Resources[0].ID })
	}
	q.calendar, q.to = &c, q.from
	q.ask.Resource = rapid.SampledFrom([]booking.ID{"", "", "", c.Resources[0].ID, c.Resources[1].ID}).Draw(t, "wished")
	return q
})

// Days and At agree with the reference where people need times of their own, and the random companies meet all that there is to it.
func TestTeamsAgreeWithReference(t *testing.T) {
	missed := map[string]bool{"several lengths on one day": true, "no room for somebody who is free": true, "less is waived": true}
	met := func() bool { return len(missed) == 0 }
	bookingtest.Rounds(t, met, func(t *rapid.T) {
		q := genTeam.Draw(t, "team")
		checkDays(t, q)
		reference, lengths := bookingtest.New(q.calendar, q.from, q.to), map[int]bool{}
		for i, start := range reference.Starts() {
			if i%30 != 0 {
				continue
			}
			choice, no := q.calendar.At(q.ask, start)
			if want := reference.Reason(q.ask, start); reason(no) != want {
				t.Fatalf("At(%s) is %q, want %q", start, reason(no), want)
			}
			if no != nil {
				if no.Kind == booking.Room && no.Reason != booking.KindMissing {
					delete(missed, "no room for somebody who is free")
				}
				continue
			}
			if want := reference.Choice(q.ask, start); !slices.Equal(choice.Resources, want) {
				t.Fatalf("At(%s) takes %v, want %v", start, choice.Resources, want)
			}
			if lengths[int(choice.End.Sub(choice.Start).Minutes())] = true; len(lengths) > 1 {
				delete(missed, "several lengths on one day")
			}
			if len(choice.Waived) > 0 {
				delete(missed, "less is waived")
			}
		}
	})
	for what := range missed {
		t.Errorf("never met: %s", what)
	}
}
