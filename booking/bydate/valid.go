package bydate

import (
	"slices"

	"okno/booking"
)

// ValidSchedule says whether a booking.Schedule that has been sent could have been stored.
func ValidSchedule(s booking.Schedule) bool {
	return s.From.Exists() && s.Anchor.Exists() && (s.To == nil || s.To.Exists() && !s.To.Before(s.From)) &&
		s.CycleDays >= 1 && s.CycleDays <= booking.MaxCycleDays && len(s.Hours) <= booking.MaxIntervals &&
		!slices.ContainsFunc(s.Hours, func(h booking.CycleInterval) bool {
			return h.Day < 1 || h.Day > s.CycleDays || !validHours(booking.Interval{From: h.From, To: h.To})
		})
}

// ValidDay says whether a booking.OwnDay that has been sent could have been stored.
func ValidDay(d booking.OwnDay) bool {
	return d.Date.Exists() && len(d.Hours) <= booking.MaxIntervals &&
		!slices.ContainsFunc(d.Hours, func(h booking.Interval) bool { return !validHours(h) })
}

func validHours(h booking.Interval) bool {
	return 0 <= h.From && h.From < booking.DayEnd && 0 <= h.To && h.To <= booking.DayEnd
}
