package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/desk"
	"okno/views"
)

// askArchiveResource says what putting a resource away means: how many bookings
// lie ahead and which, and what stays bookable without it.
func (h *Handlers) askArchiveResource(c echo.Context) error {
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	r, err := resourceOfPath(c, setup.Resources)
	if err != nil {
		return err
	}
	hits, err := h.hitsOfArchiving(c, setup, r)
	if err != nil {
		return err
	}
	d := views.ResourceArchiveData{
		HitsData: hits, Resource: r, Without: booking.WithoutResource(setup.Services, setup.Resources, r.ID), OnPage: onResourcePage(c),
	}
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewResourceArchive(readerOf(c), d))
	}
	return h.render(c, http.StatusOK, views.NewResourceArchivePage(h.base(c), d))
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
	found, err := h.scope(c).HitBy(c.Request().Context(), setup, after, h.Now())
	if err != nil {
		return views.HitsData{}, err
	}
	more := max(0, len(found)-desk.MaxHits)
	return h.hitsData(c, &desk.Hits{Before: setup, After: after, Bookings: found[:len(found)-more], More: more}, nil)
}
