package setup

import (
	"slices"

	"okno/booking"
)

// HoursChange is what becomes of some of a resource's dated schedules and of its
// own days: those that were seen go, and the next ones come in their place. What
// is not as it was seen is never overwritten. Turned around it takes itself back.
type HoursChange struct {
	Resource        booking.ID
	Schedules, Next []booking.Schedule
	Days, NextDays  []booking.OwnDay
	Whole           bool      // Schedules are all that the resource has
	Seen            *SeenDays // nil where the change follows from nothing else
}

// SeenDays are all own days of some dates, as whoever makes the change has seen them:
// where they are others by now, the change follows from what is not so any more.
type SeenDays struct {
	First, Last booking.Date
	Days        []booking.OwnDay
}

// Back is the change that takes this one back.
func (c HoursChange) Back() HoursChange {
	return HoursChange{Resource: c.Resource, Schedules: c.Next, Next: c.Schedules, Days: c.NextDays, NextDays: c.Days, Whole: c.Whole}
}

// ApplyHours holds the change against the resource as it is stored.
func ApplyHours(r booking.Resource, c HoursChange) (booking.Resource, error) {
	conflict := booking.Fail(booking.Conflict, "hours.conflict")
	if c.Seen != nil && !booking.SameDays(r.DaysWithin(c.Seen.First, c.Seen.Last), c.Seen.Days) {
		return r, conflict
	}
	if c.Whole && len(r.Schedules) != len(c.Schedules) {
		return r, conflict
	}
	r.Schedules, r.Days = slices.Clone(r.Schedules), slices.Clone(r.Days)
	for _, s := range c.Schedules {
		i := slices.IndexFunc(r.Schedules, func(o booking.Schedule) bool { return o.From == s.From })
		if i < 0 || !booking.SameSchedules(r.Schedules[i:i+1], []booking.Schedule{s}) {
			return r, conflict
		}
		r.Schedules = slices.Delete(r.Schedules, i, i+1)
	}
	for _, d := range c.Days {
		i := slices.IndexFunc(r.Days, func(o booking.OwnDay) bool { return o.Date == d.Date })
		if i < 0 || !booking.SameDays(r.Days[i:i+1], []booking.OwnDay{d}) {
			return r, conflict
		}
		r.Days = slices.Delete(r.Days, i, i+1)
	}
	for _, s := range c.Next {
		if slices.ContainsFunc(r.Schedules, func(o booking.Schedule) bool { return o.From == s.From }) {
			return r, booking.Fail(booking.Conflict, "hours.conflict.from")
		}
		r.Schedules = append(r.Schedules, s)
	}
	for _, d := range c.NextDays {
		if slices.ContainsFunc(r.Days, func(o booking.OwnDay) bool { return o.Date == d.Date }) {
			return r, conflict
		}
		r.Days = append(r.Days, d)
	}
	booking.SortSchedules(r.Schedules)
	booking.SortDays(r.Days)
	if len(r.Schedules) > booking.MaxSchedules || len(r.Days) > booking.MaxOwnDays {
		return r, booking.Fail(booking.Invalid, "hours.problem.many")
	}
	return r, nil
}
