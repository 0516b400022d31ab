package schedules

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/weekly"
	"okno/desk/setup"
	"okno/handlers"
	"okno/views"
	"okno/views/schedules"
)

// scheduleWeek is view=week: the week of the chosen resource, else of the first
// one that fits the service. Two queries with the session's.
func (h *Handlers) scheduleWeek(c echo.Context, s schedule) error {
	r, _ := s.weekOf()
	return h.renderWeek(c, http.StatusOK, s, schedules.WeekData{Resource: r, Rows: storedRows(r), Seen: weekly.WeekText(r.Weekly)})
}

// storedRows are the rows of what is stored; overlapping intervals, which a
// company file may bring, are shown as the one that they are.
func storedRows(r booking.Resource) []weekly.WeekRow {
	merged, _ := weekly.Merge(slices.Clone(r.Weekly))
	return weekly.RowsOf(merged)
}

// weekOf is the resource whose week is shown; none where the company has none.
func (s schedule) weekOf() (booking.Resource, bool) {
	linked := s.setup.Linked(s.Service)
	fits := func(r booking.Resource) bool {
		if s.Resource != "" {
			return r.ID == s.Resource
		}
		return !r.Archived && (s.Service == "" || slices.Contains(linked, r.ID))
	}
	n := slices.IndexFunc(s.setup.Resources, fits)
	if n < 0 {
		n = slices.IndexFunc(s.setup.Resources, func(r booking.Resource) bool { return !r.Archived })
	}
	if n < 0 {
		return booking.Resource{}, false
	}
	return s.setup.Resources[n], true
}

// renderWeek shows the week as a page, or as the fragment with a toast.
func (h *Handlers) renderWeek(c echo.Context, status int, s schedule, d schedules.WeekData, done ...views.Done) error {
	d.Resources, d.CanChange = s.setup.Resources, handlers.May(c, booking.ChangeSetup)
	if d.CopyFrom == 0 && len(d.Rows) > 0 {
		d.CopyFrom = d.Rows[0].Weekday
	}
	head := s.head(c).Showing(d.Resource)
	if !handlers.IsFragment(c) {
		return h.Render(c, status, schedules.NewScheduleWeekPage(h.Base(c), head, d))
	}
	week := schedules.NewScheduleWeek(handlers.ReaderOf(c), head, d)
	if len(done) > 0 {
		return h.RenderDone(c, week, done[0])
	}
	return h.Render(c, status, week)
}

// weekSchedule is the schedule around a form about the resource of the path.
// fresh reads the setup as an act has just left it.
func (h *Handlers) weekSchedule(c echo.Context, fresh bool) (schedule, error) {
	setup, err := h.Setup(c)
	if fresh && err == nil {
		setup, err = h.FreshSetup(c)
	}
	if err != nil {
		return schedule{}, err
	}
	s := schedule{setup: setup}
	s.View, s.Resource = "week", booking.ID(c.Param("id"))
	if service := booking.ID(c.FormValue("service")); slices.ContainsFunc(setup.Services, func(s booking.Service) bool { return s.ID == service }) {
		s.Service = service
	}
	if !slices.ContainsFunc(setup.Resources, func(r booking.Resource) bool { return r.ID == s.Resource }) {
		return s, booking.Fail(booking.NotFound, "error.resource_unknown")
	}
	return s, nil
}

// saveWeek is POST /resources/:id/week: the rows are changed, or saved.
func (h *Handlers) saveWeek(c echo.Context) error {
	form, err := readWeekForm(c)
	if err != nil {
		return err
	}
	s, err := h.weekSchedule(c, false)
	if err != nil {
		return err
	}
	d := schedules.WeekData{Seen: form.seen, Changed: true}
	d.Resource, _ = s.weekOf()
	if edited, ok := form.edit(&d); ok {
		d.Rows = edited
		status := http.StatusOK
		if d.Problem.Key != "" || len(d.Problems) > 0 {
			status = http.StatusUnprocessableEntity
		}
		return h.renderWeek(c, status, s, d)
	}
	d.Rows = form.rows
	if form.act == "join" {
		return h.joinWeek(c, d)
	}
	saved, err := h.keepWeek(c, s.Resource, form)
	if err != nil {
		return h.weekRefused(c, d, err)
	}
	if s, err = h.weekSchedule(c, true); err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, s.URL())
	}
	d = schedules.WeekData{Rows: storedRows(saved.Resource), Joined: saved.Joined, Focus: "week-save"}
	d.Resource, _ = s.weekOf()
	d.Seen = weekly.WeekText(d.Resource.Weekly)
	return h.renderWeek(c, http.StatusOK, s, d, weekDone(c, []setup.WeekSaved{saved}, savedSentence(c, saved)))
}

