package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// archiveBookings are how many bookings ahead are listed before a resource is put away.
const archiveBookings = 10

// askArchiveResource says what putting a resource away means: how many bookings
// lie ahead and which, and what stays bookable without it.
func (h *Handlers) askArchiveResource(c echo.Context) error {
	setup, err := h.knownSetup(c)
	if err != nil {
		return err
	}
	r, err := resourceOfPath(c, setup.Resources)
	if err != nil {
		return err
	}
	bookings, total, err := h.DB.Of(setup.Company.ID).BookingsAhead(c.Request().Context(), r.ID, h.Now(), archiveBookings)
	if err != nil {
		return err
	}
	d := views.ResourceArchiveData{
		Company: setup.Company, Resource: r, Services: setup.Services, Bookings: bookings, Total: total,
		Without: booking.WithoutResource(setup.Services, setup.Resources, r.ID), OnPage: onResourcePage(c),
	}
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewResourceArchive(readerOf(c), d))
	}
	return h.render(c, http.StatusOK, views.NewResourceArchivePage(h.base(c), d))
}
