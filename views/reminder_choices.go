package views

import (
	"slices"
	"strconv"

	"okno/booking"
)

// ReminderChoices are the reminders that a form offers, the earliest first, with
// those that are chosen and not among them.
func (w *Words) ReminderChoices(chosen []string) []Choice {
	minutes := slices.Clone(booking.ReminderChoices)
	for _, text := range chosen {
		if n, err := strconv.Atoi(text); err == nil {
			minutes = append(minutes, n)
		}
	}
	slices.Sort(minutes)
	slices.Reverse(minutes)
	var all []Choice
	for _, n := range slices.Compact(minutes) {
		text := strconv.Itoa(n)
		all = append(all, Choice{text, w.T("company.reminder", "time", w.Notice(n)), slices.Contains(chosen, text)})
	}
	return all
}
