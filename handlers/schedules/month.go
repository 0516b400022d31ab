package schedules

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views/schedules"
)

// scheduleMonth is the month of a date, each day with its load: two queries
// where the setup is known, six where it is not.
func (h *Handlers) scheduleMonth(c echo.Context, s schedule) error {
	date := s.Date
	if date == (booking.Date{}) {
		date = booking.DateOf(h.Now(), s.setup.Company.Zone)
	}
	d := schedules.MonthData{
		Head: s.head(c), Query: s.ScheduleQuery, Company: s.setup.Company, Now: h.Now(),
		First:    booking.Date{Year: date.Year, Month: date.Month, Day: 1},
		MayBlock: handlers.May(c, booking.ChangeSetup),
	}
	if service, ok := s.setup.Service(string(s.Service)); ok {
		d.Service = &service
	}
	from, to := schedules.MonthWeeks(d.First)
	calendar := s.setup.Calendar(nil)
	ask := engine.Ask{Service: s.Service, Resource: s.Resource, Now: d.Now}
	if s.Resource != "" && !slices.Contains(s.setup.Linked(s.Service), s.Resource) {
		ask.Service = "" // it does not do the service, which the page says: its own load is left
	}
	occupied, err := bookingdb.OccupiedTimes(c.Request().Context(), h.Scope(c), s.asked(), calendar.Window(ask, from, to), d.Now)
	if err != nil {
		return err
	}
	calendar.Occupied = occupied
	if d.Days, err = calendar.Loads(ask, from, to); err != nil {
		return err
	}
	if handlers.IsFragment(c) {
		handlers.SayDated(c, d.Query.At(d.First).URL())
		return h.Render(c, http.StatusOK, schedules.NewMonth(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, schedules.NewScheduleMonth(h.Base(c), d))
}

// asked are the resources whose occupancies matter. A service needs those of
// all its kinds, whichever resource is asked for.
func (s schedule) asked() []booking.ID {
	switch {
	case s.Service != "":
		return s.setup.Linked(s.Service)
	case s.Resource != "":
		return []booking.ID{s.Resource}
	}
	return s.setup.Active()
}
