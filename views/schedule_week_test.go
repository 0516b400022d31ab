package views

import (
	"strings"
	"testing"

	"okno/booking"
)

// owl is a resource that works at night, with a name that is not only letters.
func owl() WeekData {
	r := booking.Resource{ID: "owl", Name: `<b>Сова</b>`, Active: true, Weekly: []booking.WeeklyInterval{
		{Weekday: 1, From: 540, To: 1080}, {Weekday: 7, From: 1320, To: 125},
	}}
	return WeekData{
		Resource: r, Rows: booking.RowsOf(r.Weekly), Seen: booking.WeekText(r.Weekly), CanChange: true,
		Resources: []booking.Resource{r, {ID: "bat", Name: "Мышь", Active: true}, {ID: "gone", Name: "Ушла", Archived: true}},
	}
}

func owlWeek(t *testing.T, locale string, d WeekData) page {
	t.Helper()
	return render(t, NewScheduleWeek(locale, NewSchedulesHead(locale, ScheduleQuery{View: "week"}, d.Resources, nil).Showing(d.Resource), d))
}

func TestWeekShowsANightOnBothDays(t *testing.T) {
	p := owlWeek(t, "ru", owl())
	var blocks []string
	for _, n := range p.all(".week-block") {
		blocks = append(blocks, attr(n.Parent, "data-day")+" "+attr(n, "class")+" "+text(n))
	}
	if got := strings.Join(blocks, "; "); got != "1 week-block is-continued s0 sa0 sb0 e25 ea1 eb5 до 2:05; 1 week-block s108 sa5 sb8 e216 ea10 eb16 9:00–18:00; 7 week-block s264 sa13 sb4 e288 ea14 eb8 22:00–2:05" {
		t.Errorf("blocks: %s", got)
	}
	if got := text(p.one("#week-total")); got != "13 ч 5 мин в неделю" {
		t.Errorf("total %q", got)
	}
	if night := p.one("#night-1"); matches(night.Parent, "[hidden]") || text(night.Parent) != "до 2:05 следующего дня" {
		t.Errorf("the night's row says %q", text(night.Parent))
	}
	states := map[string]int{}
	for _, cell := range p.all(".week-cell") {
		label := attr(cell, "aria-label")
		states[label[strings.LastIndex(label, ", "):]]++
	}
	if states[", работает"] != 9+2+2 || states[", работает не весь час"] != 1 || states[", не работает"] != 168-14 {
		t.Errorf("cells: %v", states)
	}
	if entries := len(p.all("[tabindex=0]")); entries != 1 {
		t.Errorf("the keyboard enters the grid at %d cells", entries)
	}
	if strings.Contains(p.text, "<b>Сова") {
		t.Error("a name is text")
	}
}

func TestWeekOffersOnlyWhatCanTakeIt(t *testing.T) {
	p := owlWeek(t, "en", owl())
	if got := text(p.one(".week-targets")); !strings.Contains(got, "Мышь No hours") || strings.Contains(got, "Сова") || strings.Contains(got, "Ушла") {
		t.Errorf("the week can go to %s", got)
	}
	d := owl()
	d.CanChange = false
	if p := owlWeek(t, "en", d); len(p.all(".week-form"))+len(p.all("button"))+len(p.all("[role=grid]")) != 0 || len(p.all(".week-list")) != 1 {
		t.Error("who may not change it has nothing to press")
	}
	if p := owlWeek(t, "ru", WeekData{}); len(p.all(".empty")) != 1 || len(p.all("#filter-resource")) != 0 {
		t.Error("a company without resources is told what to do next")
	}
}

func TestScheduleAddressKeepsTheFilter(t *testing.T) {
	q := ScheduleQuery{View: "week", Date: booking.Date{Year: 2026, Month: 12, Day: 1}, Service: "cut&dry"}
	if got := q.In("day").Of("a").URL(); got != "/schedules?date=2026-12-01&resource=a&service=cut%26dry&view=day" {
		t.Error(got)
	}
	head := NewSchedulesHead("ru", q, []booking.Resource{{ID: "a"}, {ID: "b"}, {ID: "c", Archived: true}}, []booking.Service{{ID: "cut&dry", Resources: []booking.ID{"b", "c"}}})
	if len(head.Resources) != 1 || head.Resources[0].Value != "b" {
		t.Errorf("the service's resources: %v", head.Resources)
	}
	for _, tab := range head.Tabs() {
		if !strings.Contains(tab.URL, "service=cut%26dry") || tab.Here != (tab.View == "week") {
			t.Errorf("tab %+v", tab)
		}
	}
}
