package handlers

import (
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
)

// ServiceOf is the one with that id; one that is gone has its id alone.
func ServiceOf(services []booking.Service, id booking.ID) booking.Service {
	if i := slices.IndexFunc(services, func(s booking.Service) bool { return s.ID == id }); i >= 0 {
		return services[i]
	}
	return booking.Service{ID: id}
}

// ResourcesOf are those of ids, in the panel's order.
func ResourcesOf(all []booking.Resource, ids []booking.ID) []booking.Resource {
	var some []booking.Resource
	for _, r := range all {
		if slices.Contains(ids, r.ID) {
			some = append(some, r)
		}
	}
	return some
}

// ResourceOfPath is the resource that the path names, NotFound where the company has none such.
func ResourceOfPath(c echo.Context, all []booking.Resource) (booking.Resource, error) {
	id := booking.ID(c.Param("id"))
	i := slices.IndexFunc(all, func(r booking.Resource) bool { return r.ID == id })
	if i < 0 {
		return booking.Resource{}, booking.Fail(booking.NotFound, "error.resource_unknown")
	}
	return all[i], nil
}
