package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/views"
)

// settings leads to the first page of the settings that the member may see, or to his own.
func (h *Handlers) settings(c echo.Context) error {
	if url := views.SettingsURL(identityOf(c).Role); url != "" {
		return redirect(c, url)
	}
	return redirect(c, "/account")
}
