package views

import (
	"fmt"
	"math"
	"strconv"

	"okno/booking"
)

// Hue is a colour of the palette in static/css/hues.css: an edge, a pale fill
// and an ink, each chosen for light and for dark and checked for contrast. The
// strict CSP allows no style attribute, and a free colour could not be
// guaranteed to be readable, so any #rrggbb becomes the nearest Hue. None is
// amber, which means free or new and nothing else.
type Hue string

// Hues with the edge colour that each stands for, in the order in which things
// without a colour of their own take them: neighbours differ clearly.
var Hues = []struct {
	Name Hue
	RGB  [3]uint8
}{
	{"blue", [3]uint8{0x2f, 0x6f, 0xd6}},
	{"violet", [3]uint8{0x7c, 0x5c, 0xff}},
	{"teal", [3]uint8{0x14, 0x9a, 0x94}},
	{"pink", [3]uint8{0xd6, 0x45, 0x7f}},
	{"rust", [3]uint8{0xb4, 0x53, 0x2a}},
	{"green", [3]uint8{0x4d, 0x8a, 0x2a}},
	{"plum", [3]uint8{0x93, 0x44, 0xb8}},
	{"cyan", [3]uint8{0x1c, 0x8f, 0xbf}},
	{"red", [3]uint8{0xc6, 0x3a, 0x3a}},
	{"olive", [3]uint8{0x8a, 0x83, 0x22}},
	{"wine", [3]uint8{0x8f, 0x2f, 0x4f}},
	{"slate", [3]uint8{0x5b, 0x67, 0x78}},
}

// HueOf is the nearest hue to color ("#rrggbb"), or the n-th of the palette
// where there is none.
func HueOf(color string, n int) Hue {
	rgb, ok := parseColor(color)
	if !ok {
		return Hues[n%len(Hues)].Name
	}
	best, distance := Hues[0].Name, math.Inf(1)
	for _, h := range Hues {
		if d := apart(rgb, h.RGB); d < distance {
			best, distance = h.Name, d
		}
	}
	return best
}

// ResourceHue is a resource's own: never one by what happens to be shown beside it.
func ResourceHue(r booking.Resource) Hue { return HueOf(r.Color, r.Nth) }

func parseColor(s string) ([3]uint8, bool) {
	if len(s) != 7 || s[0] != '#' {
		return [3]uint8{}, false
	}
	n, err := strconv.ParseUint(s[1:], 16, 24)
	return [3]uint8{uint8(n >> 16), uint8(n >> 8), uint8(n)}, err == nil
}

// apart is the distance of two colours in the OKLab plane of hue and chroma;
// lightness counts little, since the palette brings its own.
func apart(a, b [3]uint8) float64 {
	l1, a1, b1 := oklab(a)
	l2, a2, b2 := oklab(b)
	return math.Hypot(math.Hypot(a1-a2, b1-b2), (l1-l2)/4)
}

// oklab is Björn Ottosson's conversion from sRGB (bottosson.github.io/posts/oklab).
func oklab(c [3]uint8) (l, a, b float64) {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	r, g, bl := linear(c[0]), linear(c[1]), linear(c[2])
	lc := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*bl)
	mc := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*bl)
	sc := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*bl)
	return 0.2104542553*lc + 0.7936177850*mc - 0.0040720468*sc,
		1.9779984951*lc - 2.4285922050*mc + 0.4505937099*sc,
		0.0259040371*lc + 0.7827717662*mc - 0.8086757660*sc
}

// Palette remembers the hue of each service or resource of a company.
type Palette map[booking.ID]Hue

// ServicePalette gives each service its own colour, or the next one of the palette by its place in the list.
func ServicePalette(services []booking.Service) Palette {
	p := Palette{}
	for i, s := range services {
		p[s.ID] = HueOf(s.Color, i)
	}
	return p
}

// Of is the hue of the thing, slate for one that is not known.
func (p Palette) Of(id booking.ID) Hue {
	if h, ok := p[id]; ok {
		return h
	}
	return "slate"
}

// ColorName is a colour of the palette by its name, another one as it is written.
func (w *Words) ColorName(color string) string {
	if color == "" {
		return w.T("services.color.auto")
	}
	for _, h := range Hues {
		if HexColor(h.RGB) == color {
			return w.T("services.color." + string(h.Name))
		}
	}
	return color
}

// HexColor is a colour as the company file and style sheets write it: "#rrggbb".
func HexColor(rgb [3]uint8) string { return fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2]) }

// ColorChoice is one colour of the palette; Value is "" for the palette's own order.
type ColorChoice struct {
	Value, Label string
	Hue          Hue
	Chosen       bool
}
