package telling

import (
	"slices"
	"time"

	"okno/booking"
)

// night are the hours in which nobody is expected to answer, where the company has no
// quiet hours of its own.
var night = Quiet{22 * 60, 8 * 60}

// soonest is how long before its start a booking that waits is reminded of at the latest.
const soonest = time.Hour

// PendingSince is since when a booking waits for its answer, by its history, the oldest
// line first: its making, or when it came back to waiting. The database has the same rule
// where it looks through many.
func PendingSince(history []booking.HistoryLine, made time.Time) time.Time {
	for _, l := range slices.Backward(history) {
		switch l.Act {
		case booking.ActCreated, booking.ActSteppedBack, booking.ActRestored:
			return l.At
		case booking.ActUndone:
			if act := booking.Act(l.Detail["act"]); act == booking.ActConfirmed || act == booking.ActRejected || act == booking.ActCancelled {
				return l.At
			}
		}
	}
	return made
}

// RemindAt is when the team is reminded of a booking that has waited for its answer since
// then: after so many minutes of waking hours, or an hour before it starts. Zero for never.
func (s TellingSettings) RemindAt(since, start time.Time, zone *time.Location) time.Time {
	if s.PendingRemindMin == 0 {
		return time.Time{}
	}
	at := s.waking(since, s.PendingRemindMin, zone)
	if last := start.Add(-soonest); last.Before(at) {
		at = last
	}
	if at.Before(since) {
		at = since
	}
	return at
}

// LetGoAt is when a booking that has waited since then is let go if nobody answers, its
// start at the latest. Zero for never.
func (s TellingSettings) LetGoAt(since, start time.Time, zone *time.Location) time.Time {
	if s.PendingReleaseMin == 0 {
		return time.Time{}
	}
	at := s.waking(since, s.PendingReleaseMin, zone)
	if start.Before(at) {
		at = start
	}
	return at
}

// waking is the instant at which so many minutes outside the quiet hours have passed.
func (s TellingSettings) waking(since time.Time, minutes int, zone *time.Location) time.Time {
	quiet := s.Quiet
	if quiet.None() {
		quiet = night
	}
	for t := since.In(zone); ; t = t.Add(time.Minute) {
		t = quiet.Until(t, zone).In(zone)
		if minutes == 0 {
			return t
		}
		minutes--
	}
}
