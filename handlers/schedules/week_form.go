package schedules

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/weekly"
	"okno/desk/setup"
	"okno/handlers"
	"okno/views"
	"okno/views/schedules"
)

// weekForm is a week as it was sent.
type weekForm struct {
	rows     []weekly.WeekRow
	seen     string
	act      string // "save", "show", "clear", "copy", "add-WEEKDAY" or "remove-ROW"
	copyFrom int
	copyTo   []int
}

// readWeekForm reads it. Rows get keys by their order: those that were sent are
// anybody's.
func readWeekForm(c echo.Context) (weekForm, error) {
	values, err := c.FormParams()
	if err != nil {
		return weekForm{}, err
	}
	f := weekForm{seen: values.Get("seen"), act: values.Get("act"), copyFrom: weekday(values.Get("copy-from"))}
	if over := values["over"]; len(over) > 0 { // the other version has been seen, and is to go
		f.seen, f.act = over[0], "save"
	}
	for n, key := range values["row"] {
		if f.act == "remove-"+key {
			f.act = "removed"
			continue
		}
		f.rows = append(f.rows, weekly.WeekRow{
			Key: strconv.Itoa(n), Weekday: weekday(values.Get("day-" + key)),
			From: typed(values.Get("from-" + key)), To: typed(values.Get("to-" + key)), Night: values.Get("night-"+key) != "",
		})
	}
	for _, text := range values["copy-to"] {
		if day := weekday(text); day != 0 {
			f.copyTo = append(f.copyTo, day)
		}
	}
	return f, nil
}

// typed bounds what goes back into a field: no time is that long.
func typed(s string) string {
	const most = 40
	runes := []rune(strings.ToValidUTF8(s, "\uFFFD"))
	return string(runes[:min(len(runes), most)])
}

// weekday is a number from 1 to 7, 0 for anything else.
func weekday(s string) int {
	if len(s) == 1 && s[0] >= '1' && s[0] <= '7' {
		return int(s[0] - '0')
	}
	return 0
}

// edit performs an act that changes the form and nothing else, for whoever has
// no script and for copying a day; false for saving.
func (f weekForm) edit(d *schedules.WeekData) ([]weekly.WeekRow, bool) {
	rows := f.rows
	switch verb, day, _ := strings.Cut(f.act, "-"); {
	case f.act == "show": // what was begun elsewhere, with nothing done to it
	case f.act == "clear":
		d.Focus = "week-save"
		return nil, true
	case f.act == "copy":
		d.CopyOpen, d.CopyFrom, d.CopyTo, d.Focus = true, f.copyFrom, f.copyTo, "week-save"
		to := slices.DeleteFunc(slices.Clone(f.copyTo), func(day int) bool { return day == f.copyFrom })
		if len(to) == 0 || f.copyFrom == 0 {
			d.Problems = map[string]booking.Sentence{"copy-to": booking.Say("week.problem.copy_to")}
			d.Focus = "copy-to-1"
			return rows, true
		}
		rows = copyDay(rows, f.copyFrom, to)
		d.CopyOpen = false
	case verb == "removed":
		d.Focus = "week-save"
	case verb == "add" && weekday(day) != 0:
		rows = append(rows, weekly.WeekRow{Weekday: weekday(day)})
		renumber(rows)
		d.Focus = "from-" + rows[len(rows)-1].Key
	default:
		return nil, false
	}
	return renumber(rows), true
}

// copyDay gives the days the rows of another one, just as they stand there.
func copyDay(rows []weekly.WeekRow, from int, to []int) []weekly.WeekRow {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r weekly.WeekRow) bool { return slices.Contains(to, r.Weekday) })
	for _, r := range slices.Clone(rows) {
		if r.Weekday != from {
			continue
		}
		for _, day := range slices.Compact(slices.Sorted(slices.Values(to))) {
			r.Weekday = day
			rows = append(rows, r)
		}
	}
	return rows
}

func renumber(rows []weekly.WeekRow) []weekly.WeekRow {
	for n := range rows {
		rows[n].Key = strconv.Itoa(n)
	}
	return rows
}

// copiesOf are the changes that give the ticked resources a week; foreign are
// those of them that have another week by now than the form has shown.
func copiesOf(values url.Values, resources []booking.Resource, week []booking.WeeklyInterval) (changes []setup.WeekChange, foreign []string) {
	for _, id := range values["to"] {
		change := setup.WeekChange{Resource: booking.ID(id), Week: week}
		n := slices.IndexFunc(resources, func(r booking.Resource) bool { return r.ID == change.Resource })
		if n >= 0 {
			change.Seen = resources[n].Weekly
			if values.Get("seen-"+id) != weekly.WeekMark(change.Seen) {
				foreign = append(foreign, resources[n].Name)
			}
		}
		changes = append(changes, change)
	}
	return changes, foreign
}

// weekDone is the toast of saved weeks; its undo carries the weeks before, and
// those that it replaces, so that it overwrites nothing newer.
func weekDone(c echo.Context, saved []setup.WeekSaved, said booking.Sentence) views.Done {
	var parts []string
	for _, s := range saved {
		if s.Changed() {
			parts = append(parts, string(s.Resource.ID)+"="+weekly.WeekText(s.Before)+"="+weekly.WeekText(s.Resource.Weekly))
		}
	}
	if len(parts) == 0 {
		return views.NewDone(handlers.ReaderOf(c), said, views.Undo{})
	}
	return views.NewDone(handlers.ReaderOf(c), said, views.Undo{
		Method: "post", URL: "/resources/" + c.Param("id") + "/week/restoration", Target: "#schedules",
		Values: map[string]string{"weeks": strings.Join(parts, ";"), "service": c.FormValue("service")},
	})
}

func parseUndo(text string) ([]setup.WeekChange, error) {
	var changes []setup.WeekChange
	parts := strings.Split(text, ";")
	if len(parts) > weekly.MaxWeekCopies {
		return nil, errors.New("too many weeks")
	}
	for _, part := range parts {
		fields := strings.Split(part, "=")
		if len(fields) != 3 {
			return nil, errors.New("not a week and the one before")
		}
		before, err1 := weekly.ParseWeekText(fields[1])
		after, err2 := weekly.ParseWeekText(fields[2])
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		changes = append(changes, setup.WeekChange{Resource: booking.ID(fields[0]), Seen: after, Week: before})
	}
	return changes, nil
}

// savedSentence says how many hours there were and are.
func savedSentence(c echo.Context, s setup.WeekSaved) booking.Sentence {
	if !s.Changed() {
		return booking.Say("week.saved.same", "name", s.Resource.Name)
	}
	w := views.In(handlers.ReaderOf(c))
	hours := func(week []booking.WeeklyInterval) string {
		merged, _ := weekly.Merge(slices.Clone(week))
		if n := weekly.WeekMinutes(merged); n > 0 {
			return w.Minutes(n)
		}
		return w.T("week.saved.none")
	}
	return booking.Say("week.saved", "name", s.Resource.Name, "before", hours(s.Before), "after", hours(s.Resource.Weekly))
}

// maxNamed bounds the names in a toast.
const maxNamed = 3

func sharedSentence(saved []setup.WeekSaved) booking.Sentence {
	var names []string
	for _, s := range saved[:min(len(saved), maxNamed)] {
		names = append(names, s.Resource.Name)
	}
	if len(saved) > maxNamed {
		names = append(names, "…")
	}
	return booking.Say("week.shared", "count", len(saved), "names", names)
}
