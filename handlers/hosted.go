package handlers

import (
	"bytes"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// hosted is a form's page for those without a site: the company and the widget,
// in the form's language. It sets no cookie. ?service begins with one,
// ?noindex keeps the page out of search engines.
func (h *Handlers) hosted(c echo.Context) error {
	f, err := h.form(c)
	if err != nil {
		return err
	}
	d := views.HostedData{
		Form: booking.Form{Key: f.Key, Settings: f.Settings}, Company: f.Setup.Company, Hidden: c.QueryParams().Has("noindex"),
	}
	if service, known := f.service(c.QueryParam("service")); known {
		d.Service = string(service.ID)
	}
	hash, err := h.DB.Of(f.Company).LogoHash(c.Request().Context())
	if err != nil {
		return err
	}
	if hash != "" {
		d.LogoURL = "/b/" + f.Key + "/logo/" + hash
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "no-cache")
	return h.render(c, http.StatusOK, views.NewHosted(h.base(c), d))
}

// hostedLogo is the company's picture for everybody. Its address names its content.
func (h *Handlers) hostedLogo(c echo.Context) error {
	f, err := h.form(c)
	if err != nil {
		return err
	}
	image, err := h.DB.Of(f.Company).Logo(c.Request().Context(), c.Param("hash"))
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "image/jpeg")
	header.Set(echo.HeaderCacheControl, "public, max-age=31536000, immutable")
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(image))
	return nil
}
