package resources

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/acts"
	"okno/booking"
	"okno/db/setupdb"
	"okno/handlers"
	"okno/views"
	"okno/views/resources"
)

// photo is a resource's picture. Its address names its content, so a browser
// may keep it for ever; it is for members only, so nobody else may.
func (h *Handlers) photo(c echo.Context) error {
	hash := c.Param("hash")
	image, err := setupdb.Photo(c.Request().Context(), h.Scope(c), booking.ID(c.Param("id")), hash)
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
	file, seen, err := handlers.ReadPhoto(c)
	if err == nil {
		err = h.Desk.Resources.PutPhoto(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), seen, file)
	}
	return h.photoDone(c, err, "resources.said.photo", views.Undo{})
}

func (h *Handlers) removePhoto(c echo.Context) error {
	return h.photoAct(c, h.Desk.Resources.RemovePhoto, "resources.said.photo_removed", views.Undo{Method: "delete", URL: "/photo/removal"})
}

func (h *Handlers) restorePhoto(c echo.Context) error {
	return h.photoAct(c, h.Desk.Resources.RestorePhoto, "resources.said.photo_restored", views.Undo{Method: "delete", URL: "/photo"})
}

func (h *Handlers) photoAct(c echo.Context, do func(context.Context, acts.Member, booking.ID) error, said string, undo views.Undo) error {
	return h.photoDone(c, do(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))), said, undo)
}

// photoDone shows the picture as it stands now, with what was done or, by the
// field, why not.
func (h *Handlers) photoDone(c echo.Context, failed error, said string, undo views.Undo) error {
	var problem *booking.Error
	if failed != nil {
		problem = handlers.AsKnown(failed)
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
		if handlers.IsFragment(c) {
			return h.Render(c, handlers.Statuses[problem.Code], resources.NewResourcePhoto(handlers.ReaderOf(c), d))
		}
		return h.Render(c, handlers.Statuses[problem.Code], resources.NewResourcePage(h.Base(c), d))
	case !handlers.IsFragment(c):
		return handlers.Redirect(c, "/resources/"+c.Param("id"))
	}
	if undo.URL != "" {
		undo.URL, undo.Target = "/resources/"+c.Param("id")+undo.URL, "#resource-photo"
	}
	return h.RenderDone(c, resources.NewResourcePhoto(handlers.ReaderOf(c), d),
		views.NewDone(handlers.ReaderOf(c), booking.Say(said, "name", d.Resource.Name), undo))
}
