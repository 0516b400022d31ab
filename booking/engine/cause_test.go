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

// Taking away what a Refusal names takes away that Refusal: the panel's answer
// to "why is this time not offered?" is true.
func TestRemovingTheCauseRemovesTheReason(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := genQuestion.Draw(t, "question")
		for _, start := range bookingtest.New(q.calendar, q.from, q.to).Starts() {
			if start.Minute()%q.calendar.Company.StepMin != 0 || rapid.IntRange(0, 9).Draw(t, "this one") > 0 {
				continue
			}
			if _, no := q.calendar.At(q.ask, start); no != nil {
				checkCause(t, q, start, *no)
			}
		}
	})
}

func checkCause(t *rapid.T, q question, start time.Time, no engine.Refusal) {
	c, a := without(q, start, no)
	_, still := c.At(a, start)
	if still != nil && sameRefusal(*still, no) {
		t.Fatalf("At(%s) still says %+v without its cause", start, no)
	}
}

// without is the company and the asker without the cause of a Refusal.
func without(q question, start time.Time, no engine.Refusal) (*engine.Calendar, engine.Ask) {
	c, a := *q.calendar, q.ask
	c.Services, c.Resources = slices.Clone(c.Services), slices.Clone(c.Resources)
	c.Exceptions, c.Occupied = slices.Clone(c.Exceptions), slices.Clone(c.Occupied)
	around := booking.DateOf(start, c.Company.Zone).AddDays(-2)
	switch no.Reason {
	case booking.ServiceInactive:
		c.Services[0].Active = true
	case booking.NoResource, booking.KindMissing, booking.ResourceInactive:
		for i := range c.Resources {
			c.Resources[i].Active = true
		}
		c.Services[0].Resources = append(slices.Clone(c.Services[0].Resources), c.Resources[0].ID)
	case booking.OffGrid:
		c.Services[0].StepMin = 5
	case booking.LeavesGap:
		c.Services[0].Starts, c.Services[0].StepMin = booking.StepStarts, 5
	case booking.InPast:
		a.Now = start
	case booking.TooSoon:
		c.Company.MinNoticeMin = 0
	case booking.TooFar:
		c.Company.HorizonDays = 1000
	case booking.OutsideHours:
		i := slices.IndexFunc(c.Resources, func(r booking.Resource) bool { return r.ID == no.Resource })
		c.Resources[i].Weekly, c.Resources[i].Schedules, c.Resources[i].Days = nil, nil, nil
		for day := range 5 {
			weekday := around.AddDays(day).Weekday()
			c.Resources[i].Weekly = append(c.Resources[i].Weekly, booking.WeeklyInterval{Weekday: weekday, To: booking.DayEnd})
		}
	case booking.Excepted:
		c.Exceptions = slices.DeleteFunc(c.Exceptions, func(e booking.Exception) bool { return e.ID == no.Exception })
	case booking.Occupied, booking.Held:
		c.Occupied = slices.DeleteFunc(c.Occupied, func(o engine.Occupancy) bool {
			return o.Booking == no.Booking && o.Hold == no.Hold
		})
	}
	return &c, a
}

// Another exception, booking or hold never adds a slot, but where starts go by what is
// left beside them.
func TestBlockingNeverAddsASlot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := everyStep(genQuestion.Draw(t, "question"))
		before := starts(t, q)
		more := *q.calendar
		if rapid.Bool().Draw(t, "exception") {
			more.Exceptions = append(slices.Clone(more.Exceptions), genException(t, 90, q.from, q.calendar))
		} else {
			more.Occupied = append(slices.Clone(more.Occupied), genOccupancy(t, 91, q.from, q.calendar))
		}
		q.calendar = &more
		for start := range starts(t, q) {
			if !before[start] {
				t.Fatalf("%s was not offered before", time.Unix(start, 0).In(more.Company.Zone))
			}
		}
	})
}

// A choice's own span, once booked, refuses the same start by that booking.
func TestBookedChoiceIsGone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := genQuestion.Draw(t, "question")
		q.ask.Booking = ""
		days, _ := q.calendar.Days(q.ask, q.from, q.to)
		var slots []booking.Slot
		for _, d := range days {
			slots = append(slots, d.Slots...)
		}
		if len(slots) == 0 {
			return
		}
		slot := rapid.SampledFrom(slots).Draw(t, "slot")
		choice, no := q.calendar.At(q.ask, slot.Start)
		if no != nil || choice.Slot != slot {
			t.Fatalf("At(%s) is %+v, %+v", slot.Start, choice, no)
		}
		q.ask.Resource = choice.Resources[0]
		booked := *q.calendar
		booked.Occupied = append(slices.Clone(booked.Occupied),
			engine.Occupancy{Resource: choice.Resources[0], Booking: "new", Span: choice.Occupied})
		if _, no := booked.At(q.ask, slot.Start); no == nil || no.Reason != booking.Occupied || no.Booking != "new" {
			t.Fatalf("it can be booked again: %+v", no)
		}
		q.ask.Booking = "new"
		if _, no := booked.At(q.ask, slot.Start); no != nil {
			t.Fatalf("it cannot be moved to where it is: %+v", no)
		}
	})
}
