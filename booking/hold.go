package booking

import "time"

// Hold is a slot that a visitor is filling in right now. Until it expires it
// occupies like a booking for everybody but him.
type Hold struct {
	ID        ID
	Form      ID
	Service   ID
	Resources []ID
	Visitor   string // who holds it; nothing personal
	Start     time.Time
	End       time.Time
	Occupied  Span // with the buffers
	CreatedAt time.Time
	Expires   time.Time
}

// The bounds of a hold: how long it lasts without a sign of life, how long in
// all, and how many one visitor may have at a time; and how many one address,
// where an office or a mobile network may sit behind it.
const (
	HoldFor            = 5 * time.Minute
	HoldAtMost         = 20 * time.Minute
	MaxHolds           = 2
	MaxHoldsPerAddress = 12
)

// Live says whether the hold still occupies.
func (h Hold) Live(now time.Time) bool { return now.Before(h.Expires) }

// Prolonged is when a hold that gives a sign of life now expires: never earlier
// than it would have, and never later than HoldAtMost after its making.
func (h Hold) Prolonged(now time.Time) time.Time {
	expires := now.Add(HoldFor)
	if last := h.CreatedAt.Add(HoldAtMost); expires.After(last) {
		expires = last
	}
	if expires.Before(h.Expires) {
		return h.Expires
	}
	return expires
}
