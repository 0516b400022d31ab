package schedules

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/bydate"
	"okno/desk/setup"
	"okno/handlers"
	"okno/views"
	"okno/views/schedules"
)

// maxUndo bounds what an undo carries, as it is sent: a request has 64 KB.
const maxUndo = 40_000

// copied is what goes to others: one schedule, one day, or all schedules.
type copied struct {
	Schedules []booking.Schedule
	Days      []booking.OwnDay
	All       bool // the schedules are all that the resource has, and stand for all that the others have
}

// hoursCopy is what has become of one who has got it: how far the cycle was shifted, and what stood there before.
type hoursCopy struct {
	Resource  booking.ID
	Shift     int                `json:",omitempty"`
	Schedules []booking.Schedule `json:",omitempty"`
	Days      []booking.OwnDay   `json:",omitempty"`
}

// copiedOf reads the schedule, the day or all schedules that the form carries.
func copiedOf(c echo.Context) (copied, error) {
	var what copied
	if err := seenOf(c, "schedule", &what.Schedules, bydate.ValidSchedule); err != nil {
		return what, err
	}
	if err := seenOf(c, "day", &what.Days, bydate.ValidDay); err != nil {
		return what, err
	}
	what.All = c.FormValue("all") != ""
	many := what.All && len(what.Days) == 0 && len(what.Schedules) > 0 && len(what.Schedules) <= booking.MaxSchedules
	if !many && (what.All || len(what.Schedules)+len(what.Days) != 1) {
		return what, booking.Fail(booking.Malformed, "error.malformed")
	}
	return what, nil
}

// done is the toast, with what takes all of it back.
func (w copied) done(c echo.Context, names []string, changed []hoursCopy) views.Done {
	count := len(names)
	if count > maxNamed {
		names = append(names[:maxNamed:maxNamed], "…")
	}
	said := booking.Say("hours.shared", "count", count, "names", names)
	switch {
	case count == 0:
		return views.NewDone(handlers.ReaderOf(c), booking.Say("hours.shared.same"), views.Undo{})
	case len(w.Days) > 0:
		said = booking.Say("hours.shared.day", "count", count, "names", names)
	case w.All:
		said = booking.Say("hours.shared.all", "count", count, "names", names)
	}
	all := ""
	if w.All {
		all = "1"
	}
	return views.NewDone(handlers.ReaderOf(c), said, views.Undo{
		Method: "post", URL: "/resources/" + c.Param("id") + "/hours/copies/restoration", Target: "#schedules",
		Values: map[string]string{
			"all": all, "schedule": textOf(w.Schedules), "day": textOf(w.Days), "copies": textOf(changed), "service": c.FormValue("service"), "year": c.FormValue("year"),
		},
	})
}

// copies are who gets it, with what each has in its place; foreign are those who have other hours there by now
// than the form has shown.
func (w copied) copies(values url.Values, form *schedules.CopyForm, resources []booking.Resource) (copies []hoursCopy, foreign []string, err error) {
	for _, id := range values["to"] {
		if slices.Contains(form.To, booking.ID(id)) {
			continue
		}
		n := slices.IndexFunc(resources, func(r booking.Resource) bool { return r.ID == booking.ID(id) })
		if n < 0 {
			return nil, nil, booking.Fail(booking.NotFound, "error.resource_unknown")
		}
		r, each := resources[n], hoursCopy{Resource: booking.ID(id)}
		var mark string
		switch {
		case w.All:
			each.Schedules = slices.Clone(r.Schedules)
			mark = bydate.Mark(each.Schedules)
		case len(w.Schedules) > 0:
			each.Schedules = r.SchedulesFrom(w.Schedules[0].From)
			mark = bydate.Mark(each.Schedules)
		default:
			each.Days = r.DaysWithin(w.Days[0].Date, w.Days[0].Date)
			mark = bydate.Mark(each.Days)
		}
		if mark != values.Get("seen-"+id) {
			foreign = append(foreign, r.Name)
		}
		form.To, copies = append(form.To, each.Resource), append(copies, each)
	}
	return copies, foreign, nil
}

// shift reads by how many days each next cycle begins later: less than the longest one has.
func (w copied) shift(text string) (int, booking.Sentence) {
	text = strings.TrimSpace(text)
	if text == "" || len(w.Schedules) == 0 {
		return 0, booking.Sentence{}
	}
	days, err := strconv.Atoi(text)
	if most := bydate.Longest(w.Schedules) - 1; err != nil || days < 0 || days > most {
		return 0, booking.Say("hours.share.shift.wrong", "Max", most)
	}
	return days, booking.Sentence{}
}

// undo is the change that gives one who has got it what was there before.
func (w copied) undo(each hoursCopy) setup.HoursChange {
	change := setup.HoursChange{Resource: each.Resource, Days: w.Days, Next: each.Schedules, NextDays: each.Days, Whole: w.All}
	for _, s := range w.Schedules {
		if !w.All || bydate.CanShift(s) {
			s = bydate.Shifted(s, each.Shift)
		}
		change.Schedules = append(change.Schedules, s)
	}
	return change
}

// replaces says whether these could have stood in its place: of the same date, one at most, and nothing else;
// for all schedules any.
func (w copied) replaces(before []booking.Schedule, days []booking.OwnDay) bool {
	if w.All {
		return len(days) == 0 && len(before) <= booking.MaxSchedules && !slices.ContainsFunc(before, func(s booking.Schedule) bool { return !bydate.ValidSchedule(s) })
	}
	if len(before)+len(days) > 1 {
		return false
	}
	for _, s := range before {
		if len(w.Schedules) == 0 || s.From != w.Schedules[0].From || !bydate.ValidSchedule(s) {
			return false
		}
	}
	for _, d := range days {
		if len(w.Days) == 0 || d.Date != w.Days[0].Date || !bydate.ValidDay(d) {
			return false
		}
	}
	return true
}

// focus is the id of where it stands in the dates.
func (w copied) focus() string {
	if w.All {
		return "dates-schedules"
	}
	if len(w.Schedules) > 0 {
		return "schedule-" + w.Schedules[0].From.String()
	}
	return "date-" + w.Days[0].Date.String()
}

// textOf is a list as a form carries it, "" where there is nothing in it.
func textOf[T any](list []T) string {
	if len(list) == 0 {
		return ""
	}
	text, _ := json.Marshal(list) // plain structs: it cannot fail
	return string(text)
}
