package calendarfile

import (
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-ical"

	"okno/booking"
)

// told is a time as a file tells it: on the clock of its zone, but in UTC where
// the clock shows that time twice. RFC 5545 (3.3.5) has no way to say the second
// one, and not every program takes such a time for the first.
func told(t time.Time) time.Time {
	t = t.Truncate(time.Second)
	from, to := t.ZoneBounds()
	_, now := t.Zone()
	if !from.IsZero() {
		if _, before := from.Add(-time.Second).Zone(); t.Sub(from) < time.Duration(before-now)*time.Second {
			return t.UTC()
		}
	}
	if !to.IsZero() {
		if _, next := to.Zone(); to.Sub(t) <= time.Duration(now-next)*time.Second {
			return t.UTC()
		}
	}
	return t
}

// around is how long before and after the events their zones are described.
const around = 366 * 24 * time.Hour

// zones describe the zones of the events' times, each once, over the time that they take.
func zones(events []Event) []*ical.Component {
	var all []*ical.Component
	var seen []string
	for _, e := range events {
		zone := e.Start.Location()
		if zone == time.UTC || slices.Contains(seen, zone.String()) {
			continue
		}
		seen = append(seen, zone.String())
		first, last := e.Start, e.End
		for _, other := range events {
			if other.Start.Location().String() == zone.String() {
				first, last = booking.Earlier(first, other.Start), booking.Later(last, other.End)
			}
		}
		all = append(all, zoneBetween(zone, first.Add(-around), last.Add(around)))
	}
	return all
}

// zoneBetween is a VTIMEZONE with every stretch of one offset from first to
// last, by its own begin: no rule is guessed that some zone would break.
func zoneBetween(zone *time.Location, first, last time.Time) *ical.Component {
	c := ical.NewComponent(ical.CompTimezone)
	c.Props.SetText(ical.PropTimezoneID, zone.String())
	for t := first.In(zone); ; {
		from, to := t.ZoneBounds()
		c.Children = append(c.Children, stretch(t, from))
		if to.IsZero() || to.After(last) {
			return c
		}
		t = to
	}
}

// stretch is the time of one offset that t is in; it begins at from.
func stretch(t, from time.Time) *ical.Component {
	name, offset := t.Zone()
	before := offset
	begin := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	if !from.IsZero() {
		_, before = from.Add(-time.Second).Zone()
		begin = from.UTC().Add(time.Duration(before) * time.Second) // on the clock that it ends
	}
	kind := ical.CompTimezoneStandard
	if t.IsDST() {
		kind = ical.CompTimezoneDaylight
	}
	c := ical.NewComponent(kind)
	set(c.Props, ical.PropDateTimeStart, begin.Format("20060102T150405"))
	set(c.Props, ical.PropTimezoneOffsetFrom, offsetText(before))
	set(c.Props, ical.PropTimezoneOffsetTo, offsetText(offset))
	c.Props.SetText(ical.PropTimezoneName, name)
	return c
}

// offsetText is an offset from UTC in seconds as ±HHMM, with seconds where it has some.
func offsetText(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}
