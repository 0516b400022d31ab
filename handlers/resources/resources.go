package resources

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
	"okno/views/resources"
)

// resources is the list: one query, where the setup is known.
func (h *Handlers) resources(c echo.Context) error {
	d, err := h.resourcesData(c, false)
	if err != nil {
		return err
	}
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, resources.NewResourceList(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, resources.NewResources(h.Base(c), d))
}

// newResource is the empty form.
func (h *Handlers) newResource(c echo.Context) error {
	d, err := h.resourcesData(c, false)
	if err != nil {
		return err
	}
	typed := booking.ResourceText{Typed: booking.Typed{"kind": string(booking.Staff)}}
	if kind := booking.Kind(c.QueryParam("kind")); slices.Contains(booking.Kinds, kind) {
		typed.Typed["kind"] = string(kind)
	}
	return h.showResource(c, http.StatusOK, resources.ResourceData{ResourcesData: d, Typed: typed})
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

func (h *Handlers) showResource(c echo.Context, status int, d resources.ResourceData) error {
	if handlers.IsFragment(c) {
		return h.Render(c, status, resources.NewResource(handlers.ReaderOf(c), d))
	}
	return h.Render(c, status, resources.NewResourcePage(h.Base(c), d))
}

// resourcesData is what the list is made of; fresh reads it anew, after an act
// of this very request.
func (h *Handlers) resourcesData(c echo.Context, fresh bool) (resources.ResourcesData, error) {
	setup, err := h.Setup(c)
	if fresh {
		setup, err = h.Scope(c).Setup(c.Request().Context())
	}
	return resources.ResourcesData{
		Company: setup.Company, Resources: setup.Resources, Services: setup.Services, Forms: setup.Forms, BaseURL: h.BaseURL,
		Filter: resourceFilter(c), CanChange: handlers.May(c, booking.ChangeSetup),
	}, err
}

// resourceData is what the page of the path's resource is made of.
func (h *Handlers) resourceData(c echo.Context, fresh bool) (resources.ResourceData, error) {
	d, err := h.resourcesData(c, fresh)
	if err != nil {
		return resources.ResourceData{}, err
	}
	r, err := handlers.ResourceOfPath(c, d.Resources)
	return resources.ResourceData{ResourcesData: d, Resource: r, Typed: resources.NewResourceText(r, d.Services)}, err
}

// resourceFilter is the filter of the list that is asked for or, in an act, of
// the list that it was asked from.
func resourceFilter(c echo.Context) resources.ResourceFilter {
	query := c.QueryParams()
	if c.Request().Method != http.MethodGet {
		query = askedFrom(c).Query()
	}
	text, ok := booking.CleanLine(query.Get("q"), booking.MaxName)
	if !ok {
		text = ""
	}
	return resources.ResourceFilter{Query: text, Archived: query.Get("archived") == "1"}
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
