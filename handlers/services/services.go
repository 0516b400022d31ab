package services

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
	"okno/handlers/kept"
	"okno/views/services"
)

// services is the list: two queries with the session's, where the setup is known.
func (h *Handlers) services(c echo.Context) error {
	if !handlers.IsFragment(c) {
		return h.RenderPage(c, false, func() (kept.Page, time.Time, error) {
			d, err := h.servicesData(c, false)
			if err != nil {
				return nil, time.Time{}, err
			}
			return services.NewServices(h.Base(c), d, services.ServiceEditor{}), h.Now(), nil
		})
	}
	d, err := h.servicesData(c, false)
	if err != nil {
		return err
	}
	c.Response().Header().Set("HX-Replace-Url", "/services"+d.Filter.Search())
	return h.Render(c, http.StatusOK, services.NewServiceList(handlers.ReaderOf(c), d))
}

// newService is the empty form.
func (h *Handlers) newService(c echo.Context) error {
	d, err := h.servicesData(c, false)
	if err != nil {
		return err
	}
	if !d.CanChange {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	return h.serviceEditor(c, http.StatusOK, services.ServiceEditorData{ServicesData: d, Typed: booking.ServiceText{Typed: booking.Typed{"duration": "60"}}})
}

// service is the form of one service, or its facts for who may not change it.
func (h *Handlers) service(c echo.Context) error {
	d, err := h.servicesData(c, false)
	if err != nil {
		return err
	}
	s, err := serviceOfPath(c, d)
	if err != nil {
		return err
	}
	return h.serviceEditor(c, http.StatusOK, services.ServiceEditorData{
		ServicesData: d, Service: s, Typed: services.NewServiceText(handlers.ReaderOf(c), s),
	})
}

// serviceEditor answers with the form: beside the list, or alone for htmx.
func (h *Handlers) serviceEditor(c echo.Context, status int, d services.ServiceEditorData) error {
	editor := services.NewServiceEditor(handlers.ReaderOf(c), d)
	if handlers.IsFragment(c) {
		return h.Render(c, status, editor)
	}
	return h.Render(c, status, services.NewServices(h.Base(c), d.ServicesData, editor))
}

// serviceLinks says what a choice of resources means.
func (h *Handlers) serviceLinks(c echo.Context) error {
	var r struct {
		Resources []booking.ID `form:"resource"`
	}
	if err := c.Bind(&r); err != nil {
		return err
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, services.NewServiceLinks(handlers.ReaderOf(c), r.Resources, setup.Resources))
}

// servicesData is what the list is made of; fresh reads it anew, after an act
// of this very request.
func (h *Handlers) servicesData(c echo.Context, fresh bool) (services.ServicesData, error) {
	setup, err := h.Setup(c)
	if fresh {
		setup, err = h.Scope(c).Setup(c.Request().Context())
	}
	if err != nil {
		return services.ServicesData{}, err
	}
	return services.ServicesData{
		Company: setup.Company, Services: setup.Services, Resources: setup.Resources, Forms: setup.Forms, BaseURL: h.BaseURL,
		Findings: h.Checks.Of(setup, h.Now()), Exceptions: setup.Exceptions, Today: h.Today(setup.Company),
		Filter: serviceFilter(c), CanChange: handlers.May(c, booking.ChangeSetup),
	}, nil
}

// serviceFilter is the filter of the list that is asked for or, in an act, of
// the list that it was asked from.
func serviceFilter(c echo.Context) services.ServiceFilter {
	query := c.QueryParams()
	if c.Request().Method != http.MethodGet {
		if current, err := url.Parse(c.Request().Header.Get("HX-Current-URL")); err == nil {
			query = current.Query()
		}
	}
	text, ok := booking.CleanLine(query.Get("q"), booking.MaxName)
	if !ok {
		text = ""
	}
	return services.ServiceFilter{Query: text, Archived: query.Get("archived") == "1"}
}

func serviceOfPath(c echo.Context, d services.ServicesData) (booking.Service, error) {
	id := booking.ID(c.Param("id"))
	i := slices.IndexFunc(d.Services, func(s booking.Service) bool { return s.ID == id })
	if i < 0 {
		return booking.Service{}, booking.Fail(booking.NotFound, "error.service_unknown")
	}
	return d.Services[i], nil
}
