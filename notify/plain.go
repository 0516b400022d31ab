package notify

import "okno/booking"

// line is booking.PlainLine: nothing that somebody typed leaves without it.
func line(s string) string { return booking.PlainLine(s) }

// brief is a line of at most 500 runes: what a server answers is kept, but not at any length.
func brief(s string) string {
	const most = 500
	if runes := []rune(line(s)); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return line(s)
}
