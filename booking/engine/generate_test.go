package engine_test

import (
	"fmt"
	"slices"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/engine"
)

// changes are dates on which a zone's clocks did what a naive reckoning gets
// wrong: a change on the date or on the night before it.
var changes = []struct{ zone, date, what string }{
	{"Europe/Moscow", "2026-12-07", "no change at all"},
	{"Europe/Moscow", "2014-10-26", "the standard offset itself changed"},
	{"Europe/London", "2026-03-29", "01:00 becomes 02:00"},
	{"Europe/London", "2026-10-25", "01:00 to 02:00 twice"},
	{"America/New_York", "2026-03-08", "02:00 becomes 03:00"},
	{"America/New_York", "2026-11-01", "01:00 to 02:00 twice"},
	{"Australia/Lord_Howe", "2026-10-04", "half an hour forward"},
	{"Australia/Lord_Howe", "2026-04-05", "half an hour back"},
	{"Asia/Kathmandu", "2026-06-01", "five hours and three quarters"},
	{"Pacific/Chatham", "2026-09-27", "02:45 becomes 03:45"},
	{"Pacific/Chatham", "2026-04-05", "02:45 to 03:45 twice"},
	{"America/Nuuk", "2026-03-28", "23:00 becomes midnight"},
	{"America/Nuuk", "2026-10-24", "23:00 to midnight twice"},
	{"Africa/Cairo", "2026-04-24", "no midnight"},
	{"Africa/Cairo", "2026-10-29", "23:00 to midnight twice"},
	{"Asia/Beirut", "2026-03-29", "no midnight"},
	{"Asia/Beirut", "2026-10-24", "23:00 to midnight twice"},
	{"America/Santiago", "2026-09-06", "no midnight"},
	{"America/Santiago", "2026-04-04", "23:00 to midnight twice"},
	{"America/Asuncion", "2023-10-01", "no midnight"},
	{"America/Havana", "2026-03-08", "no midnight"},
	{"America/Havana", "2026-11-01", "midnight to 01:00 twice"},
	{"America/Sao_Paulo", "2018-11-04", "no midnight"},
	{"America/Sao_Paulo", "2018-02-17", "23:00 to midnight twice"},
	{"America/St_Johns", "2010-03-14", "00:01 becomes 01:01"},
	{"America/St_Johns", "2010-11-07", "a minute of the date, then an hour of the one before"},
	{"Antarctica/Troll", "2026-03-29", "two hours forward"},
	{"Antarctica/Troll", "2026-10-25", "two hours back"},
	{"Africa/Casablanca", "2026-02-15", "an hour back for Ramadan"},
	{"Pacific/Apia", "2011-12-30", "the date does not exist"},
	{"Asia/Pyongyang", "2018-05-05", "23:30 becomes midnight"},
	{"America/Caracas", "2016-05-01", "half an hour forward for good"},
}

// question is a random company, somebody who asks, and the dates he asks about.
type question struct {
	calendar *engine.Calendar
	ask      engine.Ask
	from, to booking.Date
}

// genQuestion makes small companies around changes of the clocks, crowded
// enough that every rule says both yes and no.
var genQuestion = rapid.Custom(func(t *rapid.T) question {
	change := rapid.SampledFrom(changes).Draw(t, "change")
	location, err := time.LoadLocation(change.zone)
	if err != nil {
		t.Fatal(err)
	}
	date, _ := booking.ParseDate(change.date)
	from := date.AddDays(rapid.IntRange(-2, 1).Draw(t, "from"))
	to := from.AddDays(rapid.IntRange(0, 2).Draw(t, "days"))
	c := &engine.Calendar{
		Company: booking.Company{
			Zone:         location,
			StepMin:      rapid.SampledFrom(booking.Steps).Draw(t, "step"),
			MinNoticeMin: rapid.SampledFrom([]int{0, 0, 45, 1500}).Draw(t, "notice"),
			HorizonDays:  rapid.SampledFrom([]int{1, 2, 60}).Draw(t, "horizon"),
			Starts:       rapid.SampledFrom([]booking.Starts{"", "", booking.NextStarts, booking.FullStarts}).Draw(t, "starts"),
		},
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "resources") {
		r := genResource(t, i)
		genDated(t, &r, from)
		c.Resources = append(c.Resources, r)
	}
	for i := range 2 {
		c.Services = append(c.Services, genService(t, i, c.Resources))
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "exceptions") {
		c.Exceptions = append(c.Exceptions, genException(t, i, from, c))
	}
	for i := range rapid.IntRange(0, 8).Draw(t, "occupied") {
		c.Occupied = append(c.Occupied, genOccupancy(t, i, from, c))
	}
	return question{c, genAsk(t, from, c), from, to}
})

