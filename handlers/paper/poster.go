package paper

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/db/companydb"
	"okno/views/paper"
)

// poster is the QR code of a form's page as it would hang on a door or stand at the reception.
func (h *Handlers) poster(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(setup.Forms, func(f webform.Form) bool { return string(f.ID) == c.Param("id") })
	if i < 0 {
		return booking.Fail(booking.NotFound, "error.form_unknown")
	}
	d := paper.PosterData{Form: setup.Forms[i], Company: setup.Company, BaseURL: h.BaseURL, Small: c.QueryParam("size") == "a6"}
	hash, err := companydb.LogoHash(c.Request().Context(), h.Scope(c))
	if err != nil {
		return err
	}
	if hash != "" {
		d.LogoURL = "/settings/company/logo/" + hash
	}
	page, err := paper.NewPoster(h.Base(c), d)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, page)
}
