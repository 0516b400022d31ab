// Package bookingtest is the availability engine a second time, as slow and as
// plain as it can be: it walks the minutes of the dates one by one and asks of
// each what domain.md says, in domain.md's words. Tests hold the engine of
// package booking, and whatever answers for slots, against it. Only tests may
// import it.
//
// It shares the nouns of package booking and none of its reckoning: it reads
// the wall clock by time.Time.In alone. It knows whole minutes only, so zones
// must have offsets of whole minutes (all have since 1972), and a part of an
// occupied minute occupies all of it.
package bookingtest

import (
	"time"

	"okno/booking"
)

// margin is how many days around the dates asked about the walk begins and
// ends: the longest service and the longest buffers reach no further.
const margin = 4

// tidyMargin is the same where rule 7 is asked, which looks at the time around a visit.
const tidyMargin = 9

// minute is one minute of time and what the wall clock shows during it.
type minute struct {
	date    int // 20261231
	clock   int // minutes after 00:00
	weekday int // ISO 8601
}

// walk is every minute from a beginning on.
type walk struct {
	begin   time.Time
	minutes []minute
	dates   []int           // in the order of the calendar, skipped ones too
	found   map[reading]int // answers of instant
	weekday map[int]int     // of every one of dates
	next    map[int]int     // date after each of dates
	zone    *time.Location
}

type reading struct{ date, clock int }

func newWalk(from, to booking.Date, zone *time.Location, margin int) *walk {
	w := &walk{
		begin: time.Date(from.Year, from.Month, from.Day-margin, 0, 0, 0, 0, time.UTC),
		found: map[reading]int{}, weekday: map[int]int{}, next: map[int]int{}, zone: zone,
	}
	end := time.Date(to.Year, to.Month, to.Day+margin, 0, 0, 0, 0, time.UTC)
	w.minutes = make([]minute, 0, end.Sub(w.begin)/time.Minute)
	for t := w.begin; t.Before(end); t = t.Add(time.Minute) {
		local := t.In(zone)
		hour, min, _ := local.Clock()
		w.minutes = append(w.minutes, minute{number(local), hour*60 + min, isoWeekday(local)})
	}
	for t := w.begin; t.Before(end); t = t.AddDate(0, 0, 1) {
		date := number(t)
		w.dates = append(w.dates, date)
		w.weekday[date] = isoWeekday(t)
		w.next[date] = number(t.AddDate(0, 0, 1))
	}
	return w
}

func number(t time.Time) int {
	year, month, day := t.Date()
	return year*10000 + int(month)*100 + day
}

func dateNumber(d booking.Date) int { return d.Year*10000 + int(d.Month)*100 + d.Day }

func isoWeekday(t time.Time) int {
	if weekday := t.Weekday(); weekday != time.Sunday {
		return int(weekday)
	}
	return 7
}

// at is when minute i begins.
func (w *walk) at(i int) time.Time { return w.begin.Add(time.Duration(i) * time.Minute).In(w.zone) }

// index is the minute that t is in.
func (w *walk) index(t time.Time) int {
	i := int(t.Sub(w.begin) / time.Minute)
	if t.Before(w.begin.Add(time.Duration(i) * time.Minute)) {
		i-- // the division rounds towards zero
	}
	return i
}

// instant is the first minute of that date at which the clock reads that time
// or later; if there is none, as for 24:00, the first minute of a later date.
func (w *walk) instant(date, clock int) int {
	asked := reading{date, clock}
	if i, ok := w.found[asked]; ok {
		return i
	}
	w.found[asked] = w.look(date, clock)
	return w.found[asked]
}

func (w *walk) look(date, clock int) int {
	for i, m := range w.minutes {
		if m.date == date && m.clock >= clock {
			return i
		}
	}
	for i, m := range w.minutes {
		if m.date > date {
			return i
		}
	}
	return len(w.minutes)
}

// mark sets the minutes of from–to on a date. An interval with to <= from runs
// past midnight.
func (w *walk) mark(minutes []bool, date int, from, to booking.Clock) {
	end := date
	if to <= from {
		end = w.next[date]
	}
	last := w.instant(end, int(to))
	for i := w.instant(date, int(from)); i < last; i++ {
		minutes[i] = true
	}
}
