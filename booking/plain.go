package booking

import (
	"strings"
	"unicode"
)

// PlainLine makes one harmless line of what somebody typed: line breaks and other control
// characters become spaces, so that it cannot begin a header or a line of its own, and the
// marks that turn the direction of the text around them go (Unicode UAX #9: embeddings,
// overrides and isolates), so that it cannot rearrange its neighbours. Letters of any
// script, emoji, < and & stay.
func PlainLine(s string) string {
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