// keepWeek reads the rows and saves them.
func (h *Handlers) keepWeek(c echo.Context, id booking.ID, form weekForm) (setup.WeekSaved, error) {
	week, err := weekly.ReadWeek(form.rows)
	if err != nil {
		return setup.WeekSaved{}, err
	}
	seen, err := weekly.ParseWeekText(form.seen)
	if err != nil {
		return setup.WeekSaved{}, booking.Fail(booking.Malformed, "error.malformed")
	}
	saved, err := h.Desk.Schedules.SaveWeeks(c.Request().Context(), handlers.Member(c), []setup.WeekChange{{Resource: id, Seen: seen, Week: week}})
	if err != nil {
		return setup.WeekSaved{}, err
	}
	return saved[0], nil
}

// weekRefused shows the form again with what was typed and what is wrong with
// it; after a conflict beside the week that is stored now.
func (h *Handlers) weekRefused(c echo.Context, d schedules.WeekData, err error) error {
	known := handlers.AsKnown(err)
	switch known.Code {
	case booking.Invalid:
		d.Problem, d.Problems, d.Focus = known.Sentence, known.Fields, firstWrongRow(d.Rows, known.Fields)
	case booking.Conflict:
		d.Conflict, d.Focus = true, "week-problem"
	default:
		return err
	}
	s, err := h.weekSchedule(c, d.Conflict)
	if err != nil {
		return err
	}
	d.Resource, _ = s.weekOf()
	return h.renderWeek(c, handlers.Statuses[known.Code], s, d)
}

// joinWeek shows the days that were typed together with those that somebody else
// has changed meanwhile. Nothing is written: the one who joins them looks first.
func (h *Handlers) joinWeek(c echo.Context, d schedules.WeekData) error {
	s, err := h.weekSchedule(c, true)
	if err != nil {
		return err
	}
	d.Resource, _ = s.weekOf()
	d.Rows, d.Seen, d.Focus = untouchedDays(d, d.Resource), weekly.WeekText(d.Resource.Weekly), "week-save"
	return h.renderWeek(c, http.StatusOK, s, d)
}

// untouchedDays are the rows that were typed, but on the days that were left as
// they had been seen those that are stored by now.
func untouchedDays(d schedules.WeekData, stored booking.Resource) []weekly.WeekRow {
	seen, err := weekly.ParseWeekText(d.Seen)
	if err != nil {
		return d.Rows
	}
	merged, _ := weekly.Merge(seen)
	began, now := weekly.RowsOf(merged), storedRows(stored)
	var rows []weekly.WeekRow
	for day := 1; day <= 7; day++ {
		typed := rowsOn(d.Rows, day)
		if sameHours(typed, rowsOn(began, day)) {
			typed = rowsOn(now, day)
		}
		rows = append(rows, typed...)
	}
	return renumber(rows)
}

func rowsOn(rows []weekly.WeekRow, day int) []weekly.WeekRow {
	return slices.DeleteFunc(slices.Clone(rows), func(r weekly.WeekRow) bool { return r.Weekday != day })
}

func sameHours(a, b []weekly.WeekRow) bool {
	return slices.EqualFunc(a, b, func(a, b weekly.WeekRow) bool { return a.From == b.From && a.To == b.To })
}

// firstWrongRow is the first field of the form that has a problem.
func firstWrongRow(rows []weekly.WeekRow, problems map[string]booking.Sentence) string {
	for day := 1; day <= 7; day++ {
		for _, r := range rows {
			for _, field := range []string{"from-" + r.Key, "to-" + r.Key, "night-" + r.Key} {
				if _, ok := problems[field]; ok && r.Weekday == day {
					return field
				}
			}
		}
	}
	return "week-problem"
}
