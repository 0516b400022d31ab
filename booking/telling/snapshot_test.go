package telling_test

import (
	"testing"
	"time"

	"okno/booking"
	"okno/booking/telling"
)

func TestNetEventTellsWhatHasChangedAndNothingElse(t *testing.T) {
	at := time.Date(2026, 12, 2, 10, 0, 0, 0, time.UTC)
	like := func(change func(*telling.Snapshot)) telling.Snapshot {
		s := telling.Snapshot{Status: booking.Confirmed, Service: "s", Resources: []booking.ID{"a", "b"}, Start: at, End: at.Add(time.Hour)}
		if change != nil {
			change(&s)
		}
		return s
	}
	status := func(to booking.Status) telling.Snapshot { return like(func(s *telling.Snapshot) { s.Status = to }) }
	known := like(nil)
	moved := like(func(s *telling.Snapshot) { s.Start, s.End = s.Start.Add(time.Hour), s.End.Add(time.Hour) })
	deleted := like(func(s *telling.Snapshot) { s.Deleted = true })
	price := func(text string) telling.Snapshot { return like(func(s *telling.Snapshot) { s.Price = &text }) }
	cheap, dear := price("10.00"), price("20.00")
	pending, cancelled, rejected := status(booking.Pending), status(booking.Cancelled), status(booking.Rejected)
	for name, c := range map[string]struct {
		before *telling.Snapshot
		now    telling.Snapshot
		acted  booking.Event
		want   booking.Event // "" for nothing
		reason string
	}{
		"new":                             {nil, known, booking.BookingCreated, booking.BookingCreated, ""},
		"new, moved while it waited":      {nil, moved, booking.BookingCreated, booking.BookingCreated, ""},
		"new, given up":                   {nil, cancelled, booking.BookingCreated, "", telling.DropGone},
		"new, deleted":                    {nil, deleted, booking.BookingCreated, "", telling.DropGone},
		"moved, nobody knew":              {nil, moved, booking.BookingMoved, booking.BookingMoved, ""},
		"moved and cancelled, unknown":    {nil, cancelled, booking.BookingMoved, booking.BookingCancelled, ""},
		"cancelled, unknown":              {nil, cancelled, booking.BookingCancelled, booking.BookingCancelled, ""},
		"cancelled and undone, unknown":   {nil, known, booking.BookingCancelled, "", telling.DropUndone},
		"moved":                           {&known, moved, booking.BookingMoved, booking.BookingMoved, ""},
		"for another price":               {&cheap, dear, booking.BookingChanged, booking.BookingChanged, ""},
		"for another price and back":      {&cheap, cheap, booking.BookingChanged, "", telling.DropUndone},
		"known before there were prices":  {&known, dear, booking.BookingChanged, "", telling.DropUndone},
		"moved and back":                  {&known, known, booking.BookingMoved, "", telling.DropUndone},
		"moved and cancelled":             {&known, cancelled, booking.BookingMoved, booking.BookingCancelled, ""},
		"deleted":                         {&known, deleted, booking.BookingCancelled, booking.BookingCancelled, ""},
		"cancelled, deleted":              {&cancelled, deleted, booking.BookingCancelled, "", telling.DropUndone},
		"rejected":                        {&pending, rejected, booking.BookingRejected, booking.BookingRejected, ""},
		"confirmed":                       {&pending, known, booking.BookingConfirmed, booking.BookingConfirmed, ""},
		"confirmed and back":              {&pending, pending, booking.BookingConfirmed, "", telling.DropUndone},
		"pending again":                   {&known, pending, booking.BookingChanged, booking.BookingChanged, ""},
		"arrived":                         {&known, status(booking.Arrived), booking.BookingChanged, "", telling.DropUndone},
		"restored":                        {&cancelled, known, booking.BookingRestored, booking.BookingRestored, ""},
		"longer":                          {&known, like(func(s *telling.Snapshot) { s.End = s.End.Add(time.Minute) }), booking.BookingMoved, booking.BookingChanged, ""},
		"another resource":                {&known, like(func(s *telling.Snapshot) { s.Resources = []booking.ID{"a", "c"} }), booking.BookingMoved, booking.BookingChanged, ""},
		"the same in another order":       {&known, like(func(s *telling.Snapshot) { s.Resources = []booking.ID{"b", "a"} }), booking.BookingMoved, "", telling.DropUndone},
		"late":                            {&known, known, booking.BookingLate, booking.BookingLate, ""},
		"late for what has been given up": {&known, cancelled, booking.BookingLate, "", telling.DropGone},
	} {
		event, reason, tell := telling.NetEvent(c.before, c.now, c.acted)
		if !tell {
			event = ""
		}
		if event != c.want || reason != c.reason {
			t.Errorf("%s: %q, %q, want %q, %q", name, event, reason, c.want, c.reason)
		}
	}
}
