package widgetapi

import (
	"bytes"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/setupdb"
	"okno/handlers"
)

// widgetPhoto is the picture of a resource that the form offers. Its address names its content, so it may be kept for ever.
func (h *Handlers) widgetPhoto(c echo.Context) error {
	if err := handlers.Limited(c, h.Limits.Read); err != nil {
		return err
	}
	f, _, err := h.FormShown(c)
	if err != nil {
		return err
	}
	id, hash := booking.ID(c.Param("id")), c.Param("hash")
	if f.Resource(string(id)).ID != id {
		return booking.Fail(booking.NotFound, "error.photo_unknown")
	}
	image, err := setupdb.Photo(c.Request().Context(), h.DB.Of(f.Company), id, hash)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "image/jpeg")
	header.Set(echo.HeaderCacheControl, "public, max-age=31536000, immutable")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin") // it stands on pages of other sites
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(image))
	return nil
}
