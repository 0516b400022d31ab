package schedules

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/bydate"
	"okno/desk/setup"
	"okno/handlers"
	"okno/views"
	"okno/views/schedules"
)

// saveSchedule is POST /resources/:id/schedules: a schedule is made, changed or
// taken away. seen are the ones that the form began with.
func (h *Handlers) saveSchedule(c echo.Context) error {
	s, err := h.datesSchedule(c, true)
	if err != nil {
		return err
	}
	r, _ := s.weekOf()
	change := setup.HoursChange{Resource: r.ID}
	if err := seenOf(c, "seen", &change.Schedules, bydate.ValidSchedule); err != nil {
		return err
	}
	form := &schedules.ScheduleForm{Text: scheduleText(c), Opened: typed(c.FormValue("opened")), Seen: change.Schedules}
	d := schedules.DatesData{Form: form, Focus: "dates-schedules"}
	if c.FormValue("act") == "delete" {
		return h.saveHours(c, change, d, "hours.deleted")
	}
	if !onTop(form, r) {
		return h.datesRefused(c, d, booking.Fail(booking.Conflict, "hours.conflict"))
	}
	next, err := form.Text.Schedule()
	if err != nil {
		return h.datesRefused(c, d, err)
	}
	change.Schedules, change.Next = form.Seen, []booking.Schedule{next}
	d.Focus = "schedule-" + next.From.String()
	return h.saveHours(c, change, d, "hours.saved")
}

// scheduleText is what stands in the form: "days" rows at most.
func scheduleText(c echo.Context) bydate.ScheduleText {
	text := bydate.ScheduleText{From: typed(c.FormValue("from")), To: typed(c.FormValue("to")), Anchor: typed(c.FormValue("anchor"))}
	days, _ := strconv.Atoi(c.FormValue("cycle"))
	for day := 1; day <= min(days, booking.MaxCycleDays); day++ {
		text.Days = append(text.Days, typedHours(c.FormValue(fmt.Sprint("day-", day))))
	}
	return text
}

// typedHours bounds what goes back into a field of hours.
func typedHours(s string) string {
	const most = 400
	if len(s) > most {
		return typed(s)
	}
	return s
}

// saveDay is POST /resources/:id/days: a date gets hours of its own, or works as usual again.
func (h *Handlers) saveDay(c echo.Context) error {
	if _, err := h.datesSchedule(c, false); err != nil {
		return err
	}
	change := setup.HoursChange{Resource: booking.ID(c.Param("id"))}
	if err := seenOf(c, "seen", &change.Days, bydate.ValidDay); err != nil {
		return err
	}
	text := bydate.OwnDayText{Date: typed(c.FormValue("date")), Hours: typedHours(c.FormValue("hours"))}
	form := &schedules.DayForm{Text: text, Seen: change.Days}
	d := schedules.DatesData{Day: form, Focus: "date-" + text.Date}
	switch form.As = c.FormValue("act"); form.As {
	case "usual":
		return h.saveHours(c, change, d, "hours.day.usual_again")
	case "off":
		form.Text.Hours = ""
	}
	next, err := form.Text.OwnDay()
	if err != nil {
		return h.datesRefused(c, d, err)
	}
	change.NextDays = []booking.OwnDay{next}
	return h.saveHours(c, change, d, "hours.day.saved")
}

