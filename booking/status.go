package booking

import (
	"slices"
	"time"
)

// Status is where a booking stands.
type Status string

const (
	Pending   Status = "pending"
	Confirmed Status = "confirmed"
	Arrived   Status = "arrived"
	Completed Status = "completed"
	NoShow    Status = "no_show"
	Cancelled Status = "cancelled"
	Rejected  Status = "rejected"
)

// Statuses in the order of a booking's life.
var Statuses = []Status{Pending, Confirmed, Arrived, Completed, NoShow, Cancelled, Rejected}

// Vacant are the statuses that occupy no time. The exclusion constraint of the
// database names the same two; a test in package db holds them together.
var Vacant = []Status{Cancelled, Rejected}

// Occupies says whether a booking of this status takes up its time.
func (s Status) Occupies() bool { return !slices.Contains(Vacant, s) }

// Valid says whether s is one of Statuses.
func (s Status) Valid() bool { return slices.Contains(Statuses, s) }

// goes says whether an act takes a booking from s to next (ActRules).
func (s Status) goes(next Status) bool {
	for _, rule := range ActRules {
		if rule.To == next && rule.Takes(s) {
			return true
		}
	}
	return false
}

// CanMove says whether staff may take a booking from s to next: a step forward,
// or one step back to undo. A step back from cancelled or rejected leads to
// confirmed only, and only if the time is still free, which the caller checks.
func (s Status) CanMove(next Status) bool {
	return s.goes(next) || s.Occupies() && next.Occupies() && next.goes(s)
}

// arrivesBefore is how long before its start somebody comes to a visit: earlier
// than that it is another one that is meant.
const arrivesBefore = 2 * time.Hour

// Early says whether the visit cannot have come to the status yet: nobody has
// stayed away from, or been through, what has not begun. Whoever says so is asked.
func (b Booking) Early(to Status, now time.Time) bool {
	switch to {
	case NoShow, Completed:
		return now.Before(b.Start)
	case Arrived:
		return now.Before(b.Start.Add(-arrivesBefore))
	}
	return false
}
