package day

import (
	"net/url"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// WeekURL is the page of a resource's week that has the date.
func WeekURL(resource booking.ID, date booking.Date) string {
	return "/bookings/week?" + url.Values{"resource": {string(resource)}, "date": {date.String()}}.Encode()
}

// Beside makes timelines of several dates the same by the clock, so that they can
// stand beside each other: from the earliest beginning to the latest end of all.
// A row is then a reading of the clock, also where the clocks are changed.
func Beside(all []Timeline) []Timeline {
	first, last := booking.DayEnd, booking.Clock(0)
	for _, t := range all {
		from, to := t.Readings()
		first, last = min(first, from), max(last, to)
	}
	var beside []Timeline
	for _, t := range all {
		date, zone := booking.DateOf(t.From, t.From.Location()), t.From.Location()
		t.From, t.To = engine.Instant(date, first, zone), engine.Instant(date, last, zone)
		t.beside, t.turn = true, turnOf(t, first, int(last-first)/rowMinutes)
		beside = append(beside, t)
	}
	return beside
}

const rowMinutes = int(row / time.Minute)

func reading(t time.Time) booking.Clock { return booking.Clock(t.Hour()*60 + t.Minute()) }

// Readings are what the clock reads at both ends; midnight at the end is 24:00.
func (t Timeline) Readings() (from, to booking.Clock) {
	if booking.DateOf(t.From, t.From.Location()).Before(booking.DateOf(t.To, t.To.Location())) {
		return reading(t.From), booking.DayEnd
	}
	return reading(t.From), reading(t.To)
}

// turnOf is the change of the clocks within a timeline that is to begin at first and to have so many rows.
func turnOf(t Timeline, first booking.Clock, rows int) Turn {
	by := rows - int(t.To.Sub(t.From)/row)
	if by == 0 {
		return Turn{}
	}
	if reading(t.From) > first { // it would begin in an hour that the clocks skip
		return Turn{By: by}
	}
	_, changed := t.From.ZoneBounds()
	return Turn{At: int(changed.Sub(t.From) / row), By: by}
}

// Over is the timeline for the scripts, the zero Over where it is the grid's.
func (t Timeline) Over() Over {
	if !t.beside {
		return Over{}
	}
	return Over{From: t.From.Unix(), Turn: t.turn}
}

// Origin is the instant from which the rows of one near at are counted: From, but after the clocks were changed.
func (t Timeline) Origin(at time.Time) time.Time {
	if t.turn.By != 0 && int(at.Sub(t.From)/row) >= t.turn.At {
		return t.From.Add(-time.Duration(t.turn.By) * row)
	}
	return t.From
}
