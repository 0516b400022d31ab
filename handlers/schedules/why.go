package schedules

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/nearby"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views/schedules"
)

// why is GET /schedules/why?service=&resource=&start=: whether the service can
// start then, and if not, why, by the widget's own engine. Two queries where
// the setup is known.
//
// The time is `start` (RFC 3339), or `at`, any instant, which means the start of
// the service's grid at or before it, or `date` and `time` on the wall clock.
// Without any of them it is now. Without a service the answer is the question
// for which one.
func (h *Handlers) why(c echo.Context) error {
	ctx := c.Request().Context()
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	q, err := scheduleQuery(c, setup, h)
	if err != nil {
		return err
	}
	service, _ := setup.Service(string(q.Service))
	start, err := h.whyStart(c, setup.Company, service)
	if err != nil {
		return err
	}
	d := schedules.WhyData{
		Company: setup.Company, Services: setup.Services, Resources: setup.Resources, Exceptions: setup.Exceptions,
		Service: service, Resource: q.Resource, Start: start, Now: h.Now(),
	}
	if service.ID != "" {
		calendar := setup.Calendar(nil)
		ask := engine.Ask{Service: service.ID, Resource: q.Resource, Now: d.Now}
		if err := bookingdb.FillNear(ctx, h.Scope(c), calendar, ask, start); err != nil {
			return err
		}
		d.Choice, d.Refusal = calendar.At(ask, start)
		d.Occupied = calendar.Occupied
		if d.Refusal != nil {
			d.Near = nearby.Starts(calendar, ask, start, handlers.NearestShown)
		}
	}
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, schedules.NewWhy(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, schedules.NewWhyPage(h.Base(c), d))
}

// whyStart reads the time that is asked about; an Invalid error names the field.
func (h *Handlers) whyStart(c echo.Context, company booking.Company, service booking.Service) (time.Time, error) {
	field := "start"
	if c.QueryParam(field) == "" {
		field = "at"
	}
	if text := c.QueryParam(field); text != "" {
		start, wrong := booking.ParseStart(text, company.Zone)
		if wrong != nil || !booking.DateOf(start, company.Zone).Usable() {
			return start, booking.FailFields(map[string]booking.Sentence{field: booking.Say("error.start_format")})
		}
		if field == "at" {
			start = onGrid(start, company, service)
		}
		return start, nil
	}
	if c.QueryParam("date") == "" && c.QueryParam("time") == "" {
		return onGrid(h.Now().In(company.Zone), company, service), nil
	}
	date, err := booking.ParseDate(c.QueryParam("date"))
	if err != nil || !date.Usable() {
		return time.Time{}, booking.FailFields(map[string]booking.Sentence{"date": booking.Say("error.date")})
	}
	clock, err := booking.ParseClock(c.QueryParam("time"))
	if err != nil {
		return time.Time{}, booking.FailFields(map[string]booking.Sentence{"time": booking.Say("error.start_format")})
	}
	return engine.Instant(date, clock, company.Zone), nil
}

// onGrid is the start of the service's grid at or before t, on the wall clock
// that t shows; a change of the clocks in between leaves it off the grid, which
// the engine then says.
func onGrid(t time.Time, company booking.Company, service booking.Service) time.Time {
	step := service.StepMin
	if step == 0 {
		step = company.StepMin
	}
	if !slices.Contains(booking.Steps, step) {
		return t
	}
	hour, minute, second := t.Clock()
	return t.Add(-time.Duration((hour*3600+minute*60+second)%(step*60)) * time.Second)
}
