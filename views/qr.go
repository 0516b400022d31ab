package views

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// QR is a code for a telephone's camera, as the path of an SVG; the template "qr" draws it.
type QR struct {
	Size  int // of the side, in modules, with the quiet zone around it
	Path  string
	Label string // what a screen reader says
}

// quietZone is what ISO/IEC 18004 wants around a code, in modules.
const quietZone = 4

// NewQR makes the code of a text; an error says that it is too long for one.
func NewQR(text, label string) (QR, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return QR{}, fmt.Errorf("qr code: %w", err)
	}
	side := code.Bounds().Dx()
	var path strings.Builder
	for y := range side {
		for x := 0; x < side; x++ {
			from := x
			for x < side && color.GrayModel.Convert(code.At(x, y)).(color.Gray).Y < 128 {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quietZone, y+quietZone, x-from, x-from)
			}
		}
	}
	return QR{Size: side + 2*quietZone, Path: path.String(), Label: label}, nil
}

// Picture is the code as an SVG file of its own, to be printed.
func (q QR) Picture() []byte {
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d" width="%[2]d" height="%[2]d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path d="%[3]s"/></svg>`,
		q.Size, q.Size*8, q.Path)
}