// everyStep is the question without rule 7.
func everyStep(q question) question {
	c := *q.calendar
	c.Company.Starts, c.Services = "", slices.Clone(c.Services)
	for i := range c.Services {
		c.Services[i].Starts = ""
	}
	q.calendar = &c
	return q
}

// genStaffQuestion is a question of staff, who may go over some of the rules.
var genStaffQuestion = rapid.Custom(func(t *rapid.T) question {
	q := genQuestion.Draw(t, "question")
	q.ask.Waive = booking.Waive(rapid.SliceOfN(rapid.SampledFrom(booking.Reasons), 0, 8).Draw(t, "waived")...)
	return q
})

func genAsk(t *rapid.T, from booking.Date, c *engine.Calendar) engine.Ask {
	a := engine.Ask{
		Service: "service 0",
		Now: engine.Instant(from, 0, c.Company.Zone).
			Add(time.Duration(rapid.IntRange(-2*86400, 86400).Draw(t, "now")) * time.Second),
		Hold:    rapid.SampledFrom([]booking.ID{"", "taken 0", "taken 1"}).Draw(t, "own hold"),
		Booking: rapid.SampledFrom([]booking.ID{"", "taken 2", "taken 3"}).Draw(t, "own booking"),
	}
	if linked := c.Services[0].Resources; rapid.Bool().Draw(t, "wish") && len(linked) > 0 {
		a.Resource = rapid.SampledFrom(linked).Draw(t, "wished")
	}
	return a
}

func rare(t *rapid.T, label string) bool { return rapid.IntRange(0, 9).Draw(t, label) == 9 }

func genResource(t *rapid.T, i int) booking.Resource {
	r := booking.Resource{
		ID:     booking.ID(fmt.Sprint("resource ", i)),
		Kind:   rapid.SampledFrom(booking.Kinds).Draw(t, "kind"),
		Active: !rare(t, "switched off"),
	}
	for range rapid.IntRange(1, 3).Draw(t, "intervals") {
		from, to := genClock(t), genClock(t)
		weekdays := []int{1, 2, 3, 4, 5, 6, 7}
		if rare(t, "one weekday") {
			weekdays = []int{rapid.IntRange(1, 7).Draw(t, "weekday")}
		}
		for _, weekday := range weekdays {
			r.Weekly = append(r.Weekly, booking.WeeklyInterval{Weekday: weekday, From: from, To: to})
		}
	}
	return r
}

// genDated gives every other resource schedules and days of its own around from.
func genDated(t *rapid.T, r *booking.Resource, from booking.Date) {
	if rapid.Bool().Draw(t, "undated") {
		return
	}
	begun := map[int]bool{}
	for range rapid.IntRange(0, 3).Draw(t, "schedules") {
		after := rapid.IntRange(-9, 3).Draw(t, "schedule from")
		if begun[after] {
			continue
		}
		begun[after] = true
		s := booking.Schedule{
			From:      from.AddDays(after),
			CycleDays: rapid.SampledFrom([]int{1, 2, 3, 4, 7, 7, 14, 21, 56}).Draw(t, "cycle"),
			Anchor:    from.AddDays(rapid.IntRange(-70, 70).Draw(t, "anchor")),
		}
		if rapid.Bool().Draw(t, "schedule ends") {
			to := s.From.AddDays(rapid.IntRange(0, 10).Draw(t, "schedule days"))
			s.To = &to
		}
		for day := 1; day <= s.CycleDays; day++ {
			for range rapid.SampledFrom([]int{0, 1, 1, 2}).Draw(t, "intervals of a day") {
				s.Hours = append(s.Hours, booking.CycleInterval{Day: day, From: genClock(t), To: genClock(t)})
			}
		}
		r.Schedules = append(r.Schedules, s)
	}
	for after := -2; after <= 3; after++ {
		if rapid.IntRange(0, 3).Draw(t, "own day") == 3 {
			own := booking.OwnDay{Date: from.AddDays(after)}
			for range rapid.IntRange(0, 2).Draw(t, "intervals of its own") {
				own.Hours = append(own.Hours, booking.Interval{From: genClock(t), To: genClock(t)})
			}
			r.Days = append(r.Days, own)
		}
	}
	booking.SortSchedules(r.Schedules)
}

