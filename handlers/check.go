package handlers

import (
	"net/http"
	"sync"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// check is the list of what in the setup cannot work: no query beside the
// session's while the setup is known.
func (h *Handlers) check(c echo.Context) error {
	who := identityOf(c)
	setup, err := h.Desk.Setups.Get(c.Request().Context(), h.DB.Of(who.Company.ID), who.Versions.Setup)
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, views.NewCheck(h.base(c), views.CheckData{
		Services: setup.Services, Resources: setup.Resources, Forms: setup.Forms,
		Findings: h.checks.of(setup, h.today(setup.Company)), CanChange: may(c, booking.ChangeSetup),
	}))
}

func (h *Handlers) today(company booking.Company) booking.Date {
	return booking.DateOf(h.Now(), company.Zone)
}

// flaws is how many there are in the setup that who sees, as far as it is
// known without reading: a number in the navigation is not worth a query.
func (h *Handlers) flaws(who *db.Session) int {
	if !who.Role.May(booking.SeeSetup) {
		return 0
	}
	setup, ok := h.Desk.Setups.Known(who.Company.ID, who.Versions.Setup)
	if !ok {
		return 0
	}
	return len(h.checks.of(setup, h.today(setup.Company)))
}

// checks remembers what was found, by company, while neither its setup nor the date changes.
type checks struct {
	mu    sync.Mutex
	known map[booking.CompanyID]checked
}

type checked struct {
	version  int64
	date     booking.Date
	findings []booking.Finding
}

// maxChecks bounds the memory.
const maxChecks = 2_000

func (c *checks) of(setup db.Setup, date booking.Date) []booking.Finding {
	c.mu.Lock()
	last, ok := c.known[setup.Company.ID]
	c.mu.Unlock()
	if ok && last.version == setup.Version && last.date == date {
		return last.findings
	}
	found := checked{setup.Version, date, setup.Calendar(nil).Check(setup.Forms, date)}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || len(c.known) >= maxChecks {
		c.known = map[booking.CompanyID]checked{}
	}
	c.known[setup.Company.ID] = found
	return found.findings
}
