package booking

import (
	"fmt"
	"hash/fnv"
	"slices"
)

// What becomes of a booking that an exception, or another change of the setup, hits.
const (
	ResolveKeep   = "keep"   // it stays, over the exception or outside hours
	ResolveMove   = "move"   // to another resource of the same kind, at the same time
	ResolveCancel = "cancel" // with a reason
)

// Resolution is what was chosen for one booking that a change hits, and how the
// booking was when it was chosen.
type Resolution struct {
	Booking ID
	Seen    string // version tag of the booking that was shown
	Do      string // ResolveKeep, ResolveMove or ResolveCancel
	To      ID     // the other resource, for ResolveMove
}

// Resolutions are what a member says about the bookings that his change of the setup
// hits (hours, services, resources, the zone), and what has been done with them.
type Resolutions struct {
	Chosen []Resolution // of the bookings that he was shown; none while he was shown none
	Reason string       // of cancellations, "" for none

	Moved, Cancelled int // how many, once the change is saved
}

// VersionTag changes with everything about a booking that a resolution depends on.
func (b Booking) VersionTag() string {
	resources := slices.Sorted(slices.Values(b.Resources))
	h := fnv.New64a()
	fmt.Fprint(h, b.Status, b.Service, b.Start.Unix(), b.End.Unix(), resources, b.Price)
	return fmt.Sprintf("%x", h.Sum64())
}
