package exceptions_test

import (
	"testing"

	"okno/booking"
	"okno/booking/exceptions"
)

func TestClosedOnAsksForTheWholeCompanyAllDay(t *testing.T) {
	date := func(day int) booking.Date { return booking.Date{Year: 2026, Month: 12, Day: day} } // the 14th is a Monday
	last := date(18)
	closed := booking.Exception{FromDate: date(14), ToDate: &last, WholeDay: true}
	change := func(change func(*booking.Exception)) booking.Exception {
		e := closed
		change(&e)
		return e
	}
	for what, c := range map[string]struct {
		e    booking.Exception
		day  int
		want bool
	}{
		"the first date":   {closed, 14, true},
		"the last date":    {closed, 18, true},
		"before":           {closed, 13, false},
		"after":            {closed, 19, false},
		"without an end":   {change(func(e *booking.Exception) { e.ToDate = nil }), 31, true},
		"hours":            {change(func(e *booking.Exception) { e.WholeDay = false }), 14, false},
		"a resource":       {change(func(e *booking.Exception) { e.Resource = "r" }), 14, false},
		"a service":        {change(func(e *booking.Exception) { e.Service = "s" }), 14, false},
		"another weekday":  {change(func(e *booking.Exception) { e.Weekdays = []int{2, 3} }), 14, false},
		"one of its days":  {change(func(e *booking.Exception) { e.Weekdays = []int{1, 3} }), 14, true},
		"the only weekday": {change(func(e *booking.Exception) { e.Weekdays = []int{5} }), 18, true},
	} {
		if got := exceptions.ClosedOn([]booking.Exception{c.e}, date(c.day)); got != c.want {
			t.Errorf("%s: closed %v", what, got)
		}
	}
}
