package day

import (
	"slices"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// Opening is the time that the grid of a day opens at where neither now nor the
// hour that was looked at last says otherwise: when work begins for half of those
// who begin it on that date, or at the first booking where that is earlier. What
// goes on from the night before begins nothing, nor does a room that is open
// around the clock.
func (b *Builder) Opening() time.Time {
	first := b.Timeline.From
	midnight := engine.Instant(b.Date, 0, b.Company.Zone)
	var starts []time.Time
	for _, kinds := range [][]booking.Kind{{booking.Staff}, {booking.Room, booking.Equipment}} {
		for _, r := range b.Resources {
			if !slices.Contains(kinds, r.Kind) || len(starts) > 0 && kinds[0] != booking.Staff {
				continue
			}
			if i := slices.IndexFunc(r.Working, func(s booking.Span) bool { return s.From.After(midnight) }); i >= 0 {
				starts = append(starts, r.Working[i].From)
			}
		}
	}
	at := engine.Instant(b.Date, 9*60, b.Company.Zone)
	if len(starts) > 0 {
		slices.SortFunc(starts, time.Time.Compare)
		at = starts[(len(starts)-1)/2]
	}
	for _, k := range b.Cards {
		if k.Start.Before(at) && !b.overnight(k, midnight) {
			at = k.Start
		}
	}
	return latest(at, first)
}

// overnight says whether a booking belongs to work that began before midnight,
// or before anybody's work of the date does.
func (b *Builder) overnight(k booking.Booking, midnight time.Time) bool {
	if k.Start.Before(midnight) {
		return true
	}
	return slices.ContainsFunc(b.Resources, func(r ResourceDay) bool {
		return slices.Contains(k.Resources, r.ID) && slices.ContainsFunc(r.Working, func(s booking.Span) bool {
			return !s.From.After(midnight) && k.Start.Before(s.To) && s.To.Sub(s.From) < 24*time.Hour
		})
	})
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
