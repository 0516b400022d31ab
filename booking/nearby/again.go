package nearby

import (
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// AgainWeeks is how many weeks on Again looks at; AgainDays how many dates before and after the wanted one.
const (
	AgainWeeks = 8
	AgainDays  = 3
)

// Repeat is the same time of the week, some weeks on.
type Repeat struct {
	Weeks  int
	Wanted time.Time
	Slot   booking.Slot // the free start nearest to it, on its date before any other; zero where the days around it have none
}

// Again says where a visit at start could be repeated in each of the next AgainWeeks: at the
// same time on the wall clock of the same weekday, or as near to that as is free. Weeks are counted from
// start, or, where that is over, from the last date of its weekday that is not after today.
//
// It needs the occupancies of the dates of AgainDates.
func Again(c *engine.Calendar, a engine.Ask, start time.Time) []Repeat {
	from, to := AgainDates(c, a, start)
	days, err := c.Days(a, from, to)
	if err != nil {
		return nil
	}
	clock := booking.ClockOf(start.In(c.Company.Zone))
	all := make([]Repeat, AgainWeeks)
	for i := range all {
		at := 7*i + AgainDays // its date's place in days
		all[i] = Repeat{Weeks: i + 1, Wanted: engine.Instant(days[at].Date, clock, c.Company.Zone)}
		var around []booking.Slot
		for _, day := range days[at-AgainDays : at+AgainDays+1] {
			around = append(around, day.Slots...)
		}
		for _, slots := range [][]booking.Slot{days[at].Slots, around} {
			if found := nearest(slots, all[i].Wanted, 1); len(found) > 0 {
				all[i].Slot = found[0]
				break
			}
		}
	}
	return all
}

// AgainDates are the first and the last date that Again looks at.
func AgainDates(c *engine.Calendar, a engine.Ask, start time.Time) (from, to booking.Date) {
	date := booking.DateOf(start, c.Company.Zone)
	if past := date.DaysUntil(booking.DateOf(a.Now, c.Company.Zone)); past > 0 {
		date = date.AddDays(past / 7 * 7)
	}
	return date.AddDays(7 - AgainDays), date.AddDays(7*AgainWeeks + AgainDays)
}
