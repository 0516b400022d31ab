package schedules_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/weekly"
	_ "okno/views/all"
	"okno/views/schedules"
	"okno/views/viewstest"
)

// owl is a resource that works at night, with a name that is not only letters.
func owl() schedules.WeekData {
	r := booking.Resource{ID: "owl", Name: `<b>Сова</b>`, Active: true, Weekly: []booking.WeeklyInterval{
		{Weekday: 1, From: 540, To: 1080}, {Weekday: 7, From: 1320, To: 125},
	}}
	return schedules.WeekData{
		Resource: r, Rows: weekly.RowsOf(r.Weekly), Seen: weekly.WeekText(r.Weekly), CanChange: true,
		Resources: []booking.Resource{r, {ID: "bat", Name: "Мышь", Active: true}, {ID: "gone", Name: "Ушла", Archived: true}},
	}
}

func owlWeek(t *testing.T, locale string, d schedules.WeekData) viewstest.Page {
	t.Helper()
	return viewstest.Render(t, schedules.NewScheduleWeek(locale, schedules.NewSchedulesHead(locale, schedules.ScheduleQuery{View: "week"}, d.Resources, nil).Showing(d.Resource), d))
}

func TestWeekShowsANightOnBothDays(t *testing.T) {
	p := owlWeek(t, "ru", owl())
	var blocks []string
	for _, n := range p.All(".week-block") {
		blocks = append(blocks, viewstest.Attr(n.Parent, "data-day")+" "+viewstest.Attr(n, "class")+" "+viewstest.Text(n))
	}
	if got := strings.Join(blocks, "; "); got != "1 week-block is-continued s0 sa0 sb0 e25 ea1 eb5 до 2:05; 1 week-block s108 sa5 sb8 e216 ea10 eb16 9:00–18:00; 7 week-block s264 sa13 sb4 e288 ea14 eb8 22:00–2:05" {
		t.Errorf("blocks: %s", got)
	}
	if got := viewstest.Text(p.One("#week-total")); got != "13 ч 5 мин в неделю" {
		t.Errorf("total %q", got)
	}
	if night := p.One("#night-1"); viewstest.Matches(night.Parent, "[hidden]") || viewstest.Text(night.Parent) != "до 2:05 следующего дня" {
		t.Errorf("the night's row says %q", viewstest.Text(night.Parent))
	}
	states := map[string]int{}
	for _, cell := range p.All(".week-cell") {
		label := viewstest.Attr(cell, "aria-label")
		states[label[strings.LastIndex(label, ", "):]]++
	}
	if states[", работает"] != 9+2+2 || states[", работает не весь час"] != 1 || states[", не работает"] != 168-14 {
		t.Errorf("cells: %v", states)
	}
	if entries := len(p.All("[tabindex=0]")); entries != 1 {
		t.Errorf("the keyboard enters the grid at %d cells", entries)
	}
	if strings.Contains(p.Text, "<b>Сова") {
		t.Error("a name is text")
	}
}

func TestWeekOffersOnlyWhatCanTakeIt(t *testing.T) {
	p := owlWeek(t, "en", owl())
	if got := viewstest.Text(p.One(".week-targets")); !strings.Contains(got, "Мышь No hours") || strings.Contains(got, "Сова") || strings.Contains(got, "Ушла") {
		t.Errorf("the week can go to %s", got)
	}
	d := owl()
	d.CanChange = false
	if p := owlWeek(t, "en", d); len(p.All(".week-form"))+len(p.All("button"))+len(p.All("[role=grid]")) != 0 || len(p.All(".week-list")) != 1 {
		t.Error("who may not change it has nothing to press")
	}
	if p := owlWeek(t, "ru", schedules.WeekData{}); len(p.All(".empty")) != 1 || len(p.All("#filter-resource")) != 0 {
		t.Error("a company without resources is told what to do next")
	}
}

func TestScheduleAddressKeepsTheFilter(t *testing.T) {
	q := schedules.ScheduleQuery{View: "week", Date: booking.Date{Year: 2026, Month: 12, Day: 1}, Service: "cut&dry"}
	if got := q.In("day").Of("a").URL(); got != "/schedules?date=2026-12-01&resource=a&service=cut%26dry&view=day" {
		t.Error(got)
	}
	head := schedules.NewSchedulesHead("ru", q, []booking.Resource{{ID: "a"}, {ID: "b"}, {ID: "c", Archived: true}}, []booking.Service{{ID: "cut&dry", Resources: []booking.ID{"b", "c"}}})
	if len(head.Resources) != 1 || head.Resources[0].Value != "b" {
		t.Errorf("the service's resources: %v", head.Resources)
	}
	for _, tab := range head.Tabs() {
		if !strings.Contains(tab.URL, "service=cut%26dry") || tab.Here != (tab.View == "week") {
			t.Errorf("tab %+v", tab)
		}
	}
}
