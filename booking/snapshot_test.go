package booking_test

import (
	"testing"
	"time"

	"okno/booking"
)

func TestNetEventTellsWhatHasChangedAndNothingElse(t *testing.T) {
	at := time.Date(2026, 12, 2, 10, 0, 0, 0, time.UTC)
	like := func(change func(*booking.Snapshot)) booking.Snapshot {
		s := booking.Snapshot{Status: booking.Confirmed, Service: "s", Resources: []booking.ID{"a", "b"}, Start: at, End: at.Add(time.Hour)}
		if change != nil {
			change(&s)
		}
		return s
	}
	status := func(to booking.Status) booking.Snapshot { return like(func(s *booking.Snapshot) { s.Status = to }) }
	known := like(nil)
	moved := like(func(s *booking.Snapshot) { s.Start, s.End = s.Start.Add(time.Hour), s.End.Add(time.Hour) })
	deleted := like(func(s *booking.Snapshot) { s.Deleted = true })
	pending, cancelled, rejected := status(booking.Pending), status(booking.Cancelled), status(booking.Rejected)
	for name, c := range map[string]struct {
		before *booking.Snapshot
		now    booking.Snapshot
		acted  booking.Event
		want   booking.Event // "" for nothing
		reason string
	}{
		"new":                             {nil, known, booking.BookingCreated, booking.BookingCreated, ""},
		"new, moved while it waited":      {nil, moved, booking.BookingCreated, booking.BookingCreated, ""},
		"new, given up":                   {nil, cancelled, booking.BookingCreated, "", booking.DropGone},
		"new, deleted":                    {nil, deleted, booking.BookingCreated, "", booking.DropGone},
		"moved, nobody knew":              {nil, moved, booking.BookingMoved, booking.BookingMoved, ""},
		"moved and cancelled, unknown":    {nil, cancelled, booking.BookingMoved, booking.BookingCancelled, ""},
		"cancelled, unknown":              {nil, cancelled, booking.BookingCancelled, booking.BookingCancelled, ""},
		"cancelled and undone, unknown":   {nil, known, booking.BookingCancelled, "", booking.DropUndone},
		"moved":                           {&known, moved, booking.BookingMoved, booking.BookingMoved, ""},
		"moved and back":                  {&known, known, booking.BookingMoved, "", booking.DropUndone},
		"moved and cancelled":             {&known, cancelled, booking.BookingMoved, booking.BookingCancelled, ""},
		"deleted":                         {&known, deleted, booking.BookingCancelled, booking.BookingCancelled, ""},
		"cancelled, deleted":              {&cancelled, deleted, booking.BookingCancelled, "", booking.DropUndone},
		"rejected":                        {&pending, rejected, booking.BookingRejected, booking.BookingRejected, ""},
		"confirmed":                       {&pending, known, booking.BookingConfirmed, booking.BookingConfirmed, ""},
		"confirmed and back":              {&pending, pending, booking.BookingConfirmed, "", booking.DropUndone},
		"pending again":                   {&known, pending, booking.BookingChanged, booking.BookingChanged, ""},
		"arrived":                         {&known, status(booking.Arrived), booking.BookingChanged, "", booking.DropUndone},
		"restored":                        {&cancelled, known, booking.BookingRestored, booking.BookingRestored, ""},
		"longer":                          {&known, like(func(s *booking.Snapshot) { s.End = s.End.Add(time.Minute) }), booking.BookingMoved, booking.BookingChanged, ""},
		"another resource":                {&known, like(func(s *booking.Snapshot) { s.Resources = []booking.ID{"a", "c"} }), booking.BookingMoved, booking.BookingChanged, ""},
		"the same in another order":       {&known, like(func(s *booking.Snapshot) { s.Resources = []booking.ID{"b", "a"} }), booking.BookingMoved, "", booking.DropUndone},
		"late":                            {&known, known, booking.BookingLate, booking.BookingLate, ""},
		"late for what has been given up": {&known, cancelled, booking.BookingLate, "", booking.DropGone},
	} {
		event, reason, tell := booking.NetEvent(c.before, c.now, c.acted)
		if !tell {
			event = ""
		}
		if event != c.want || reason != c.reason {
			t.Errorf("%s: %q, %q, want %q, %q", name, event, reason, c.want, c.reason)
		}
	}
}
