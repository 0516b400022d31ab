package pictures

import (
	"bytes"
	"encoding/binary"
	"image"
)

// orientation is how the camera was held: the Exif tag 0x0112 (CIPA DC-008,
// section 4.6.4), from 1, upright, to 8. It is 1 where the file does not say.
func orientation(file []byte) int {
	tiff := exif(file)
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	entries := uint64(order.Uint16(tiff[at:]))
	for i := range entries {
		entry := at + 2 + i*12
		if entry+12 > uint64(len(tiff)) {
			break
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			if value := int(order.Uint16(tiff[entry+8:])); value >= 1 && value <= 8 {
				return value
			}
			break
		}
	}
	return 1
}

// exif is the TIFF block of a JPEG's first Exif segment, of a PNG's eXIf chunk or
// of a WebP's EXIF chunk; nil where there is none.
func exif(file []byte) []byte {
	switch {
	case bytes.HasPrefix(file, []byte{0xff, 0xd8}):
		for at := 2; at+4 <= len(file) && file[at] == 0xff && file[at+1] != 0xda; {
			end := at + 2 + int(binary.BigEndian.Uint16(file[at+2:]))
			if end < at+4 || end > len(file) {
				break
			}
			if body, is := bytes.CutPrefix(file[at+4:end], []byte("Exif\x00\x00")); file[at+1] == 0xe1 && is {
				return body
			}
			at = end
		}
	case bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")):
		return chunk(file[8:], "eXIf", func(b []byte) (string, uint64) { return string(b[4:8]), uint64(binary.BigEndian.Uint32(b)) + 4 })
	default:
		return bytes.TrimPrefix(riff(file, "EXIF"), []byte("Exif\x00\x00"))
	}
	return nil
}

// riff is the first chunk of that name of a WebP, nil where there is none.
func riff(file []byte, name string) []byte {
	if !bytes.HasPrefix(file, []byte("RIFF")) || len(file) < 12 {
		return nil
	}
	return chunk(file[12:], name, func(b []byte) (string, uint64) {
		n := uint64(binary.LittleEndian.Uint32(b[4:]))
		return string(b[:4]), n + n%2
	})
}

// chunk finds a chunk by its name; head reads a chunk's eight bytes: its name and
// how far behind them the next one begins.
func chunk(chunks []byte, name string, head func([]byte) (string, uint64)) []byte {
	for len(chunks) >= 8 {
		is, length := head(chunks)
		if length > uint64(len(chunks)-8) {
			return nil
		}
		if is == name {
			return chunks[8 : 8+length]
		}
		chunks = chunks[8+length:]
	}
	return nil
}

// turned is a square picture upright, given how the camera was held.
func turned(p *image.RGBA, orientation int) *image.RGBA {
	if orientation == 1 {
		return p
	}
	last := p.Bounds().Dx() - 1
	upright := image.NewRGBA(p.Bounds())
	for y := range last + 1 {
		for x := range last + 1 {
			sx, sy := x, y
			if orientation >= 5 { // rows stand in the file as columns
				sx, sy = y, x
			}
			switch orientation {
			case 2, 7, 3, 8:
				sx = last - sx
			}
			switch orientation {
			case 3, 4, 6, 7:
				sy = last - sy
			}
			upright.SetRGBA(x, y, p.RGBAAt(sx, sy))
		}
	}
	return upright
}
