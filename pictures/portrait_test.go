package pictures

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// The eight orientations of Exif, by where the mark in the file's first row and
// first column is to be seen (CIPA DC-008, table of tag 0x0112).
func TestPhotosStandUpright(t *testing.T) {
	for orientation, want := range map[int][2]image.Point{ // the first row's first pixel, and its last one
		1: {{X: 0, Y: 0}, {X: 3, Y: 0}}, 2: {{X: 3, Y: 0}, {X: 0, Y: 0}}, 3: {{X: 3, Y: 3}, {X: 0, Y: 3}}, 4: {{X: 0, Y: 3}, {X: 3, Y: 3}},
		5: {{X: 0, Y: 0}, {X: 0, Y: 3}}, 6: {{X: 3, Y: 0}, {X: 3, Y: 3}}, 7: {{X: 3, Y: 3}, {X: 3, Y: 0}}, 8: {{X: 0, Y: 3}, {X: 0, Y: 0}},
	} {
		p := image.NewRGBA(image.Rect(0, 0, 4, 4))
		first, last := color.RGBA{R: 1, G: 0, B: 0, A: 255}, color.RGBA{R: 2, G: 0, B: 0, A: 255}
		p.SetRGBA(0, 0, first)
		p.SetRGBA(3, 0, last)
		got := turned(p, orientation)
		if got.RGBAAt(want[0].X, want[0].Y) != first || got.RGBAAt(want[1].X, want[1].Y) != last {
			t.Errorf("orientation %d: %v", orientation, got.Pix)
		}
	}
}

// Whatever bytes come, nothing panics, and what is not refused is a small JPEG.
func FuzzPhoto(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\xff\xff\xff\xff"))
	f.Add([]byte("\x89PNG\r\n\x1a\n\xff\xff\xff\xffeXIf"))
	f.Add([]byte("RIFF\x10\x00\x00\x00WEBPEXIF\xff\xff\xff\xff"))
	f.Add([]byte("RIFF\x10\x00\x00\x00WEBPVP8 \x02\x00\x00\x00\x00\x00"))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if o := orientation(file); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
		_ = webpPixels(file)
		small, err := Portrait(t.Context(), file)
		if config, format, bad := image.DecodeConfig(bytes.NewReader(small)); err == nil && (bad != nil || format != "jpeg" || config.Width != 256) {
			t.Errorf("%x has become %s %v %v", file, format, config, bad)
		}
	})
}

// Scans are counted up to the picture's end, and not in the pixels or in what
// stands behind it.
func TestScansAreCounted(t *testing.T) {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, image.NewRGBA(image.Rect(0, 0, 90, 90)), nil); err != nil {
		t.Fatal(err)
	}
	whole := file.Bytes()
	first := bytes.Index(whole, []byte{0xff, 0xda})
	scan, end := whole[first:len(whole)-2], []byte{0xff, 0xd9}
	again := append(append(bytes.Clone(whole[:first]), bytes.Repeat(scan, 70)...), end...)
	behind := append(bytes.Clone(whole), bytes.Repeat([]byte{0xff, 0xda, 0, 8}, 90)...)
	for name, c := range map[string]struct {
		file []byte
		want int
	}{"one": {whole, 1}, "seventy": {again, 70}, "behind the end": {behind, 1}} {
		if got := jpegScans(c.file); got != c.want {
			t.Errorf("%s: %d scans", name, got)
		}
	}
	if err := check(again); err == nil {
		t.Error("seventy scans are let through")
	}
	if err := check(behind); err != nil {
		t.Errorf("what stands behind the end counts: %v", err)
	}
}
