package forms

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/views/forms"
)

// install tells how the form of the path comes into a site; ?on names what the site is made with.
func (h *Handlers) install(c echo.Context) error {
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, forms.NewInstall(h.Base(c), d, c.QueryParam("on")))
}
