package engine

import (
	"math"
	"sort"
	"time"

	"okno/booking"
)

const secondsPerDay = 24 * 60 * 60

// Instant is the instant that a reading of the wall clock on a date means: the
// first instant of that date at which a clock in zone reads c or later
// (domain.md, "Time"). A reading inside a spring gap is therefore the end of
// the gap, one that occurs twice is its first occurrence, and 24:00 is the
// first instant of the next date. Where the date has no such instant (a gap at
// its end, a date the zone left out), it is the first instant of the next date
// that exists. The result carries zone.
func Instant(d booking.Date, c booking.Clock, zone *time.Location) time.Time {
	day := d.Number()
	return time.Unix(newWall(zone, day, day).instant(day, c), 0).In(zone)
}

// wall is the wall clock of a zone over some dates. It looks the zone's rules
// up once, since a lookup costs more than the rest of a question. Neither
// time.Date nor PostgreSQL may stand in for it: they disagree on half of the
// world's gaps and folds, and time.Date puts a missing midnight on the day
// before.
type wall struct {
	stretches []stretch
	first     int     // number of the first date
	offsets   []int64 // of each date from first on: the one offset it has from 00:00 to 24:00, or mixed
}

// stretch is a time of one offset from UTC; both in seconds.
type stretch struct {
	seconds
	offset int64
}

// local is the stretch on the wall clock, in seconds after 1970-01-01 00:00.
func (s stretch) local() seconds { return seconds{s.from + s.offset, s.to + s.offset} }

// mixed marks a date that does not have each reading of the clock exactly once.
const mixed = math.MinInt64

// slack is how far beyond its dates a wall knows the zone: more than a date
// left out by the zone, the next one and the widest offset that ever was.
const slack = 3 * secondsPerDay

// newWall prepares the dates from first to last, by their numbers.
func newWall(zone *time.Location, first, last int) *wall {
	w := &wall{first: first, offsets: make([]int64, 0, last-first+1)}
	at, end := int64(first)*secondsPerDay-slack, int64(last+1)*secondsPerDay+slack
	for at < end {
		t := time.Unix(at, 0).In(zone)
		_, offset := t.Zone()
		until := end
		if _, change := t.ZoneBounds(); !change.IsZero() {
			until = min(end, change.Unix())
		}
		w.add(stretch{seconds{at, until}, int64(offset)})
		at = until
	}
	for day := first; day <= last; day++ {
		w.offsets = append(w.offsets, w.offsetOn(day))
	}
	return w
}

// add appends s; a change of the zone's name alone does not part two stretches.
func (w *wall) add(s stretch) {
	if n := len(w.stretches); n > 0 && w.stretches[n-1].offset == s.offset {
		w.stretches[n-1].to = s.to
		return
	}
	w.stretches = append(w.stretches, s)
}

func (w *wall) offsetOn(day int) int64 {
	date := dayOf(day)
	offset, found := int64(mixed), 0
	for _, s := range w.stretches {
		if s.local().overlaps(date) {
			found++
			if s.local().contains(date) {
				offset = s.offset
			}
		}
	}
	if found != 1 {
		return mixed
	}
	return offset
}

// dayOf is a date on the wall clock, in seconds after 1970-01-01 00:00.
func dayOf(day int) seconds {
	return seconds{int64(day) * secondsPerDay, int64(day+1) * secondsPerDay}
}

// instant is Instant in Unix seconds, for a date that w was made for or the one
// after its last.
func (w *wall) instant(day int, c booking.Clock) int64 {
	if i := day - w.first; i < len(w.offsets) && w.offsets[i] != mixed && c < booking.DayEnd {
		return int64(day)*secondsPerDay + int64(c)*60 - w.offsets[i]
	}
	rest := seconds{int64(day)*secondsPerDay + int64(c)*60, int64(day+1) * secondsPerDay}
	for _, s := range w.stretches {
		if found := s.local().overlap(rest); !found.empty() {
			return found.from - s.offset
		}
	}
	return w.instant(day+1, 0)
}

// dateOf is the number of the date that the clock shows at an instant.
func (w *wall) dateOf(instant int64) int {
	i := sort.Search(len(w.stretches), func(i int) bool { return w.stretches[i].to > instant })
	return int(floorDiv(instant+w.stretches[min(i, len(w.stretches)-1)].offset, secondsPerDay))
}

// day is the whole date: from its first instant to the next date's.
func (w *wall) day(day int) seconds { return seconds{w.instant(day, 0), w.instant(day+1, 0)} }

// span is from–to on a date; to <= from runs past midnight.
func (w *wall) span(day int, from, to booking.Clock) seconds {
	end := day
	if to <= from {
		end++
	}
	return seconds{w.instant(day, from), w.instant(end, to)}
}

// dates is the least time that holds every instant of the dates from first to
// last. Clocks that go back over midnight put such instants after the first
// one of the next date.
func (w *wall) dates(first, last int) seconds {
	all := seconds{w.instant(first, 0), w.instant(last+1, 0)}
	for _, s := range w.stretches {
		shown := s.local().overlap(seconds{dayOf(first).from, dayOf(last).to})
		if !shown.empty() {
			all.to = max(all.to, shown.to-s.offset)
		}
	}
	return all
}
