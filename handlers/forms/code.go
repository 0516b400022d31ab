package forms

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/views"
)

// formCode is the QR code of a form's hosted page as a picture to print.
func (h *Handlers) formCode(c echo.Context) error {
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	code, err := views.NewQR(h.BaseURL+"/b/"+d.Form.Key, "")
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `inline; filename="okno-`+d.Form.Key+`.svg"`)
	c.Response().Header().Set(echo.HeaderCacheControl, "private, no-store")
	return c.Blob(http.StatusOK, "image/svg+xml", code.Picture())
}