// repeatMonth is POST /resources/:id/days/repetition: the single days of the four weeks
// before a month come again in it.
func (h *Handlers) repeatMonth(c echo.Context) error {
	s, err := h.datesSchedule(c, true)
	if err != nil {
		return err
	}
	first, err := booking.ParseDate(c.FormValue("month") + "-01")
	if err != nil || !first.Usable() {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	last := first.AddDays(31)
	last = last.AddDays(-last.Day)
	r, _ := s.weekOf()
	month := &schedules.MonthForm{First: bydate.BeforeMonth(first), Last: last}
	if err := seenOf(c, "seen", &month.Seen, bydate.ValidDay); err != nil {
		return err
	}
	change := setup.HoursChange{
		Resource: r.ID, NextDays: bydate.LikeBefore(r, first, last),
		Seen: &setup.SeenDays{First: month.First, Last: last, Days: month.Seen},
	}
	return h.saveHours(c, change, schedules.DatesData{Month: month, Focus: "repeat-" + first.String()[:7]}, "hours.repeated")
}

// restoreHours is POST /resources/:id/hours/restoration: a change is taken back, as
// the toast of it carries it.
func (h *Handlers) restoreHours(c echo.Context) error {
	if _, err := h.datesSchedule(c, false); err != nil {
		return err
	}
	change := setup.HoursChange{Resource: booking.ID(c.Param("id"))}
	for _, part := range []struct {
		name string
		into *[]booking.Schedule
	}{{"schedules", &change.Schedules}, {"next", &change.Next}} {
		if err := seenOf(c, part.name, part.into, bydate.ValidSchedule); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		name string
		into *[]booking.OwnDay
	}{{"days", &change.Days}, {"next_days", &change.NextDays}} {
		if err := seenOf(c, part.name, part.into, bydate.ValidDay); err != nil {
			return err
		}
	}
	return h.saveHours(c, change, schedules.DatesData{Focus: "dates-schedules"}, "")
}

// seenOf reads a list that the form carries as JSON; "" is none.
func seenOf[T any](c echo.Context, name string, into *[]T, valid func(T) bool) error {
	text := c.FormValue(name)
	if text == "" {
		return nil
	}
	bad := booking.Fail(booking.Malformed, "error.malformed")
	if json.Unmarshal([]byte(text), into) != nil || len(*into) > booking.MaxOwnDays {
		return bad
	}
	for _, each := range *into {
		if !valid(each) {
			return bad
		}
	}
	return nil
}

// saveHours performs the change; said is what the toast says, "" after one that
// has taken another one back.
func (h *Handlers) saveHours(c echo.Context, change setup.HoursChange, d schedules.DatesData, said string) error {
	saved, err := h.Desk.Schedules.SaveHours(c.Request().Context(), handlers.Member(c), change)
	if err != nil {
		return h.datesRefused(c, d, err)
	}
	s, err := h.datesSchedule(c, true)
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, s.URL())
	}
	c.Response().Header().Set("HX-Replace-Url", s.URL())
	done := hoursDone(c, s, change, booking.Say(said, "name", saved.Resource.Name))
	switch {
	case said == "":
		done = views.NewDone(handlers.ReaderOf(c), booking.Say("hours.restored"), views.Undo{})
	case !saved.Changed:
		same := "hours.same"
		if d.Month != nil {
			same = "hours.repeated.none"
		}
		done = views.NewDone(handlers.ReaderOf(c), booking.Say(same, "name", saved.Resource.Name), views.Undo{})
	}
	return h.renderDates(c, http.StatusOK, s, schedules.DatesData{Focus: d.Focus}, done)
}

// hoursDone is the toast of a change, whose undo carries it turned around.
func hoursDone(c echo.Context, s schedule, change setup.HoursChange, said booking.Sentence) views.Done {
	back := change.Back()
	values := map[string]string{"service": string(s.Service), "year": c.FormValue("year")}
	for name, list := range map[string]any{"schedules": back.Schedules, "next": back.Next, "days": back.Days, "next_days": back.NextDays} {
		if text, err := json.Marshal(list); err == nil && string(text) != "null" {
			values[name] = string(text)
		}
	}
	return views.NewDone(handlers.ReaderOf(c), said, views.Undo{
		Method: "post", URL: "/resources/" + string(change.Resource) + "/hours/restoration", Target: "#schedules", Values: values,
	})
}

// datesRefused shows the form again with what was typed and what is wrong with
// it; after a conflict what is stored now stands beside it, and saving again goes over that.
func (h *Handlers) datesRefused(c echo.Context, d schedules.DatesData, err error) error {
	known := handlers.AsKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	s, err := h.datesSchedule(c, known.Code == booking.Conflict)
	if err != nil {
		return err
	}
	d.Problem, d.Problems, d.Focus = known.Sentence, known.Fields, firstWrong(known.Fields)
	if r, _ := s.weekOf(); known.Code == booking.Conflict {
		began := d.Form != nil && len(d.Form.Seen) > 0
		d.Meet(r)
		switch {
		case d.Form != nil && began && len(d.Form.Seen) == 0:
			d.Problem = booking.Say("hours.conflict.gone")
		case d.Month != nil:
			d.Problem = booking.Say("hours.conflict.month")
		case d.Form == nil && d.Day == nil:
			d.Problem = booking.Say("hours.conflict.undo")
		}
	}
	return h.renderDates(c, handlers.Statuses[known.Code], s, d)
}

// firstWrong is the first field of the open form that has a problem.
func firstWrong(problems map[string]booking.Sentence) string {
	fields := []string{"from", "to", "anchor", "hours"}
	ids := []string{"schedule-from", "schedule-to", "schedule-anchor", "day-hours"}
	for day := 1; day <= booking.MaxCycleDays; day++ {
		fields, ids = append(fields, fmt.Sprint("day-", day)), append(ids, fmt.Sprint("day-", day))
	}
	for i, field := range fields {
		if _, wrong := problems[field]; wrong {
			return ids[i]
		}
	}
	return "dates-problem"
}
