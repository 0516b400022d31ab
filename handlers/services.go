package handlers

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// services is the list: two queries with the session's, where the setup is known.
func (h *Handlers) services(c echo.Context) error {
	d, err := h.servicesData(c, false)
	if err != nil {
		return err
	}
	if isFragment(c) {
		c.Response().Header().Set("HX-Replace-Url", "/services"+d.Filter.Search())
		return h.render(c, http.StatusOK, views.NewServiceList(readerOf(c), d))
	}
	return h.render(c, http.StatusOK, views.NewServices(h.base(c), d, views.ServiceEditor{}))
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
	return h.serviceEditor(c, http.StatusOK, views.ServiceEditorData{ServicesData: d, Typed: booking.ServiceText{Duration: "60"}})
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
	return h.serviceEditor(c, http.StatusOK, views.ServiceEditorData{
		ServicesData: d, Service: s, Typed: views.NewServiceText(readerOf(c), s),
	})
}

// serviceEditor answers with the form: beside the list, or alone for htmx.
func (h *Handlers) serviceEditor(c echo.Context, status int, d views.ServiceEditorData) error {
	editor := views.NewServiceEditor(readerOf(c), d)
	if isFragment(c) {
		return h.render(c, status, editor)
	}
	return h.render(c, status, views.NewServices(h.base(c), d.ServicesData, editor))
}

// serviceLinks says what a choice of resources means.
func (h *Handlers) serviceLinks(c echo.Context) error {
	var r struct {
		Resources []booking.ID `form:"resource"`
	}
	if err := c.Bind(&r); err != nil {
		return err
	}
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, views.NewServiceLinks(readerOf(c), r.Resources, setup.Resources))
}

// servicesData is what the list is made of; fresh reads it anew, after an act
// of this very request.
func (h *Handlers) servicesData(c echo.Context, fresh bool) (views.ServicesData, error) {
	setup, err := h.setup(c)
	if fresh {
		setup, err = h.scope(c).Setup(c.Request().Context())
	}
	if err != nil {
		return views.ServicesData{}, err
	}
	return views.ServicesData{
		Company: setup.Company, Services: setup.Services, Resources: setup.Resources,
		Findings: h.checks.of(setup, h.Now()), Exceptions: setup.Exceptions, Today: h.today(setup.Company),
		Filter: serviceFilter(c), CanChange: may(c, booking.ChangeSetup),
	}, nil
}

// serviceFilter is the filter of the list that is asked for or, in an act, of
// the list that it was asked from.
func serviceFilter(c echo.Context) views.ServiceFilter {
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
	return views.ServiceFilter{Query: text, Archived: query.Get("archived") == "1"}
}

func serviceOfPath(c echo.Context, d views.ServicesData) (booking.Service, error) {
	id := booking.ID(c.Param("id"))
	i := slices.IndexFunc(d.Services, func(s booking.Service) bool { return s.ID == id })
	if i < 0 {
		return booking.Service{}, booking.Fail(booking.NotFound, "error.service_unknown")
	}
	return d.Services[i], nil
}
