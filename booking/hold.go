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
	Last      time.Time // to when it can be prolonged at the most
}

// How long a hold lasts without a sign of life, and how long in all. One that is asked for
// without a view token, by whoever has opened no form, is shorter.
const (
	HoldFor         = 5 * time.Minute
	HoldAtMost      = 20 * time.Minute
	BlindHoldFor    = 2 * time.Minute
	BlindHoldAtMost = 6 * time.Minute
)

// ProlongStep is the least by which a sign of life moves the end of a hold: less is not
// worth writing, nor telling the boards.
const ProlongStep = time.Minute

// Live says whether the hold still occupies.
func (h Hold) Live(now time.Time) bool { return now.Before(h.Expires) }

// Prolonged is when a hold that gives a sign of life now expires: never earlier
// than it would have, and never later than its Last.
func (h Hold) Prolonged(now time.Time) time.Time {
	lasts := HoldFor
	if h.Last.Sub(h.CreatedAt) <= BlindHoldAtMost {
		lasts = BlindHoldFor
	}
	expires := now.Add(lasts)
	if expires.After(h.Last) {
		expires = h.Last
	}
	if expires.Sub(h.Expires) < ProlongStep {
		return h.Expires
	}
	return expires
}
