package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// settings leads to the first page of the settings that the member may see.
func (h *Handlers) settings(c echo.Context) error {
	if url := views.SettingsURL(identityOf(c).Role); url != "" {
		return redirect(c, url)
	}
	return booking.Fail(booking.Forbidden, "error.no_right")
}
