package pictures

import (
	"context"
	"image"
	"image/color"
	"runtime/debug"

	"okno/booking"
)

// One photo is decoded at a time in this process, since each may take
// booking.MaxPhotoMemory; some wait for their turn with the file in their hands, and
// whoever comes when there are that many comes again.
var (
	decoding = make(chan struct{}, 1)
	waiting  = make(chan struct{}, maxDecoding)
)

const maxDecoding = 8

// turn waits for the turn to decode, and gives what ends it. What was taken for the pixels
// goes back to the machine, and is not kept for the next photo, which may come next month.
func turn(ctx context.Context) (done func(), err error) {
	select {
	case waiting <- struct{}{}:
	default:
		return nil, booking.Fail(booking.TooMany, "error.photo_busy")
	}
	select {
	case decoding <- struct{}{}:
		return func() { debug.FreeOSMemory(); <-decoding; <-waiting }, nil
	case <-ctx.Done():
		<-waiting
		return nil, ctx.Err()
	}
}

// decodedSize is about how many bytes decoding takes, by what the file's head says. A
// progressive JPEG keeps a 32-bit coefficient of every sample beside the sample.
func decodedSize(config image.Config, format string, file []byte) int {
	pixels, each := config.Width*config.Height, 4
	switch config.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model:
		each = 8
	case color.Gray16Model:
		each = 2
	case color.YCbCrModel, color.CMYKModel:
		each = 3
	case color.GrayModel:
		each = 1
	}
	if format == "jpeg" {
		samples := jpegSamples(file) // of each pixel, in quarters
		each = (samples + 3) / 4
		if progressive(file) {
			return pixels*each + pixels*samples
		}
	}
	if format == "png" && len(file) > 28 && file[28] == 1 { // interlaced: each pass is a picture, the largest a half
		return pixels*each + pixels*each/2
	}
	return pixels * each
}

// frame is the head of a JPEG's frame (ITU-T T.81, B.2.2), nil where there is none.
func frame(file []byte) (head []byte, kind byte) {
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		marker, end := file[at+1], at+2+int(file[at+2])<<8+int(file[at+3])
		if marker == 0xff {
			at++
			continue
		}
		if end > len(file) || end < at+4 {
			return nil, 0
		}
		if marker >= 0xc0 && marker <= 0xc2 {
			return file[at+4 : end], marker
		}
		at = end
	}
	return nil, 0
}

func progressive(file []byte) bool {
	_, kind := frame(file)
	return kind == 0xc2
}

// jpegSamples is how many samples four pixels of a JPEG have, over all of its components:
// 6 where the colours are halved both ways, as cameras do.
func jpegSamples(file []byte) int {
	head, _ := frame(file)
	if len(head) < 6 || len(head) < 6+3*int(head[5]) {
		return 16
	}
	most, sum := 1, 0
	for i := range int(head[5]) {
		h, v := int(head[7+3*i]>>4), int(head[7+3*i]&15)
		most, sum = max(most, h*v), sum+h*v
	}
	return (4*sum + most - 1) / most
}
