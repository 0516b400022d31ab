package check

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views/check"
	"okno/views/flaw"
)

// check is the list of what cannot work, what is full, and which bookings lie
// outside the rules: beside the session's one query while the setup is known,
// and another one where there are such bookings.
func (h *Handlers) check(c echo.Context) error {
	ctx := c.Request().Context()
	scope := h.Scope(c)
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	d := check.CheckData{
		Setup: flawOf(setup, h.Now()), Company: setup.Company, Forms: setup.Forms,
		Findings: h.Checks.Of(setup, h.Now()), CanChange: handlers.May(c, booking.ChangeSetup), CanChangeCompany: handlers.May(c, booking.ChangeCompany),
		NoMail: h.MailLogged, Until: h.Today(setup.Company).AddDays(setup.Company.HorizonDays),
	}
	if err := h.checkBookings(ctx, scope, setup, &d); err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, check.NewCheck(h.Base(c), d))
}

// maxMisfits is how many bookings outside the rules are listed.
const maxMisfits = 50

// checkBookings finds what the bookings to come say of the setup.
func (h *Handlers) checkBookings(ctx context.Context, scope db.Scope, setup db.Setup, d *check.CheckData) error {
	coming, err := bookingdb.Coming(ctx, scope, h.Now())
	if err != nil {
		return err
	}
	var occupied []engine.Occupancy
	for _, b := range coming {
		for _, r := range b.Resources {
			occupied = append(occupied, engine.Occupancy{Resource: r, Span: b.Occupied, Booking: b.ID})
		}
	}
	d.Full = setup.Calendar(occupied).Full(h.Now())
	awaited := slices.DeleteFunc(coming, func(b booking.Booking) bool {
		return !slices.Contains(engine.Awaited, b.Status) || !b.End.After(h.Now())
	})
	misfits := setup.Calendar(nil).Misfits(awaited)
	d.MoreMisfits = max(0, len(misfits)-maxMisfits)
	d.Misfits = misfits[:len(misfits)-d.MoreMisfits]
	ids := make([]booking.ID, len(d.Misfits))
	for i, m := range d.Misfits {
		ids[i] = m.ID
	}
	whole, err := bookingdb.BookingsOf(ctx, scope, ids)
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
func flawOf(setup db.Setup, now time.Time) flaw.Of {
	return flaw.Of{
		Services: setup.Services, Resources: setup.Resources, Exceptions: setup.Exceptions,
		Today: booking.DateOf(now, setup.Company.Zone),
	}
}
