package e2e

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"slices"
)

// fewColours is a PNG with a palette of 256 colours, of a third of the size.
func fewColours(file []byte) ([]byte, error) {
	full, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(full.At(x, y)).(color.RGBA) }
	pixels := map[color.RGBA]int{}
	for y := range full.Bounds().Dy() {
		for x := range full.Bounds().Dx() {
			pixels[at(x, y)]++
		}
	}
	palette := paletteOf(pixels)
	nearest := map[color.RGBA]uint8{}
	for c := range pixels {
		nearest[c] = uint8(palette.Index(c))
	}
	light := image.NewPaletted(full.Bounds(), palette)
	for y := range full.Bounds().Dy() {
		for x := range full.Bounds().Dx() {
			light.SetColorIndex(x, y, nearest[at(x, y)])
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, light)
	return out.Bytes(), err
}

// paletteOf chooses the colours for a picture by how many pixels each colour has in it. The next is always the one that
// those chosen serve worst: areas come first, then small things of a colour of their own, and the rims of letters last.
func paletteOf(pixels map[color.RGBA]int) color.Palette {
	colours := slices.SortedFunc(maps.Keys(pixels), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	away := make([]int, len(colours)) // from the nearest chosen one, squared
	for i := range away {
		away[i] = 3 * 255 * 255
	}
	var palette color.Palette
	for len(palette) < min(256, len(colours)) {
		worst := 0
		for i, c := range colours {
			if pixels[c]*away[i] > pixels[colours[worst]]*away[worst] {
				worst = i
			}
		}
		palette = append(palette, colours[worst])
		for i, c := range colours {
			away[i] = min(away[i], apart(c, colours[worst]))
		}
	}
	return palette
}

// apart is how far two colours are from each other, squared.
func apart(a, b color.RGBA) int {
	r, g, blue := int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B)
	return r*r + g*g + blue*blue
}
