package report

import (
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/spans"
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
	var blocked []booking.Span
	for _, b := range c.Blocked(resource, from, to) {
		blocked = append(blocked, b.Span)
	}
	for _, open := range spans.Without(c.Working(resource, from, to), blocked) {
		h.add(open, c.Company.Zone)
	}
	return h
}

// add cuts a span at the full hours of the clock.
func (h *Hours) add(s booking.Span, zone *time.Location) {
	for at := s.From.In(zone); at.Before(s.To); {
		next := at.Add(time.Duration(60-at.Minute())*time.Minute - time.Duration(at.Second())*time.Second)
		h[at.Hour()] += int(booking.Earlier(next, s.To).Sub(at).Minutes())
		at = next
	}
}
