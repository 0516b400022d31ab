package notify

import (
	"strings"
	"unicode"
)

// line makes one harmless line of what somebody typed: line breaks and other control
// characters become spaces, so that it cannot begin a header or a line of its own, and the
// marks that turn the direction of the text around them go (Unicode UAX #9: embeddings,
// overrides and isolates), so that it cannot rearrange its neighbours. Letters of any
// script, emoji, < and & stay.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// brief is a line of at most 500 runes: what a server answers is kept, but not at any length.
func brief(s string) string {
	const most = 500
	if runes := []rune(line(s)); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return line(s)
}
