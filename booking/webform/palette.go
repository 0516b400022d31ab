package webform

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Palette is what a widget paints with on one ground: colours made of an accent
// so that whatever stands on them can be read.
type Palette struct {
	Press   string `json:"press"`    // what can be pressed
	OnPress string `json:"on-press"` // the text on it
	Link    string `json:"link"`     // text that can be pressed
	Tint    string `json:"tint"`     // the ground of what the pointer is on
}

// Readable is the contrast that text needs (WCAG 2.2, 1.4.3).
const Readable = 4.5

// LightPalette is that of an accent, "#rrggbb", on white; nil where it is none.
func LightPalette(accent string) *Palette { return palette(accent, rgb{255, 255, 255}, rgb{0, 0, 0}) }

// DarkPalette is that of an accent on the dark theme's ground; nil where it is none.
func DarkPalette(accent string) *Palette {
	return palette(accent, rgb{0x16, 0x1c, 0x29}, rgb{255, 255, 255})
}

func palette(accent string, ground, ink rgb) *Palette {
	press, ok := parseRGB(accent)
	if !ok {
		return nil
	}
	tint := press.towards(ground, 0.9)
	p := Palette{Press: accent, OnPress: "#ffffff", Link: press.readable(ink, ground, tint).String(), Tint: tint.String()}
	if contrast(press, rgb{255, 255, 255}) < Readable { // then black is
		p.OnPress = "#000000"
	}
	return &p
}

// Contrast is how well one colour, "#rrggbb", reads on another: 1 to 21, and 0
// where one of them is no colour.
func Contrast(a, b string) float64 {
	x, okA := parseRGB(a)
	y, okB := parseRGB(b)
	if !okA || !okB {
		return 0
	}
	return contrast(x, y)
}

type rgb [3]float64

func parseRGB(s string) (rgb, bool) {
	if len(s) != 7 || s[0] != '#' {
		return rgb{}, false
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	return rgb{float64(n >> 16), float64(n >> 8 & 0xff), float64(n & 0xff)}, err == nil
}

func (c rgb) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(math.Round(c[0])), int(math.Round(c[1])), int(math.Round(c[2])))
}

// towards is the colour on its way to another: 0 is itself, 1 the other.
func (c rgb) towards(other rgb, part float64) rgb {
	for i := range c {
		c[i] += (other[i] - c[i]) * part
	}
	return c
}

// readable is the colour, led towards the ink as far as it takes to be read on all the grounds.
func (c rgb) readable(ink rgb, grounds ...rgb) rgb {
	for part := 0.0; part < 1; part += 0.05 {
		led := c.towards(ink, part)
		if !slices.ContainsFunc(grounds, func(g rgb) bool { return contrast(led, g) < Readable+0.1 }) { // rounding takes some
			return led
		}
	}
	return ink
}

func contrast(a, b rgb) float64 {
	x, y := a.luminance()+0.05, b.luminance()+0.05
	return max(x, y) / min(x, y)
}

// luminance is WCAG's relative luminance.
func (c rgb) luminance() float64 {
	linear := func(v float64) float64 {
		if v /= 255; v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}
