package pictures

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"testing"

	"okno/booking"
)

// head is a PNG that promises so much and holds nothing.
func head(side uint32, depth, kind, interlaced byte) []byte {
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), side), side)
	body = append(body, depth, kind, 0, 0, interlaced)
	return binary.BigEndian.AppendUint32(append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), body...), crc32.ChecksumIEEE(body))
}

// A picture that would take too much memory is refused before its pixels are decoded.
func TestPhotosAreBoundedInMemory(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		fits bool
	}{
		"a bomb of 16 bits":   {head(5470, 16, 6, 0), false},
		"16 bits, small":      {head(4000, 16, 6, 0), true},
		"8 bits":              {head(5470, 8, 6, 0), true},
		"8 bits, interlaced":  {head(5470, 8, 6, 1), true},
		"16 bits, interlaced": {head(4500, 16, 6, 1), false},
	} {
		config, format, err := image.DecodeConfig(bytes.NewReader(c.file))
		if err != nil {
			t.Fatal(name, err)
		}
		size := decodedSize(config, format, c.file)
		if known := check(c.file); (size <= booking.MaxPhotoMemory) != c.fits || (known == nil) != c.fits {
			t.Errorf("%s: %d MB, %v", name, size>>20, known)
		}
	}
	var camera bytes.Buffer
	if err := jpeg.Encode(&camera, image.NewYCbCr(image.Rect(0, 0, 80, 80), image.YCbCrSubsampleRatio420), nil); err != nil {
		t.Fatal(err)
	}
	if got := jpegSamples(camera.Bytes()); got != 6 {
		t.Errorf("a camera's picture has %d samples in four pixels", got)
	}
	progressed := bytes.Replace(camera.Bytes(), []byte{0xff, 0xc0}, []byte{0xff, 0xc2}, 1)
	if !progressive(progressed) || progressive(camera.Bytes()) {
		t.Error("a progressive picture is not told from another")
	}
	config := image.Config{Width: 6000, Height: 5000}
	if got := decodedSize(config, "jpeg", progressed); got <= booking.MaxPhotoMemory {
		t.Errorf("30 progressive megapixels take %d MB", got>>20)
	}
	if got := decodedSize(config, "jpeg", camera.Bytes()); got > booking.MaxPhotoMemory {
		t.Errorf("30 megapixels of a camera take %d MB", got>>20)
	}
}

// One is decoded at a time, some wait, and whoever comes then comes again.
func TestPhotosWaitTheirTurn(t *testing.T) {
	first, err := turn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer first()
	gone, leave := context.WithCancel(t.Context())
	left := make(chan error)
	for range maxDecoding - 1 {
		go func() { _, err := turn(gone); left <- err }()
	}
	for len(waiting) < maxDecoding {
		select {
		case err := <-left:
			t.Fatalf("it did not wait: %v", err)
		default:
		}
	}
	if _, err := turn(t.Context()); booking.CodeOf(err) != booking.TooMany {
		t.Errorf("one too many: %v", err)
	}
	leave()
	for range maxDecoding - 1 {
		if err := <-left; err == nil {
			t.Error("whoever left has had his turn")
		}
	}
}
