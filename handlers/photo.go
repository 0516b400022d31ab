package handlers

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
)

// ReadPhoto reads the form of a photo: the file and the hash of the picture that
// the person saw. Nothing of it is written to a disk.
func ReadPhoto(c echo.Context) (file []byte, seen string, err error) {
	body := http.MaxBytesReader(c.Response(), c.Request().Body, maxPhotoWaste)
	kept := &io.LimitedReader{R: body, N: maxPhotoBody}
	defer func() {
		if kept.N <= 0 { // what came is no whole form: it says nothing of the file
			_, _ = io.Copy(io.Discard, body)
			err = booking.PhotoTooLarge()
		}
	}()
	c.Request().Body = io.NopCloser(kept)
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return nil, "", booking.Fail(booking.Malformed, "error.malformed")
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return file, seen, nil
		}
		if err != nil {
			return nil, "", &booking.Error{Code: booking.Malformed, Sentence: booking.Say("error.malformed"), Err: err}
		}
		if err := readPhotoPart(part, &file, &seen); err != nil {
			return nil, "", err
		}
	}
}

func readPhotoPart(part *multipart.Part, file *[]byte, seen *string) error {
	limit := int64(256)
	if part.FormName() == "photo" {
		limit = booking.MaxPhotoBytes + 1 // one more than is allowed, so that it shows
	}
	content, err := io.ReadAll(io.LimitReader(part, limit))
	if err != nil {
		return &booking.Error{Code: booking.Malformed, Sentence: booking.Say("error.malformed"), Err: err}
	}
	switch part.FormName() {
	case "photo":
		*file = content
	case "seen":
		*seen = string(content)
	}
	return nil
}

const (
	// maxPhotoBody is a photo and what a form wraps around it.
	maxPhotoBody = booking.MaxPhotoBytes + 1<<20
	// maxPhotoWaste is what is read of a body that is too large, and thrown away:
	// a browser that is cut off while it sends shows no answer at all.
	maxPhotoWaste = 100 << 20
)
