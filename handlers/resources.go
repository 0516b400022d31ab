package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// resources is the list: one query, where the setup is known.
func (h *Handlers) resources(c echo.Context) error {
	d, err := h.resourcesData(c, false)
	if err != nil {
		return err
	}
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewResourceList(readerOf(c), d))
	}
	return h.render(c, http.StatusOK, views.NewResources(h.base(c), d))
}

// newResource is the empty form.
func (h *Handlers) newResource(c echo.Context) error {
	d, err := h.resourcesData(c, false)
	if err != nil {
		return err
	}
	typed := booking.ResourceText{Kind: booking.Staff}
	if kind := booking.Kind(c.QueryParam("kind")); slices.Contains(booking.Kinds, kind) {
		typed.Kind = kind
	}
	return h.showResource(c, http.StatusOK, views.ResourceData{ResourcesData: d, Typed: typed})
}

// resource is the page of one resource.
func (h *Handlers) resource(c echo.Context) error {
	d, err := h.resourceData(c, false)
	if err != nil {
		return err
	}
	if said := c.QueryParam("said"); slices.Contains([]string{"created", "copied", "saved"}, said) {
		d.Said = booking.Say("resources.said."+said, "name", d.Resource.Name)
	}
	return h.showResource(c, http.StatusOK, d)
}

func (h *Handlers) showResource(c echo.Context, status int, d views.ResourceData) error {
	if isFragment(c) {
		return h.render(c, status, views.NewResource(readerOf(c), d))
	}
	return h.render(c, status, views.NewResourcePage(h.base(c), d))
}

// resourcesData is what the list is made of; fresh reads it anew, after an act
// of this very request.
func (h *Handlers) resourcesData(c echo.Context, fresh bool) (views.ResourcesData, error) {
	setup, err := h.setup(c)
	if fresh {
		setup, err = h.scope(c).Setup(c.Request().Context())
	}
	return views.ResourcesData{
		Resources: setup.Resources, Services: setup.Services,
		Filter: resourceFilter(c), CanChange: may(c, booking.ChangeSetup),
	}, err
}

// resourceData is what the page of the path's resource is made of.
func (h *Handlers) resourceData(c echo.Context, fresh bool) (views.ResourceData, error) {
	d, err := h.resourcesData(c, fresh)
	if err != nil {
		return views.ResourceData{}, err
	}
	r, err := resourceOfPath(c, d.Resources)
	return views.ResourceData{ResourcesData: d, Resource: r, Typed: views.NewResourceText(r, d.Services)}, err
}

func resourceOfPath(c echo.Context, all []booking.Resource) (booking.Resource, error) {
	id := booking.ID(c.Param("id"))
	i := slices.IndexFunc(all, func(r booking.Resource) bool { return r.ID == id })
	if i < 0 {
		return booking.Resource{}, booking.Fail(booking.NotFound, "error.resource_unknown")
	}
	return all[i], nil
}

// resourceFilter is the filter of the list that is asked for or, in an act, of
// the list that it was asked from.
func resourceFilter(c echo.Context) views.ResourceFilter {
	query := c.QueryParams()
	if c.Request().Method != http.MethodGet {
		query = askedFrom(c).Query()
	}
	text, ok := booking.CleanLine(query.Get("q"), booking.MaxName)
	if !ok {
		text = ""
	}
	return views.ResourceFilter{Query: text, Archived: query.Get("archived") == "1"}
}

// askedFrom is the page on which htmx was asked, the zero URL where it was not.
func askedFrom(c echo.Context) *url.URL {
	current, err := url.Parse(c.Request().Header.Get("HX-Current-URL"))
	if err != nil {
		return &url.URL{}
	}
	return current
}

// onResourcePage says whether htmx was asked on the page of one resource, and
// not in the list.
func onResourcePage(c echo.Context) bool {
	return strings.HasPrefix(askedFrom(c).Path, "/resources/")
}
