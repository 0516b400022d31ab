package schedules_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/bydate"
	"okno/views"
	"okno/views/schedules"
	"okno/views/viewstest"
)

// opened is the page of dates with a schedule's form that says these hours.
func opened(t *testing.T, locale string, days ...string) viewstest.Page {
	t.Helper()
	r := booking.Resource{ID: "owl", Name: "Сова", Active: true}
	d := schedules.DatesData{
		Resource: r, Resources: []booking.Resource{r}, Year: 2026, Today: booking.Date{Year: 2026, Month: 11, Day: 28}, CanChange: true,
		Form: &schedules.ScheduleForm{Text: bydate.ScheduleText{From: "2026-12-01", Anchor: "2026-12-01", Days: days}, Opened: "new=4"},
	}
	head := schedules.NewSchedulesHead(locale, schedules.ScheduleQuery{View: "dates"}, d.Resources, nil).Showing(r)
	return viewstest.Render(t, schedules.NewScheduleDates(locale, head, d))
}

// The night of the last day goes on in the first one; a day that cannot be read is empty and stays as it was typed.
func TestACycleIsDrawnFromWhatIsTyped(t *testing.T) {
	p := opened(t, "ru", "9-13, 14-18", "как всегда", "", "22-6")
	var blocks []string
	for _, n := range p.All(".week-block") {
		blocks = append(blocks, viewstest.Attr(n.Parent, "data-day")+" "+viewstest.Text(n))
	}
	if got := strings.Join(blocks, "; "); got != "1 до 6:00; 1 9:00–13:00; 1 14:00–18:00; 4 22:00–6:00" {
		t.Errorf("blocks: %s", got)
	}
	if n := len(p.All(".week-cell")); n != 4*24 {
		t.Errorf("%d cells", n)
	}
	if n := len(p.All("[aria-selected=true]")); n != 8+2+6 {
		t.Errorf("%d hours are open", n)
	}
	if got := viewstest.Text(p.One("#week-total")); got != "16 ч за цикл" {
		t.Errorf("total %q", got)
	}
	if got := viewstest.Attr(p.One("#day-2"), "value"); got != "как всегда" {
		t.Errorf("day 2 says %q", got)
	}
	if got := viewstest.Text(p.One(".week-head")); !strings.Contains(got, "День 4") {
		t.Errorf("heads: %s", got)
	}
}

// Weeks that take turns say which one a column is of; a day of a single one that runs round is drawn on both sides of midnight.
func TestCyclesOfWeeksAndOfADay(t *testing.T) {
	p := opened(t, "en", make([]string, 14)...)
	if got := viewstest.Text(p.One(".week-weeks")); got != "Week 1 Week 2" {
		t.Errorf("the weeks: %q", got)
	}
	if name := viewstest.Attr(p.All(".week-day-name")[8], "data-name"); name != "Week 2, Tue" {
		t.Errorf("the ninth day is %q", name)
	}
	p = opened(t, "en", "22:00-6:00")
	if n := len(p.All(".week-block")); n != 2 {
		t.Errorf("a night of a cycle of one day is drawn as %d blocks", n)
	}
	if n := len(opened(t, "en", make([]string, 7)...).All(".week-weeks")); n != 0 {
		t.Error("one week needs no name")
	}
}

// What stands in a field of hours reads again as the same hours, by twelve as well.
func TestTypedHoursReadAgain(t *testing.T) {
	for _, locale := range []string{"ru", "en", "en-US"} {
		w := views.In(locale)
		for _, text := range []string{"13:00–18:00", "01:00–06:00, 22:00–24:00", "09:00–09:00"} {
			read, wrong := bydate.ReadHours(w.TypedHours(text))
			if got := bydate.HoursText(read); wrong.Key != "" || got != text {
				t.Errorf("%s: %s stands as %q and reads as %q", locale, text, w.TypedHours(text), got)
			}
		}
	}
}
