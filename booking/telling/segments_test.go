package telling_test

import (
	"strings"
	"testing"

	"okno/booking/telling"
)

func TestSegmentsAreCountedAsProvidersDo(t *testing.T) {
	for name, c := range map[string]struct {
		text           string
		n, units, room int
		wide           bool
	}{
		"nothing":                      {"", 0, 0, 160, false},
		"one":                          {strings.Repeat("a", 160), 1, 160, 160, false},
		"one too many":                 {strings.Repeat("a", 161), 2, 161, 306, false},
		"two full":                     {strings.Repeat("a", 306), 2, 306, 306, false},
		"three":                        {strings.Repeat("a", 307), 3, 307, 459, false},
		"an extension counts twice":    {strings.Repeat("€", 80), 1, 160, 160, false},
		"and is not cut in two":        {strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), 3, 306, 459, false},
		"Cyrillic":                     {strings.Repeat("я", 70), 1, 70, 70, true},
		"Cyrillic, one too many":       {strings.Repeat("я", 71), 2, 71, 134, true},
		"Cyrillic, two full":           {strings.Repeat("я", 134), 2, 134, 134, true},
		"one letter makes all wide":    {strings.Repeat("a", 70) + "—", 2, 71, 134, true},
		"a pair is not cut in two":     {strings.Repeat("я", 66) + "🌷" + strings.Repeat("я", 66), 3, 134, 201, true},
		"letters of the old telephone": {"Über £5 à 10:00_@", 1, 17, 160, false},
	} {
		s := telling.SegmentsOf(c.text)
		if s.N != c.n || s.Units != c.units || s.Room != c.room || s.Wide != c.wide {
			t.Errorf("%s: %+v, want %+v", name, s, c)
		}
	}
}
