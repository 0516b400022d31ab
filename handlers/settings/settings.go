package settings

import (
	"github.com/labstack/echo/v4"

	"okno/handlers"
	"okno/views"
)

// settings leads to the first page of the settings that the member may see, or to his own.
func (h *Handlers) settings(c echo.Context) error {
	if url := views.SettingsURL(handlers.IdentityOf(c).Role); url != "" {
		return handlers.Redirect(c, url)
	}
	return handlers.Redirect(c, "/account")
}
