package engine

import (
	"cmp"
	"slices"
	"time"

	"okno/booking"
)

// seconds is a Span in Unix seconds: what the engine reckons with.
type seconds struct{ from, to int64 }

// outward rounds s to whole seconds so that nothing of it is lost. Starts,
// durations and buffers are whole seconds, so no answer changes by it.
func outward(s booking.Span) seconds { return seconds{s.From.Unix(), ceilUnix(s.To)} }

func ceilUnix(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

func (s seconds) in(zone *time.Location) booking.Span {
	return booking.Span{From: time.Unix(s.from, 0).In(zone), To: time.Unix(s.to, 0).In(zone)}
}

// overlap is what the two share, empty where they share nothing.
func (s seconds) overlap(o seconds) seconds { return seconds{max(s.from, o.from), min(s.to, o.to)} }

func (s seconds) length() time.Duration { return time.Duration(s.to-s.from) * time.Second }

func (s seconds) empty() bool { return s.to <= s.from }

func (s seconds) overlaps(o seconds) bool { return !s.overlap(o).empty() }

func (s seconds) contains(o seconds) bool { return s.from <= o.from && o.to <= s.to }

// merged sorts spans and joins those that touch or overlap, in place; empty
// ones go.
func merged(spans []seconds) []seconds {
	spans = slices.DeleteFunc(spans, seconds.empty)
	slices.SortFunc(spans, func(a, b seconds) int { return cmp.Compare(a.from, b.from) })
	kept := 0
	for i, s := range spans {
		switch {
		case i == 0:
			kept = 1
		case s.from <= spans[kept-1].to:
			spans[kept-1].to = max(spans[kept-1].to, s.to)
		default:
			spans[kept] = s
			kept++
		}
	}
	return spans[:kept]
}
