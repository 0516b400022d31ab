package schedules

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/weekly"
	"okno/desk/setup"
	"okno/handlers"
	"okno/views"
	"okno/views/schedules"
)

// copyWeek is POST /resources/:id/week/copies: others take over the week.
func (h *Handlers) copyWeek(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return err
	}
	s, err := h.weekSchedule(c, false)
	if err != nil {
		return err
	}
	week, err := weekly.ParseWeekText(values.Get("week"))
	if err != nil {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	d := schedules.WeekData{ShareOpen: true, Focus: "share-problem"}
	changes, foreign := copiesOf(values, s.setup.Resources, week)
	for _, c := range changes {
		d.ShareTo = append(d.ShareTo, c.Resource)
	}
	status := http.StatusUnprocessableEntity
	var saved []setup.WeekSaved
	switch {
	case len(changes) == 0:
		d.ShareWrong = booking.Say("week.share.nobody")
	case len(changes) > weekly.MaxWeekCopies:
		d.ShareWrong = booking.Say("week.share.too_many", "Max", weekly.MaxWeekCopies)
	case len(foreign) > 0:
		status, d.ShareWrong = http.StatusConflict, booking.Say("week.conflict.names", "names", foreign)
	default:
		saved, err = h.Desk.Schedules.SaveWeeks(c.Request().Context(), handlers.Member(c), changes)
		if booking.CodeOf(err) == booking.Conflict {
			status, d.ShareWrong, err = http.StatusConflict, handlers.AsKnown(err).Sentence, nil
		}
		if err != nil {
			return err
		}
	}
	if s, err = h.weekSchedule(c, true); err != nil {
		return err
	}
	r, _ := s.weekOf()
	if d.ShareWrong.Key == "" {
		if !handlers.IsFragment(c) {
			return handlers.Redirect(c, s.URL())
		}
		status, d = http.StatusOK, schedules.WeekData{Focus: "week-save"}
	}
	d.Resource, d.Rows, d.Seen = r, storedRows(r), weekly.WeekText(r.Weekly)
	if status != http.StatusOK {
		return h.renderWeek(c, status, s, d)
	}
	return h.renderWeek(c, status, s, d, weekDone(c, saved, sharedSentence(saved)))
}

// restoreWeeks is POST /resources/:id/week/restoration: the weeks before, as the
// toast of an act carries them.
func (h *Handlers) restoreWeeks(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return err
	}
	changes, err := parseUndo(values.Get("weeks"))
	if err != nil {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	_, err = h.Desk.Schedules.SaveWeeks(c.Request().Context(), handlers.Member(c), changes)
	d, status := schedules.WeekData{Focus: "week-save"}, http.StatusOK
	if booking.CodeOf(err) == booking.Conflict {
		status, d.Problem, d.Focus, err = http.StatusConflict, handlers.AsKnown(err).Sentence, "week-problem", nil
	}
	if err != nil {
		return err
	}
	s, err := h.weekSchedule(c, true)
	if err != nil {
		return err
	}
	d.Resource, _ = s.weekOf()
	d.Rows, d.Seen = storedRows(d.Resource), weekly.WeekText(d.Resource.Weekly)
	if status != http.StatusOK {
		return h.renderWeek(c, status, s, d)
	}
	return h.renderWeek(c, status, s, d, views.NewDone(handlers.ReaderOf(c), booking.Say("week.restored"), views.Undo{}))
}
