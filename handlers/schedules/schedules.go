package schedules

import (
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/handlers"
	"okno/views/schedules"
)

// schedule is a question about the company's schedules, with what is known of
// the company.
type schedule struct {
	schedules.ScheduleQuery
	setup db.Setup
}

// scheduleViews are the pages behind the tabs, such as {"day", (*Handlers).scheduleDay};
// the first is shown where none is asked for. Each reads what it needs and renders its page or its fragment.
var scheduleViews = []struct {
	name string
	show func(*Handlers, echo.Context, schedule) error
}{
	{"week", (*Handlers).scheduleWeek},
	{"dates", (*Handlers).scheduleDates},
	{"day", (*Handlers).scheduleDay},
	{"month", (*Handlers).scheduleMonth},
}

// schedules is GET /schedules?view=&date=&resource=&service=.
func (h *Handlers) schedules(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	s := schedule{setup: setup}
	if s.ScheduleQuery, err = scheduleQuery(c, setup, h); err != nil {
		return err
	}
	for _, view := range scheduleViews {
		if s.View == "" || s.View == view.name {
			s.View = view.name
			return view.show(h, c, s)
		}
	}
	return booking.Fail(booking.NotFound, "error.page_unknown")
}

// scheduleQuery reads the address. What the company does not have is NotFound.
func scheduleQuery(c echo.Context, setup db.Setup, h *Handlers) (schedules.ScheduleQuery, error) {
	q := schedules.ScheduleQuery{View: c.QueryParam("view")}
	if c.QueryParam("date") != "" {
		date, err := h.DateParam(c, setup.Company)
		if err != nil {
			return q, err
		}
		q.Date = date
	}
	if id := booking.ID(c.QueryParam("resource")); id != "" {
		if !slices.ContainsFunc(setup.Resources, func(r booking.Resource) bool { return r.ID == id }) {
			return q, booking.Fail(booking.NotFound, "error.resource_unknown")
		}
		q.Resource = id
	}
	if id := booking.ID(c.QueryParam("service")); id != "" {
		if !slices.ContainsFunc(setup.Services, func(s booking.Service) bool { return s.ID == id }) {
			return q, booking.Fail(booking.NotFound, "error.service_unknown")
		}
		q.Service = id
	}
	return q, nil
}

// head is what stands above every view of the schedules.
func (s schedule) head(c echo.Context) schedules.SchedulesHead {
	return schedules.NewSchedulesHead(handlers.ReaderOf(c), s.ScheduleQuery, s.setup.Resources, s.setup.Services)
}
