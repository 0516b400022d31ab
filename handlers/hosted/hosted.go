package hosted

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/db/companydb"
	"okno/handlers"
	"okno/handlers/openform"
	"okno/views/hosted"
)

// hosted is a form's page for those without a site: the company and the widget,
// in the form's language, and the same steps drawn here for browsers that run no
// scripts. It sets no cookie. ?service and ?resource begin with one, ?noindex keeps the page
// out of search engines, ?plain leaves the widget out.
func (h *Handlers) hosted(c echo.Context) error {
	f, err := h.Form(c)
	if err != nil {
		return h.hostedClosed(c, f, err)
	}
	if token := c.QueryParam("done"); token != "" {
		return h.hostedDone(c, f, token)
	}
	p := hostedAsk(c, f)
	plain, err := h.hostedStep(c, f, p)
	if err != nil {
		return err
	}
	return h.showHosted(c, http.StatusOK, f, plain)
}

// showHosted answers with the page around a step.
func (h *Handlers) showHosted(c echo.Context, status int, f openform.Form, plain hosted.PlainData) error {
	d := hosted.HostedData{
		Form: webform.Form{Key: f.Key, Settings: f.Settings}, Company: f.Setup.Company, Hidden: c.QueryParams().Has("noindex"), Plain: plain,
	}
	if service, known := f.Service(c.QueryParam("service")); known {
		d.Service = string(service.ID)
	}
	d.Resource = string(f.Resource(c.QueryParam("resource")).ID)
	var err error
	if d.LogoURL, err = h.hostedLogoURL(c, f); err != nil {
		return err
	}
	h.framed(c, f)
	return h.Render(c, status, hosted.NewHosted(h.Base(c), d))
}

// hostedClosed is what stands in the place of a form that is switched off: whose
// it was, and how to reach them. Nothing is known of a form that never was.
func (h *Handlers) hostedClosed(c echo.Context, f openform.Form, closed error) error {
	if f.Setup.Company.Name == "" || booking.CodeOf(closed) != booking.NotFound {
		return closed
	}
	logo, err := h.hostedLogoURL(c, f)
	if err != nil {
		return err
	}
	h.framed(c, f)
	d := hosted.HostedData{Form: webform.Form{Key: f.Key, Settings: f.Settings}, Company: f.Setup.Company, Hidden: true, LogoURL: logo, Closed: handlers.AsKnown(closed).Sentence}
	return h.Render(c, http.StatusNotFound, hosted.NewHosted(h.Base(c), d))
}

func (h *Handlers) hostedLogoURL(c echo.Context, f openform.Form) (string, error) {
	hash, err := companydb.LogoHash(c.Request().Context(), h.DB.Of(f.Company))
	if err != nil || hash == "" {
		return "", err
	}
	return "/b/" + f.Key + "/logo/" + hash, nil
}

// framed lets the sites that the form names show the page in a frame; where it
// names none nobody may.
func (h *Handlers) framed(c echo.Context, f openform.Form) {
	header := c.Response().Header()
	if header.Get(echo.HeaderCacheControl) == "" {
		header.Set(echo.HeaderCacheControl, "no-cache")
	}
	var sources []string
	for _, site := range f.Settings.Sites {
		sources = append(sources, webform.SiteSources(site)...)
	}
	if len(sources) > 0 {
		slices.Sort(sources)
		own := "frame-ancestors 'self' " + strings.Join(slices.Compact(sources), " ")
		header.Set(echo.HeaderContentSecurityPolicy, strings.Replace(handlers.PanelCSP, "frame-ancestors 'none'", own, 1))
	}
}

// hostedLogo is the company's picture for everybody. Its address names its content.
func (h *Handlers) hostedLogo(c echo.Context) error {
	f, err := h.Form(c)
	if err != nil && f.Setup.Company.Name == "" {
		return err
	}
	image, err := companydb.Logo(c.Request().Context(), h.DB.Of(f.Company), c.Param("hash"))
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "image/jpeg")
	header.Set(echo.HeaderCacheControl, "public, max-age=31536000, immutable")
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(image))
	return nil
}
