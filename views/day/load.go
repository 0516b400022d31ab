package day

import (
	"okno/booking"
	"okno/booking/engine"
	"okno/views"
)

// LoadWord is how busy a date is, in words: «занято 40 %». What was free in the past is not on offer any more.
func LoadWord(w *views.Words, load engine.DayLoad, today booking.Date) string {
	state := load.State()
	if load.Date.Before(today) && state != engine.LoadClosed {
		state = engine.LoadPartly
	}
	return w.T("month.state."+string(state), "percent", load.Percent())
}
