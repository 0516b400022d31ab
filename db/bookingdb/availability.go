package bookingdb

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/nearby"
	"okno/db"
)

// FillDates has the calendar know who is occupied, so that it can say when the service of
// the question may start on the dates from from to to. More are resources that matter
// beside the service's, such as those that a booking has. One query.
func FillDates(ctx context.Context, s db.Scope, c *engine.Calendar, ask engine.Ask, from, to booking.Date, more ...booking.ID) error {
	return fill(ctx, s, c, ask, c.Window(ask, from, to), more)
}

// FillNear is FillDates for the free starts that are nearest to start.
func FillNear(ctx context.Context, s db.Scope, c *engine.Calendar, ask engine.Ask, start time.Time) error {
	return fill(ctx, s, c, ask, nearby.Window(c, ask, start), nil)
}

func fill(ctx context.Context, s db.Scope, c *engine.Calendar, ask engine.Ask, window booking.Span, more []booking.ID) error {
	var err error
	c.Occupied, err = Occupied(ctx, s, resourcesOf(c, ask, more), window, ask.Now)
	return err
}

// AskDate has the calendar know who is occupied, as FillDates does for a date, once the act sends what it has put off.
func AskDate(a *db.Act, c *engine.Calendar, ask engine.Ask, date booking.Date) {
	resources, window := resourcesOf(c, ask, nil), c.Window(ask, date, date)
	a.Collect(func(rows pgx.Rows) (err error) {
		c.Occupied, err = occupancies(rows, resources)
		return err
	}, selectOccupied(bookedOnly), a.Company(), db.IDs(resources), window.From, window.To, ask.Now)
}

// resourcesOf are those of the question's service and some more, each once.
func resourcesOf(c *engine.Calendar, ask engine.Ask, more []booking.ID) []booking.ID {
	resources := slices.Clone(more)
	for _, service := range c.Services {
		if service.ID == ask.Service {
			resources = append(resources, service.Resources...)
		}
	}
	slices.Sort(resources)
	return slices.Compact(resources)
}
