package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
)

// Setup is the member's company as it stood when the request came, with its services,
// resources, hours, exceptions and forms. It is remembered by its version: one query at most.
func (h *Kit) Setup(c echo.Context) (db.Setup, error) {
	return h.SetupAt(c, IdentityOf(c).Versions.Setup)
}

// SetupAt is the same as of a version of the setup. It may be newer, never older.
func (h *Kit) SetupAt(c echo.Context, version int64) (db.Setup, error) {
	return h.Desk.Setups.Get(c.Request().Context(), h.Scope(c), version)
}

// FreshSetup is the same as it stands now: after an act of this request, or where another
// window's change has to be seen.
func (h *Kit) FreshSetup(c echo.Context) (db.Setup, error) {
	return h.FreshSetupOf(c, IdentityOf(c).Company.ID)
}

// FreshSetupOf is the setup of a company that no session has named.
func (h *Kit) FreshSetupOf(c echo.Context, company booking.CompanyID) (db.Setup, error) {
	ctx := c.Request().Context()
	versions, err := h.DB.Versions(ctx, []booking.CompanyID{company})
	if err != nil {
		return db.Setup{}, err
	}
	return h.Desk.Setups.Get(ctx, h.DB.Of(company), versions[company].Setup)
}
