package resources

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/peopledb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views"
	"okno/views/resources"
)

// askArchiveResource says what putting a resource away means: how many bookings
// lie ahead and which, and what stays bookable without it.
func (h *Handlers) askArchiveResource(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	r, err := handlers.ResourceOfPath(c, setup.Resources)
	if err != nil {
		return err
	}
	hits, err := h.hitsOfArchiving(c, setup, r)
	if err != nil {
		return err
	}
	specialists, err := peopledb.SpecialistsOf(c.Request().Context(), h.Scope(c), r.ID)
	if err != nil {
		return err
	}
	d := resources.ResourceArchiveData{
		HitsData: hits, Resource: r, Specialists: specialists, Without: booking.WithoutResource(setup.Services, setup.Resources, r.ID), OnPage: onResourcePage(c),
	}
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, resources.NewResourceArchive(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, resources.NewResourceArchivePage(h.Base(c), d))
}

// hitsOfArchiving are the bookings ahead that the resource would leave, with
// what could become of each: two queries.
func (h *Handlers) hitsOfArchiving(c echo.Context, setup db.Setup, r booking.Resource) (views.HitsData, error) {
	after := setup
	after.Resources = slices.Clone(setup.Resources)
	for i := range after.Resources {
		if after.Resources[i].ID == r.ID {
			after.Resources[i].Active, after.Resources[i].Archived = false, true
		}
	}
	found, err := bookingdb.HitBy(c.Request().Context(), h.Scope(c), setup, after, h.Now())
	if err != nil {
		return views.HitsData{}, err
	}
	more := max(0, len(found)-bookings.MaxHits)
	return h.HitsData(c, &bookings.Hits{Before: setup, After: after, Bookings: found[:len(found)-more], More: more}, nil)
}
