package visit

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/messagedb"
	"okno/handlers"
	"okno/views/visit"
)

// reminders asks whether the reminders are to stop. Opening it changes nothing.
func (h *Handlers) reminders(c echo.Context) error {
	company, id, ok := h.Tokens.Reminded(c.Param("token"))
	if !ok {
		return handlers.UnknownVisit
	}
	return h.showReminders(c, company, id)
}

// stopReminders switches them off, for mail programs with one click (RFC 8058),
// and "on=1" switches them on again. A program has no page of ours and no origin:
// the token alone is what it needs.
func (h *Handlers) stopReminders(c echo.Context) error {
	company, id, ok := h.Tokens.Reminded(c.Param("token"))
	if !ok {
		return handlers.UnknownVisit
	}
	if err := h.Desk.Online.SetReminders(c.Request().Context(), company, id, c.FormValue("on") == "1"); err != nil {
		return err
	}
	return h.showReminders(c, company, id)
}

func (h *Handlers) showReminders(c echo.Context, company booking.CompanyID, id booking.ID) error {
	setup, err := h.FreshSetupOf(c, company)
	if err != nil {
		return err
	}
	off, err := messagedb.RemindersOff(c.Request().Context(), h.DB.Of(company), id)
	if err != nil {
		return err
	}
	c.Set(handlers.ContextZone, setup.Company.Zone)
	if handlers.LookOf(c).Locale == "" {
		c.Set(handlers.ContextLocale, setup.Company.Locale)
	}
	return h.Render(c, http.StatusOK, visit.NewReminders(h.Base(c), c.Param("token"), setup.Company, off))
}
