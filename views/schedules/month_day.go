package schedules

import (
	"okno/booking"
	"okno/booking/engine"
	"okno/views"
	"okno/views/day"
)

// MonthDay is a cell of the month.
type MonthDay struct {
	W          *views.Words
	Date       booking.Date
	Out        bool // of another month
	Today      bool
	Past       bool
	State      engine.LoadState
	Word       string // «занято 62 %»
	Starts     string // «12 свободных начал», "" where none or no service
	Busy       int    // shares of the hours worked, in percent, for the bar: booked,
	Blocked    int    // taken away by exceptions; what is left is free
	Exceptions []MonthException
	More       int // further ones
	Label      string
	URL        string
	BlockURL   string
}

// MonthException is an exception in a cell.
type MonthException struct{ Text string }

// exceptionsShown in a cell; the others are counted.
const exceptionsShown = 2

func (m Month) day(d engine.DayLoad) MonthDay {
	c := MonthDay{
		W: m.W, Date: d.Date, State: d.State(), Today: d.Date == m.Today, Past: d.Date.Before(m.Today),
		Out: d.Date.Month != m.First.Month,
		URL: m.Query.In("day").At(d.Date).URL(),
	}
	c.Word = day.LoadWord(m.W, d, m.Today)
	if worked := d.Open + d.Closed; worked > 0 {
		c.Busy, c.Blocked = share(d.Booked, worked), share(d.Closed, worked)
	}
	if c.State == engine.LoadFull && d.Offered {
		c.Busy = 100 - c.Blocked // nothing of it can be had
	}
	if m.Service != nil && d.Starts > 0 {
		c.Starts = m.W.T("plan.free", "count", d.Starts)
	}
	for i, e := range d.Exceptions {
		if i < exceptionsShown {
			text := e.Reason
			if text == "" {
				text = m.W.T("board.blocked")
			}
			c.Exceptions = append(c.Exceptions, MonthException{text})
		} else {
			c.More++
		}
	}
	c.Label = m.label(c, len(d.Exceptions))
	if m.MayBlock && !c.Past {
		c.BlockURL = exceptionURL(d.Date, d.Date, m.Query.Resource, m.Query.Service)
	}
	return c
}

// label is the whole cell for those who do not see it.
func (m Month) label(c MonthDay, exceptions int) string {
	text := m.W.DayMonth(c.Date) + ": " + c.Word
	if c.Starts != "" {
		text += ", " + c.Starts
	}
	if exceptions > 0 {
		text += ", " + m.W.T("month.exceptions", "count", exceptions)
	}
	for _, e := range c.Exceptions {
		text += ", " + e.Text
	}
	return text
}

// share in percent; what is there is seen, however little.
func share(part, whole int) int {
	if part == 0 {
		return 0
	}
	return max(3, part*100/whole)
}

// Class are the classes of a cell, put together here: a month has 42.
func (c MonthDay) Class() string {
	class := "month-day is-" + string(c.State)
	for _, is := range []struct {
		so   bool
		name string
	}{{c.Out, " is-out"}, {c.Past, " is-past"}, {c.Today, " is-today"}} {
		if is.so {
			class += is.name
		}
	}
	return class
}

// Icon says the state by shape.
func (c MonthDay) Icon() string {
	switch c.State {
	case engine.LoadClosed:
		return "moon"
	case engine.LoadFull:
		if !c.Past {
			return "lock"
		}
	}
	return ""
}

// BlockedFrom is where the bar's blocked part begins.
func (c MonthDay) BlockedFrom() int { return 100 - c.Blocked }
