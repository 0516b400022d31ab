package handlers

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// check is the list of what cannot work, what is full, and which bookings lie
// outside the rules: beside the session's one query while the setup is known,
// and another one where there are such bookings.
func (h *Handlers) check(c echo.Context) error {
	ctx := c.Request().Context()
	scope := h.scope(c)
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	d := views.CheckData{
		Setup: flawOf(setup, h.Now()), Company: setup.Company, Forms: setup.Forms,
		Findings: h.checks.of(setup, h.Now()), CanChange: may(c, booking.ChangeSetup), CanChangeCompany: may(c, booking.ChangeCompany),
		NoMail: h.MailLogged, Until: h.today(setup.Company).AddDays(setup.Company.HorizonDays),
	}
	if err := h.checkBookings(ctx, scope, setup, &d); err != nil {
		return err
	}
	return h.render(c, http.StatusOK, views.NewCheck(h.base(c), d))
}

// maxMisfits is how many bookings outside the rules are listed.
const maxMisfits = 50

// checkBookings finds what the bookings to come say of the setup.
func (h *Handlers) checkBookings(ctx context.Context, scope db.Scope, setup db.Setup, d *views.CheckData) error {
	coming, err := scope.Coming(ctx, h.Now())
	if err != nil {
		return err
	}
	var occupied []booking.Occupancy
	for _, b := range coming {
		for _, r := range b.Resources {
			occupied = append(occupied, booking.Occupancy{Resource: r, Span: b.Occupied, Booking: b.ID})
		}
	}
	d.Full = setup.Calendar(occupied).Full(h.Now())
	awaited := slices.DeleteFunc(coming, func(b booking.Booking) bool {
		return !slices.Contains(booking.Awaited, b.Status) || !b.End.After(h.Now())
	})
	misfits := setup.Calendar(nil).Misfits(awaited)
	d.MoreMisfits = max(0, len(misfits)-maxMisfits)
	d.Misfits = misfits[:len(misfits)-d.MoreMisfits]
	ids := make([]booking.ID, len(d.Misfits))
	for i, m := range d.Misfits {
		ids[i] = m.ID
	}
	whole, err := scope.BookingsOf(ctx, ids)
	for _, b := range whole {
		for i := range d.Misfits {
			if d.Misfits[i].ID == b.ID {
				d.Misfits[i].Booking = b
			}
		}
	}
	return err
}

// flawOf is what the words of findings name.
func flawOf(setup db.Setup, now time.Time) views.FlawOf {
	return views.FlawOf{
		Services: setup.Services, Resources: setup.Resources, Exceptions: setup.Exceptions,
		Today: booking.DateOf(now, setup.Company.Zone),
	}
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
	return len(h.checks.of(setup, h.Now()))
}

// checks remembers what was found, by company, while its setup does not change, for some minutes.
type checks struct {
	mu    sync.Mutex
	known map[booking.CompanyID]checked
}

type checked struct {
	version  int64
	at       time.Time // rounded down to checkedEvery
	findings []booking.Finding
}

const (
	maxChecks    = 2_000 // bounds the memory
	checkedEvery = 10 * time.Minute
)

func (c *checks) of(setup db.Setup, now time.Time) []booking.Finding {
	at := now.Truncate(checkedEvery)
	c.mu.Lock()
	last, ok := c.known[setup.Company.ID]
	c.mu.Unlock()
	if ok && last.version == setup.Version && last.at.Equal(at) {
		return last.findings
	}
	calendar := setup.Calendar(nil)
	all := calendar.Check(setup.Forms, booking.DateOf(now, setup.Company.Zone))
	if !slices.ContainsFunc(all, func(f booking.Finding) bool { return f.What == booking.NoticeTooLong }) {
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
