// Package pictures makes the small square portrait of whatever file somebody sends as
// a photo: JPEG, PNG or WebP from any camera, or something that only pretends to be one.
package pictures

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // decoded

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // decoded

	"okno/booking"
)

// maxScans bounds the passes of a progressive JPEG: each costs the time of the
// whole picture and as little as a few bytes. Cameras and editors make about ten.
const maxScans = 64

// Portrait is the file's picture as a JPEG of booking.PhotoSide pixels square,
// upright, its middle where it is not square, on white where it is transparent.
// It carries nothing of the file but pixels. A file that is no fit picture is
// Invalid, the field is "photo"; TooMany where too many are being decoded.
func Portrait(ctx context.Context, file []byte) ([]byte, error) {
	if err := check(file); err != nil {
		return nil, err
	}
	done, err := turn(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	picture, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, bad("error.photo_broken")
	}
	small := turned(square(picture), orientation(file))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: 86}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// check looks at what the file is, by its content and before its pixels are
// decoded.
func check(file []byte) error {
	switch {
	case len(file) == 0:
		return bad("error.photo_none")
	case len(file) > booking.MaxPhotoBytes:
		return booking.PhotoTooLarge()
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(file))
	switch {
	case format != "jpeg" && format != "png" && format != "webp":
		return bad("error.photo_format")
	case err != nil:
		return bad("error.photo_broken")
	case config.Width < 1 || config.Height < 1:
		return bad("error.photo_broken")
	case config.Width > booking.MaxPhotoPixels/config.Height, format == "webp" && webpPixels(file) > booking.MaxPhotoPixels:
		return bad("error.photo_pixels", "Max", booking.MaxPhotoPixels/1_000_000)
	case decodedSize(config, format, file) > booking.MaxPhotoMemory:
		return bad("error.photo_heavy")
	case format == "jpeg" && jpegScans(file) > maxScans:
		return bad("error.photo_broken")
	case disguised(file):
		return bad("error.photo_disguised")
	}
	return nil
}

// jpegScans is how many scans a JPEG has up to its end (ITU-T T.81, annex B):
// what telephones append behind it does not count.
func jpegScans(file []byte) int {
	scans := 0
	for at := 2; at+4 <= len(file); {
		marker := file[at+1]
		switch {
		case file[at] != 0xff, marker == 0, marker >= 0xd0 && marker <= 0xd7: // within a scan
			at++
		case marker == 0xd9:
			return scans
		case marker == 0xff: // a filling byte
			at++
		default:
			if marker == 0xda {
				scans++
			}
			at += 2 + int(binary.BigEndian.Uint16(file[at+2:]))
		}
	}
	return scans
}

// webpPixels is how many pixels the frame of a WebP has (RFC 9649, sections 2.5
// and 2.6): the canvas that its header promises may be smaller.
func webpPixels(file []byte) int {
	most := 0
	if lossy := riff(file, "VP8 "); len(lossy) >= 10 {
		w, h := binary.LittleEndian.Uint16(lossy[6:]), binary.LittleEndian.Uint16(lossy[8:])
		most = int(w&0x3fff) * int(h&0x3fff)
	}
	if lossless := riff(file, "VP8L"); len(lossless) >= 5 {
		bits := binary.LittleEndian.Uint32(lossless[1:])
		most = max(most, int(bits&0x3fff+1)*int(bits>>14&0x3fff+1))
	}
	return most
}

func bad(key string, pairs ...any) error {
	return booking.FailFields(map[string]booking.Sentence{"photo": booking.Say(key, pairs...)})
}

// square is the middle of a picture, scaled.
func square(picture image.Image) *image.RGBA {
	b := picture.Bounds()
	side := min(b.Dx(), b.Dy())
	left, top := b.Min.X+(b.Dx()-side)/2, b.Min.Y+(b.Dy()-side)/2
	small := image.NewRGBA(image.Rect(0, 0, booking.PhotoSide, booking.PhotoSide))
	draw.Draw(small, small.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(small, small.Bounds(), picture, image.Rect(left, top, left+side, top+side), draw.Over, nil)
	return small
}
