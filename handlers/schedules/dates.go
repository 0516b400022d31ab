package schedules

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/handlers"
	"okno/views"
	"okno/views/schedules"
)

// scheduleDates is view=dates: a resource's hours by dates, a year at a glance,
// and what the address opens in it: edit=DATE a schedule, new=CYCLE one that is
// not there yet, day=DATE a single day.
func (h *Handlers) scheduleDates(c echo.Context, s schedule) error {
	d := schedules.DatesData{Focus: typed(c.QueryParam("back"))}
	r, _ := s.weekOf()
	if day, err := booking.ParseDate(c.QueryParam("day")); err == nil && day.Usable() {
		d.OpenDay(r, day)
	}
	if from, err := booking.ParseDate(c.QueryParam("edit")); err == nil {
		i := slices.IndexFunc(r.Schedules, func(o booking.Schedule) bool { return o.From == from })
		if i < 0 {
			return booking.Fail(booking.NotFound, "error.page_unknown")
		}
		d.OpenSchedule(r.Schedules[i])
	}
	since := c.QueryParam("since")
	if since == strconv.FormatInt(s.setup.Version, 10) && handlers.IsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	if kind := c.QueryParam("new"); kind != "" {
		if !d.OpenNew(r, kind, s.today(h)) {
			return booking.Fail(booking.NotFound, "error.page_unknown")
		}
	}
	if since != "" { // the page has asked by itself: the focus stays where it is
		d.Focus = ""
	}
	return h.renderDates(c, http.StatusOK, s, d)
}

func (s schedule) today(h *Handlers) booking.Date {
	return booking.DateOf(h.Now(), s.setup.Company.Zone)
}

// renderDates shows the dates as a page, or as the fragment with a toast.
func (h *Handlers) renderDates(c echo.Context, status int, s schedule, d schedules.DatesData, done ...views.Done) error {
	d.Resource, _ = s.weekOf()
	d.Resources = s.setup.Resources
	d.Version, d.Today, d.CanChange = s.setup.Version, s.today(h), handlers.May(c, booking.ChangeSetup)
	if d.Year = s.Date.Year; d.Year == 0 {
		d.Year = d.Today.Year
	}
	if d.Resource.ID != "" {
		first, last := booking.Date{Year: d.Year, Month: 1, Day: 1}, booking.Date{Year: d.Year, Month: 12, Day: 31}
		loads, err := s.setup.Calendar(nil).Loads(engine.Ask{Resource: d.Resource.ID, Now: h.Now()}, first, last)
		if err != nil {
			return err
		}
		d.Loads = loads
	}
	head := s.head(c).Showing(d.Resource)
	if !handlers.IsFragment(c) {
		return h.Render(c, status, schedules.NewScheduleDatesPage(h.Base(c), head, d))
	}
	dates := schedules.NewScheduleDates(handlers.ReaderOf(c), head, d)
	if len(done) > 0 {
		return h.RenderDone(c, dates, done[0])
	}
	return h.Render(c, status, dates)
}

// datesSchedule is weekSchedule for a form of view=dates.
func (h *Handlers) datesSchedule(c echo.Context, fresh bool) (schedule, error) {
	s, err := h.weekSchedule(c, fresh)
	s.View = "dates"
	if year, wrong := strconv.Atoi(c.FormValue("year")); wrong == nil && year >= booking.FirstYear && year <= booking.LastYear {
		s.Date = booking.Date{Year: year, Month: 1, Day: 1}
	}
	return s, err
}