// genClock favours the times around which clocks change.
func genClock(t *rapid.T) booking.Clock {
	return booking.Clock(rapid.OneOf(
		rapid.SampledFrom([]int{0, 0, 1440, 1, 60, 90, 120, 135, 150, 180, 1380, 1410}),
		rapid.IntRange(0, 1440),
	).Draw(t, "clock"))
}

func genService(t *rapid.T, i int, resources []booking.Resource) booking.Service {
	s := booking.Service{
		ID:              booking.ID(fmt.Sprint("service ", i)),
		Active:          !rare(t, "service off"),
		DurationMin:     rapid.OneOf(rapid.IntRange(5, 120), rapid.SampledFrom([]int{5, 60, 1440})).Draw(t, "duration"),
		BufferBeforeMin: rapid.SampledFrom([]int{0, 0, 7, 30, 720}).Draw(t, "before"),
		BufferAfterMin:  rapid.SampledFrom([]int{0, 0, 10, 45, 720}).Draw(t, "after"),
		StepMin:         rapid.SampledFrom(append([]int{0, 0}, booking.Steps...)).Draw(t, "own step"),
		Starts:          rapid.SampledFrom([]booking.Starts{"", "", "", booking.StepStarts, booking.NextStarts, booking.FullStarts}).Draw(t, "own starts"),
	}
	for _, r := range resources {
		if !rare(t, "not linked") {
			s.Resources = append(s.Resources, r.ID)
			if length := genLength(t); r.Kind == booking.Staff && length > 0 {
				s.Terms = append(s.Terms, booking.Terms{Resource: r.ID, DurationMin: length})
			}
		}
	}
	return s
}

// genLength is a length of somebody's own, 0 for none.
func genLength(t *rapid.T) int {
	return rapid.OneOf(rapid.SampledFrom([]int{0, 0, 20, 45, 1440}), rapid.IntRange(5, 120)).Draw(t, "own length")
}

func genException(t *rapid.T, i int, from booking.Date, c *engine.Calendar) booking.Exception {
	e := booking.Exception{
		ID:       booking.ID(fmt.Sprint("exception ", i)),
		FromDate: from.AddDays(rapid.IntRange(-2, 2).Draw(t, "excepted from")),
		WholeDay: rapid.Bool().Draw(t, "whole day"),
		From:     genClock(t),
		To:       genClock(t),
		Weekdays: rapid.SliceOfNDistinct(rapid.IntRange(1, 7), 0, 3, rapid.ID).Draw(t, "weekdays"),
	}
	if !rare(t, "open end") {
		to := e.FromDate.AddDays(rapid.IntRange(0, 2).Draw(t, "excepted days"))
		e.ToDate = &to
	}
	switch rapid.IntRange(0, 2).Draw(t, "scope") {
	case 1:
		e.Service = rapid.SampledFrom(c.Services).Draw(t, "excepted service").ID
	case 2:
		e.Resource = rapid.SampledFrom(c.Resources).Draw(t, "excepted resource").ID
	}
	return e
}

func genOccupancy(t *rapid.T, i int, from booking.Date, c *engine.Calendar) engine.Occupancy {
	begin := engine.Instant(from, 0, c.Company.Zone).
		Add(time.Duration(rapid.IntRange(-1440, 3*1440).Draw(t, "taken from")) * time.Minute)
	length := rapid.OneOf(rapid.IntRange(5, 120), rapid.IntRange(5, 1500)).Draw(t, "taken for")
	o := engine.Occupancy{
		Resource: rapid.SampledFrom(c.Resources).Draw(t, "taken").ID,
		Span:     booking.Span{From: begin, To: begin.Add(time.Duration(length) * time.Minute)},
	}
	if id := booking.ID(fmt.Sprint("taken ", i)); rapid.Bool().Draw(t, "hold") {
		o.Hold = id
	} else {
		o.Booking = id
	}
	return o
}
