package handlers

import (
	"encoding/base64"

	"github.com/labstack/echo/v4"

	"okno/booking"
)

// PushKey is the key that browsers subscribe under, as their script takes it; "" where there is none to be had, which
// leaves the rest of the page as it is.
func (h *Kit) PushKey(c echo.Context) string {
	key, err := h.Desk.Settings.PushKey(c.Request().Context())
	if err != nil {
		h.Log.WarnContext(c.Request().Context(), "the key for push services cannot be read", "error", booking.LogText(err.Error()))
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(key)
}
