package handlers

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

const (
	// maxPhotoBody is a photo and what a form wraps around it.
	maxPhotoBody = booking.MaxPhotoBytes + 1<<20
	// maxPhotoWaste is what is read of a body that is too large, and thrown away:
	// a browser that is cut off while it sends shows no answer at all.
	maxPhotoWaste = 100 << 20
)

// photo is a resource's picture. Its address names its content, so a browser
// may keep it for ever; it is for members only, so nobody else may.
func (h *Handlers) photo(c echo.Context) error {
	hash := c.Param("hash")
	image, err := h.scope(c).Photo(c.Request().Context(), booking.ID(c.Param("id")), hash)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "image/jpeg")
	header.Set(echo.HeaderCacheControl, "private, max-age=31536000, immutable")
	header.Set("ETag", `"`+hash+`"`)
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(image))
	return nil
}

// putPhoto takes a picture for the resource of the path.
func (h *Handlers) putPhoto(c echo.Context) error {
	file, seen, err := readPhoto(c)
	if err == nil {
		err = h.Desk.PutPhoto(c.Request().Context(), member(c), booking.ID(c.Param("id")), seen, file)
	}
	return h.photoDone(c, err, "resources.said.photo", views.Undo{})
}

func (h *Handlers) removePhoto(c echo.Context) error {
	return h.photoAct(c, h.Desk.RemovePhoto, "resources.said.photo_removed", views.Undo{Method: "delete", URL: "/photo/removal"})
}

func (h *Handlers) restorePhoto(c echo.Context) error {
	return h.photoAct(c, h.Desk.RestorePhoto, "resources.said.photo_restored", views.Undo{Method: "delete", URL: "/photo"})
}

func (h *Handlers) photoAct(c echo.Context, do func(context.Context, desk.Member, booking.ID) error, said string, undo views.Undo) error {
	return h.photoDone(c, do(c.Request().Context(), member(c), booking.ID(c.Param("id"))), said, undo)
}

// photoDone shows the picture as it stands now, with what was done or, by the
// field, why not.
func (h *Handlers) photoDone(c echo.Context, failed error, said string, undo views.Undo) error {
	var problem *booking.Error
	if failed != nil {
		problem = asKnown(failed)
		switch problem.Code {
		case booking.Invalid, booking.Conflict:
		default:
			return failed
		}
	}
	d, err := h.resourceData(c, true)
	if err != nil {
		return err
	}
	switch {
	case problem != nil:
		if d.Photo = problem.Fields["photo"]; d.Photo.Key == "" {
			d.Photo = problem.Sentence
		}
		if isFragment(c) {
			return h.render(c, statuses[problem.Code], views.NewResourcePhoto(readerOf(c), d))
		}
		return h.render(c, statuses[problem.Code], views.NewResourcePage(h.base(c), d))
	case !isFragment(c):
		return redirect(c, "/resources/"+c.Param("id"))
	}
	if undo.URL != "" {
		undo.URL, undo.Target = "/resources/"+c.Param("id")+undo.URL, "#resource-photo"
	}
	return h.renderDone(c, views.NewResourcePhoto(readerOf(c), d),
		views.NewDone(readerOf(c), booking.Say(said, "name", d.Resource.Name), undo))
}

// readPhoto reads the form of a photo: the file and the hash of the picture that
// the person saw. Nothing of it is written to a disk.
func readPhoto(c echo.Context) (file []byte, seen string, err error) {
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
