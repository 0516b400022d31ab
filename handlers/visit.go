package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// visit is the client's own page of a booking. Opening it changes nothing.
func (h *Handlers) visit(c echo.Context) error {
	d, err := h.visitData(c)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Referrer-Policy", "no-referrer")
	return h.render(c, http.StatusOK, views.NewVisit(h.base(c), d))
}

func (h *Handlers) visitData(c echo.Context) (views.VisitData, error) {
	ctx := c.Request().Context()
	unknown := booking.Fail(booking.NotFound, "error.visit_unknown")
	company, id, ok := h.tokens.managed(c.Param("token"))
	if !ok {
		return views.VisitData{}, unknown
	}
	scope := h.DB.Of(company)
	setup, err := h.currentSetup(c, company)
	if err != nil {
		return views.VisitData{}, err
	}
	if lookOf(c).locale == "" {
		c.Set(contextLocale, setup.Company.Locale)
	}
	b, err := scope.Booking(ctx, id)
	if booking.CodeOf(err) == booking.NotFound {
		return views.VisitData{}, unknown
	}
	if err != nil {
		return views.VisitData{}, err
	}
	return views.VisitData{
		Token: c.Param("token"), Company: setup.Company, Booking: b,
		Service: serviceOf(setup.Services, b.Service), Resources: resourcesOf(setup.Resources, b.Resources),
	}, nil
}

// currentSetup is the setup of a company that no session and no form has named.
func (h *Handlers) currentSetup(c echo.Context, company booking.CompanyID) (db.Setup, error) {
	ctx := c.Request().Context()
	versions, err := h.DB.Versions(ctx, []booking.CompanyID{company})
	if err != nil {
		return db.Setup{}, err
	}
	return h.Desk.Setups.Get(ctx, h.DB.Of(company), versions[company].Setup)
}
