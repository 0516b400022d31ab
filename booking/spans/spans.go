// Package spans puts stretches of time together and takes them from each other.
package spans

import (
	"slices"

	"okno/booking"
)

// Merged are the spans in order of time, with those that overlap or touch as one. Empty ones are left out.
func Merged(all []booking.Span) []booking.Span {
	var merged []booking.Span
	for _, s := range slices.SortedFunc(slices.Values(all), func(a, b booking.Span) int { return a.From.Compare(b.From) }) {
		if !s.From.Before(s.To) {
			continue
		}
		if last := len(merged) - 1; last >= 0 && !s.From.After(merged[last].To) {
			merged[last].To = booking.Later(merged[last].To, s.To)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// Around is from the earlier begin to the later end of two spans.
func Around(a, b booking.Span) booking.Span {
	if b.From.Before(a.From) {
		a.From = b.From
	}
	return booking.Span{From: a.From, To: booking.Later(a.To, b.To)}
}

// Without is what is left of the spans where the holes are, in order of time.
func Without(all, holes []booking.Span) []booking.Span {
	var left []booking.Span
	cut := Merged(holes)
	for _, s := range Merged(all) {
		at := s.From
		for _, hole := range cut {
			if !hole.To.After(at) || !hole.From.Before(s.To) {
				continue
			}
			if hole.From.After(at) {
				left = append(left, booking.Span{From: at, To: hole.From})
			}
			at = hole.To
		}
		if at.Before(s.To) {
			left = append(left, booking.Span{From: at, To: s.To})
		}
	}
	return left
}
