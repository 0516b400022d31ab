package report

import (
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// Hours are minutes by the hour of the company's clock.
type Hours [24]int

// Sum is all of them.
func (h Hours) Sum() (minutes int) {
	for _, n := range h {
		minutes += n
	}
	return minutes
}

// OpenHours are the minutes in which a resource works on the dates from from to to: its hours less the exceptions of the company
// and its own. An hour that comes twice counts twice.
func OpenHours(c *engine.Calendar, resource booking.ID, from, to booking.Date) (h Hours) {
	blocked := c.Blocked(resource, from, to)
	for _, span := range c.Working(resource, from, to) {
		for _, open := range without(span, blocked) {
			h.add(open, c.Company.Zone)
		}
	}
	return h
}

// without is what is left of a span.
func without(span booking.Span, blocked []engine.Block) []booking.Span {
	left := []booking.Span{span}
	for _, b := range blocked {
		if !b.From.Before(span.To) || !b.To.After(span.From) {
			continue
		}
		var rest []booking.Span
		for _, s := range left {
			if b.From.After(s.From) {
				rest = append(rest, booking.Span{From: s.From, To: booking.Earlier(s.To, b.From)})
			}
			if b.To.Before(s.To) {
				rest = append(rest, booking.Span{From: booking.Later(s.From, b.To), To: s.To})
			}
		}
		left = rest
	}
	return left
}

// add cuts a span at the full hours of the clock.
func (h *Hours) add(s booking.Span, zone *time.Location) {
	for at := s.From.In(zone); at.Before(s.To); {
		next := at.Add(time.Duration(60-at.Minute())*time.Minute - time.Duration(at.Second())*time.Second)
		h[at.Hour()] += int(booking.Earlier(next, s.To).Sub(at).Minutes())
		at = next
	}
}
