package report

import (
	"slices"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// AnyHour is the hour of an Unmet search that says none, AnyDay of one that says no day either.
const (
	AnyHour = -1
	AnyDay  = -2
)

// Unmet is a search that ended without a slot: of a service, and a resource where one was asked for, on a date of the company,
// from its start on in an hour of the company's clock, 0 to 23, or AnyHour. With AnyDay it is for the date and the rest of its month.
type Unmet struct {
	Service  booking.ID
	Resource booking.ID // "" for any
	Date     booking.Date
	Hour     int
}

// Obstacle is what an Unmet search met.
type Obstacle string

const (
	Met    Obstacle = "met"    // none: there is a slot, or nobody could have one there, since it is over, too soon or too far
	Taken  Obstacle = "taken"  // all resources are booked or held, or an exception is in the way
	Closed Obstacle = "closed" // only working hours: with longer ones there would be a slot
)

// Until is the last date that was looked at.
func (u Unmet) Until() booking.Date {
	if u.Hour != AnyDay {
		return u.Date
	}
	return lastOfMonth(u.Date)
}

// Obstacle is what stands in the way in a calendar with everyone who is occupied on the dates that were looked at. It asks the
// engine at most five times. Errors are the engine's.
func (u Unmet) Obstacle(c *engine.Calendar, now time.Time) (Obstacle, error) {
	today := booking.DateOf(now, c.Company.Zone)
	if u.Date.Before(today) || today.AddDays(c.Company.HorizonDays).Before(u.Date) {
		return Met, nil
	}
	if u.Hour >= 0 && !engine.Instant(u.Date, booking.Clock(u.Hour*60+60), c.Company.Zone).After(now.Add(time.Duration(c.Company.MinNoticeMin)*time.Minute)) {
		return Met, nil
	}
	empty := *c
	empty.Occupied = nil
	for _, look := range []struct {
		calendar *engine.Calendar
		waive    booking.Waiver
		means    Obstacle // that there is a slot
	}{
		{c, 0, Met},
		{&empty, 0, Taken},
		{&empty, u.over(), Met}, // the day or the hour is over, or begins too soon
		{c, booking.Waive(booking.OutsideHours), Closed},
	} {
		days, err := look.calendar.Days(engine.Ask{Service: u.Service, Resource: u.Resource, Now: now, Waive: look.waive}, u.Date, u.Until())
		if err != nil {
			return Met, err
		}
		if slices.ContainsFunc(days, u.finds) {
			return look.means, nil
		}
	}
	return Taken, nil
}

// over waives what makes a day or an hour one that nobody can have. What is left of a month is never over: its last day is yet to come.
func (u Unmet) over() booking.Waiver {
	if u.Hour == AnyDay {
		return 0
	}
	return booking.Waive(booking.TooSoon, booking.InPast)
}

// finds says whether the day has a slot for it.
func (u Unmet) finds(d engine.Day) bool {
	return slices.ContainsFunc(d.Slots, func(s booking.Slot) bool { return u.Hour < 0 || s.Start.Hour() == u.Hour })
}
