package schedules

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views/day"
	"okno/views/schedules"
)

// scheduleDay is a date with resources as columns: two queries where the setup
// is known, three with a service.
func (h *Handlers) scheduleDay(c echo.Context, s schedule) error {
	ctx, zone := c.Request().Context(), s.setup.Company.Zone
	date := s.Date
	if date == (booking.Date{}) {
		date = booking.DateOf(h.Now(), zone)
	}
	span := booking.Span{From: engine.Instant(date, 0, zone), To: engine.Instant(date, booking.DayEnd, zone)}
	bookings, err := bookingdb.Bookings(ctx, h.Scope(c), span)
	if err != nil {
		return err
	}
	d := schedules.PlanData{Head: s.head(c), Query: s.ScheduleQuery, MayBlock: handlers.May(c, booking.ChangeSetup)}
	d.Company, d.Date, d.Now = s.setup.Company, date, h.Now()
	d.Services, d.Bookings = s.setup.Services, bookings
	if service, ok := s.setup.Service(string(s.Service)); ok {
		d.Service = &service
	}
	calendar := s.setup.Calendar(nil)
	for _, r := range s.shown(bookings) {
		d.Resources = append(d.Resources, day.ResourceDay{
			Resource: r, Working: calendar.Working(r.ID, date, date), Blocked: calendar.Blocked(r.ID, date, date),
		})
	}
	if d.Service != nil {
		if err := h.freeStarts(c, s, calendar, &d); err != nil {
			return err
		}
	}
	if handlers.IsFragment(c) {
		handlers.SayDated(c, d.Query.At(date).URL())
		return h.Render(c, http.StatusOK, schedules.NewPlan(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, schedules.NewScheduleDay(h.Base(c), d))
}

// shown are the resources that are columns: the one asked for, else those of
// the service, else all; of those switched off only whoever has a booking.
func (s schedule) shown(bookings []booking.Booking) []booking.Resource {
	linked := s.setup.Linked(s.Service)
	var shown []booking.Resource
	for _, r := range s.setup.Resources {
		busy := func(b booking.Booking) bool { return slices.Contains(b.Resources, r.ID) }
		switch {
		case s.Resource != "" && r.ID != s.Resource:
		case s.Service != "" && s.Resource == "" && !slices.Contains(linked, r.ID):
		case !r.Active && r.ID != s.Resource && !slices.ContainsFunc(bookings, busy):
		default:
			shown = append(shown, r)
		}
	}
	return shown
}

// freeStarts are what the widget would offer, by the same question to the same
// engine: of the service, and of it with each of the columns.
func (h *Handlers) freeStarts(c echo.Context, s schedule, calendar *engine.Calendar, d *schedules.PlanData) error {
	linked := s.setup.Linked(s.Service)
	ask := engine.Ask{Service: s.Service, Now: d.Now}
	d.Blocked = calendar.BlockedService(s.Service, d.Date, d.Date)
	err := bookingdb.FillDates(c.Request().Context(), h.Scope(c), calendar, ask, d.Date, d.Date)
	if err != nil {
		return err
	}
	offered := func(resource booking.ID) ([]booking.Slot, error) {
		ask.Resource = resource
		days, err := calendar.Days(ask, d.Date, d.Date)
		if err != nil {
			return nil, err
		}
		return days[0].Slots, nil
	}
	d.Each = map[booking.ID][]booking.Slot{}
	for _, r := range d.Resources {
		if !slices.Contains(linked, r.ID) {
			continue // asked for by the address, and does not do it: nothing is free
		}
		if d.Each[r.ID], err = offered(r.ID); err != nil {
			return err
		}
	}
	if s.Resource != "" {
		d.Slots = d.Each[s.Resource]
		return nil
	}
	d.Slots, err = offered("")
	return err
}
