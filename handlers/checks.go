package handlers

import (
	"slices"
	"sync"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/peopledb"
)

// checks remembers what was found, by company, while its setup does not change, for some minutes.
type checks struct {
	mu    sync.Mutex
	known map[booking.CompanyID]checked
}

type checked struct {
	version  int64
	at       time.Time // rounded down to checkedEvery
	findings []engine.Finding
}

const (
	maxChecks    = 2_000 // bounds the memory
	checkedEvery = 10 * time.Minute
)

func (c *checks) Of(setup db.Setup, now time.Time) []engine.Finding {
	at := now.Truncate(checkedEvery)
	c.mu.Lock()
	last, ok := c.known[setup.Company.ID]
	c.mu.Unlock()
	if ok && last.version == setup.Version && last.at.Equal(at) {
		return last.findings
	}
	calendar := setup.Calendar(nil)
	all := calendar.Check(setup.Forms, booking.DateOf(now, setup.Company.Zone))
	if !slices.ContainsFunc(all, func(f engine.Finding) bool { return f.What == engine.NoticeTooLong }) {
		all = append(all, calendar.Outlook(now)...)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || len(c.known) >= maxChecks {
		c.known = map[booking.CompanyID]checked{}
	}
	c.known[setup.Company.ID] = checked{setup.Version, at, all}
	return all
}

// flaws is how many there are in the setup that who sees, as far as it is
// known without reading: a number in the navigation is not worth a query.
func (h *Kit) flaws(who *peopledb.Session) int {
	if !who.Role.May(booking.SeeSetup) {
		return 0
	}
	setup, ok := h.Desk.Setups.Known(who.Company.ID, who.Versions.Setup)
	if !ok {
		return 0
	}
	return len(h.Checks.Of(setup, h.Now()))
}
