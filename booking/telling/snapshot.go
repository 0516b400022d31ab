package telling

import (
	"slices"
	"time"

	"okno/booking"
)

// Snapshot is a booking as somebody has been told of it.
type Snapshot struct {
	Status    booking.Status `json:"status"`
	Service   booking.ID     `json:"service"`
	Resources []booking.ID   `json:"resources"`
	Start     time.Time      `json:"start"`
	End       time.Time      `json:"end"`
	Price     *string        `json:"price,omitempty"`   // decimal, "" for none; nil for who was told before bookings had one
	Deleted   bool           `json:"deleted,omitempty"` // counts like cancelled
}

// SnapshotOf of the booking as it stands.
func SnapshotOf(b booking.Booking) Snapshot {
	return Snapshot{Status: b.Status, Service: b.Service, Resources: b.Resources, Start: b.Start, End: b.End, Price: &b.Price, Deleted: b.Deleted}
}

// InForce says whether the booking stands.
func (s Snapshot) InForce() bool { return s.Status.Occupies() && !s.Deleted }

func (s Snapshot) costsOther(now Snapshot) bool {
	return s.Price != nil && now.Price != nil && *s.Price != *now.Price
}

// NetEvent is what to tell somebody who knows a booking as before (nil: not at
// all) and would find it as now; acted is what was done first since then. It is
// false when there is nothing to tell, with the reason.
func NetEvent(before *Snapshot, now Snapshot, acted booking.Event) (event booking.Event, reason string, tell bool) {
	switch {
	case acted.Topic() != booking.AboutBooking:
		if !now.InForce() {
			return acted, DropGone, false
		}
		return acted, "", true
	case before == nil:
		return netOfUnknown(now, acted)
	case before.InForce() && !now.InForce():
		if now.Status == booking.Rejected && !now.Deleted {
			return booking.BookingRejected, "", true
		}
		return booking.BookingCancelled, "", true
	case !now.InForce():
		return acted, DropUndone, false
	case !before.InForce():
		return booking.BookingRestored, "", true
	case !before.Start.Equal(now.Start):
		return booking.BookingMoved, "", true
	case !before.End.Equal(now.End), before.Service != now.Service, !sameIDs(before.Resources, now.Resources), before.costsOther(now):
		return booking.BookingChanged, "", true
	case before.Status == booking.Pending && now.Status != booking.Pending:
		return booking.BookingConfirmed, "", true
	case before.Status != booking.Pending && now.Status == booking.Pending:
		return booking.BookingChanged, "", true
	}
	return acted, DropUndone, false
}

// netOfUnknown trusts the act, as far as the booking bears it out.
func netOfUnknown(now Snapshot, acted booking.Event) (booking.Event, string, bool) {
	switch acted {
	case booking.BookingCreated:
		if !now.InForce() {
			return acted, DropGone, false
		}
	case booking.BookingCancelled, booking.BookingRejected:
		if now.InForce() {
			return acted, DropUndone, false
		}
	default:
		if !now.InForce() {
			return booking.BookingCancelled, "", true
		}
	}
	return acted, "", true
}

func sameIDs(a, b []booking.ID) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
