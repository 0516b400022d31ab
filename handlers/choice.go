package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
)

// ChosenDay is the day, if it is free, else the next free one, else the first.
func ChosenDay(days []engine.Day, day booking.Date) booking.Date {
	var first booking.Date
	for _, d := range days {
		if len(d.Slots) == 0 {
			continue
		}
		if !d.Date.Before(day) {
			return d.Date
		}
		if first == (booking.Date{}) {
			first = d.Date
		}
	}
	return first
}

// NearestShown is how many free starts are told instead of one that is not.
const NearestShown = 4

// MaxSuggested clients of a phone that is not complete.
const MaxSuggested = 5

// FirstOf are at most n of all, and whether there are more.
func FirstOf[T any](all []T, n int) ([]T, bool) { return all[:min(len(all), n)], len(all) > n }

// FirstValue is the first of the form's values that is not empty, "" where all are.
func FirstValue(c echo.Context, names ...string) string {
	for _, name := range names {
		if value := c.FormValue(name); value != "" {
			return value
		}
	}
	return ""
}
