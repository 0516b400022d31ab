package format

import (
	"fmt"
	"strings"
	"time"

	"okno/booking"
)

// Time is the wall-clock time of t in the zone that t carries: 9:30, or 9:30 AM.
func (s Style) Time(t time.Time) string { return s.clock(t.Hour(), t.Minute(), s.countryOf(t)) }

// Clock is a reading of the company's wall clock.
func (s Style) Clock(c booking.Clock) string { return s.clock(int(c)/60, int(c)%60, s.country) }

// Halves says whether the hours of the day are told by twelve.
func (s Style) Halves() bool { return s.american(s.country) }

// Times is from–to on the wall clock: 9:30–11:00, or 9:30–11:00 AM.
func (s Style) Times(from, to time.Time) string {
	return span(s.Time(from), s.Time(to), "–")
}

// Clocks is Times of two readings of the company's wall clock.
func (s Style) Clocks(from, to booking.Clock) string { return span(s.Clock(from), s.Clock(to), "–") }

// Hour is Time without minutes where there are none: 9, 9:30, or 9 AM.
func (s Style) Hour(t time.Time) string { return brief(s.Time(t)) }

// Mark is a whole hour beside a board: 9:00, or 9 AM.
func (s Style) Mark(t time.Time) string {
	if s.american(s.countryOf(t)) {
		return s.Hour(t)
	}
	return s.Time(t)
}

// Hours is Clocks without minutes where there are none: 9–13:30. sep stands between.
func (s Style) Hours(from, to booking.Clock, sep string) string {
	return span(brief(s.Clock(from)), brief(s.Clock(to)), sep)
}

// Moment is the date and time of t in the zone that t carries: «24 ноября, 9:30».
func (s Style) Moment(t time.Time) string {
	return s.Day(booking.DateOf(t, t.Location())).Plain() + ", " + s.Time(t)
}

// countryOf is the style's country, that of the zone which t carries where nobody
// has said.
func (s Style) countryOf(t time.Time) string {
	if s.country != "" {
		return s.country
	}
	return booking.Region(t.Location())
}

func (s Style) clock(hour, minute int, country string) string {
	if !s.american(country) {
		return fmt.Sprintf("%d:%02d", hour, minute)
	}
	half := "AM"
	if hour%24 >= 12 {
		half = "PM"
	}
	return fmt.Sprintf("%d:%02d%s%s", (hour+11)%12+1, minute, nbsp, half)
}

func brief(clock string) string { return strings.Replace(clock, ":00", "", 1) }

// span leaves out the half of the day of from where to has the same.
func span(from, to, sep string) string {
	clock, half, _ := strings.Cut(from, nbsp)
	if _, other, _ := strings.Cut(to, nbsp); half == other {
		from = clock
	}
	return from + sep + to
}
