package booking

import (
	"slices"
	"time"
)

// Snapshot is a booking as somebody has been told of it.
type Snapshot struct {
	Status    Status    `json:"status"`
	Service   ID        `json:"service"`
	Resources []ID      `json:"resources"`
	Start     time.Time `json:"start"`
	End       time.Time `json:"end"`
	Deleted   bool      `json:"deleted,omitempty"` // counts like cancelled
}

// Snapshot of the booking as it stands.
func (b Booking) Snapshot() Snapshot {
	return Snapshot{Status: b.Status, Service: b.Service, Resources: b.Resources, Start: b.Start, End: b.End, Deleted: b.Deleted}
}

// InForce says whether the booking stands.
func (s Snapshot) InForce() bool { return s.Status.Occupies() && !s.Deleted }

// NetEvent is what to tell somebody who knows a booking as before (nil: not at
// all) and would find it as now; acted is what was done first since then. It is
// false when there is nothing to tell, with the reason.
func NetEvent(before *Snapshot, now Snapshot, acted Event) (event Event, reason string, tell bool) {
	switch {
	case acted.Topic() != AboutBooking:
		if !now.InForce() {
			return acted, DropGone, false
		}
		return acted, "", true
	case before == nil:
		return netOfUnknown(now, acted)
	case before.InForce() && !now.InForce():
		if now.Status == Rejected && !now.Deleted {
			return BookingRejected, "", true
		}
		return BookingCancelled, "", true
	case !now.InForce():
		return acted, DropUndone, false
	case !before.InForce():
		return BookingRestored, "", true
	case !before.Start.Equal(now.Start):
		return BookingMoved, "", true
	case !before.End.Equal(now.End), before.Service != now.Service, !sameIDs(before.Resources, now.Resources):
		return BookingChanged, "", true
	case before.Status == Pending && now.Status != Pending:
		return BookingConfirmed, "", true
	case before.Status != Pending && now.Status == Pending:
		return BookingChanged, "", true
	}
	return acted, DropUndone, false
}

// netOfUnknown trusts the act, as far as the booking bears it out.
func netOfUnknown(now Snapshot, acted Event) (Event, string, bool) {
	switch acted {
	case BookingCreated:
		if !now.InForce() {
			return acted, DropGone, false
		}
	case BookingCancelled, BookingRejected:
		if now.InForce() {
			return acted, DropUndone, false
		}
	default:
		if !now.InForce() {
			return BookingCancelled, "", true
		}
	}
	return acted, "", true
}

func sameIDs(a, b []ID) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
