package booking

import "slices"

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

// moves are the steps forward (domain.md, "Bookings").
var moves = map[Status][]Status{
	Pending:   {Confirmed, Rejected, Cancelled},
	Confirmed: {Arrived, Completed, NoShow, Cancelled},
	Arrived:   {Completed, Cancelled},
}

// CanMove says whether staff may take a booking from s to next: a step forward,
// or one step back to undo. A step back from cancelled or rejected leads to
// confirmed only, and only if the time is still free, which the caller checks.
func (s Status) CanMove(next Status) bool {
	if slices.Contains(moves[s], next) {
		return true
	}
	if !s.Occupies() {
		return next == Confirmed
	}
	return slices.Contains(moves[next], s)
}
