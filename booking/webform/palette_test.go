package webform_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"okno/booking/webform"
)

func TestContrast(t *testing.T) {
	for pair, want := range map[[2]string]float64{
		{"#ffffff", "#000000"}: 21, {"#777777", "#ffffff"}: 4.48, {"#2a58c9", "#2a58c9"}: 1, {"red", "#000000"}: 0,
	} {
		if got := webform.Contrast(pair[0], pair[1]); math.Abs(got-want) > 0.01 {
			t.Errorf("%v: %.2f, want %.2f", pair, got, want)
		}
	}
}

// Whatever accent somebody likes, what stands on it and what is written in it can be read.
func TestEveryAccentCanBeRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accent := fmt.Sprintf("#%06x", rapid.OneOf(rapid.Just(0x000058), rapid.IntRange(0, 0xffffff)).Draw(t, "accent"))
		for ground, p := range map[string]*webform.Palette{"#ffffff": webform.LightPalette(accent), "#161c29": webform.DarkPalette(accent)} {
			for what, pair := range map[string][2]string{
				"on the button": {p.OnPress, p.Press}, "a link": {p.Link, ground}, "a link that is pointed at": {p.Link, p.Tint},
			} {
				if got := webform.Contrast(pair[0], pair[1]); got < webform.Readable {
					t.Errorf("%s, %s on %s: %.2f", accent, what, ground, got)
				}
			}
		}
	})
	if webform.LightPalette("") != nil || webform.DarkPalette("blue") != nil {
		t.Error("no accent has a palette")
	}
}
