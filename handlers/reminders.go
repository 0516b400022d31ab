package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// reminders asks whether the reminders are to stop. Opening it changes nothing.
func (h *Handlers) reminders(c echo.Context) error {
	company, id, ok := h.tokens.reminded(c.Param("token"))
	if !ok {
		return unknownVisit
	}
	return h.showReminders(c, company, id)
}

// stopReminders switches them off, for mail programs with one click (RFC 8058),
// and "on=1" switches them on again. A program has no page of ours and no origin:
// the token alone is what it needs.
func (h *Handlers) stopReminders(c echo.Context) error {
	company, id, ok := h.tokens.reminded(c.Param("token"))
	if !ok {
		return unknownVisit
	}
	if err := h.Desk.SetReminders(c.Request().Context(), company, id, c.FormValue("on") == "1"); err != nil {
		return err
	}
	return h.showReminders(c, company, id)
}

func (h *Handlers) showReminders(c echo.Context, company booking.CompanyID, id booking.ID) error {
	setup, err := h.freshSetupOf(c, company)
	if err != nil {
		return err
	}
	off, err := h.DB.Of(company).RemindersOff(c.Request().Context(), id)
	if err != nil {
		return err
	}
	c.Set(contextZone, setup.Company.Zone)
	if lookOf(c).locale == "" {
		c.Set(contextLocale, setup.Company.Locale)
	}
	return h.render(c, http.StatusOK, views.NewReminders(h.base(c), c.Param("token"), setup.Company, off))
}
