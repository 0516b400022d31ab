package telling

import "strings"

// The default alphabet of SMS and its extension, whose letters count twice (3GPP TS 23.038, 6.2.1 and 6.2.1.1).
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmTwice = "\f^{}\\[~]|€"
)

// Segments is how an SMS is counted, and paid for.
type Segments struct {
	N     int  // how many it takes; 0 of no text
	Units int  // letters of the default alphabet, else 16-bit units
	Room  int  // how many units fit into N
	Wide  bool // it has letters that the default alphabet has not: a segment holds less than half as many
}

// SegmentsOf counts a text: 160 letters of the default alphabet in one segment and 153 in each of several, else 70 and 67
// units (3GPP TS 23.040, 9.2.3.24.1). What counts twice is never cut in two.
func SegmentsOf(text string) Segments {
	s, one, many := Segments{}, 160, 153
	width := func(r rune) int {
		if strings.ContainsRune(gsmTwice, r) {
			return 2
		}
		return 1
	}
	for _, r := range text {
		s.Wide = s.Wide || !strings.ContainsRune(gsmBasic, r) && !strings.ContainsRune(gsmTwice, r)
	}
	if s.Wide {
		one, many = 70, 67
		width = func(r rune) int {
			if r > 0xFFFF {
				return 2
			}
			return 1
		}
	}
	last := 0 // units in the last of several segments
	for _, r := range text {
		n := width(r)
		if s.Units += n; s.N == 0 || last+n > many {
			s.N, last = s.N+1, 0
		}
		last += n
	}
	if s.Units <= one {
		s.N, s.Room = min(s.N, 1), one
		return s
	}
	s.Room = s.N * many
	return s
}
