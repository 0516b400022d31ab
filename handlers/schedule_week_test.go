package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"

	"okno/booking"
	"okno/booking/weekly"
	dayviews "okno/views/day"
)

// worker is the studio's resource of that ref.
func (h *house) worker(ref string) booking.Resource {
	h.t.Helper()
	company, err := h.db.CompanyBySlug(context.Background(), "studio")
	h.must(err)
	all, err := h.db.Of(company.ID).Resources(context.Background())
	h.must(err)
	for _, r := range all {
		if r.Ref == ref {
			return r
		}
	}
	h.t.Fatalf("no resource %s", ref)
	return booking.Resource{}
}

// weekForm is the form of a week: rows like "1 10:00-18:00", a night with a "!" at its end.
func weekForm(seen []booking.WeeklyInterval, act string, rows ...string) url.Values {
	form := url.Values{"seen": {weekly.WeekText(seen)}, "act": {act}}
	for n, row := range rows {
		key := fmt.Sprint(n)
		day, hours, _ := strings.Cut(row, " ")
		from, to, _ := strings.Cut(hours, "-")
		if to != strings.TrimSuffix(to, "!") {
			form.Set("night-"+key, "1")
		}
		form.Add("row", key)
		form.Set("day-"+key, day)
		form.Set("from-"+key, from)
		form.Set("to-"+key, strings.TrimSuffix(to, "!"))
	}
	return form
}

// starts are the widget's free starts of a service on a date.
func (h *house) starts(service, date string) string {
	h.t.Helper()
	var s struct {
		Days []struct{ Slots []struct{ Start string } }
	}
	h.get("/api/v1/widget/studio-site/slots?service=" + service + "&from=" + date + "&to=" + date).json(&s)
	var all []string
	for _, slot := range s.Days[0].Slots {
		all = append(all, slot.Start[11:16])
	}
	return strings.Join(all, " ")
}

// rowsOf is what the form's rows say.
func rowsOf(t *testing.T, a answer) string {
	t.Helper()
	var all []string
	for _, row := range find(t, a, ".week-form > .week-line .week-row") {
		value := func(name string) string {
			return attribute(cascadia.Query(row, cascadia.MustCompile(`[name^="`+name+`-"]`)), "value")
		}
		all = append(all, value("day")+" "+value("from")+"-"+value("to"))
	}
	return strings.Join(all, ", ")
}

func TestWeekIsSavedAndTheWidgetKnowsAtOnce(t *testing.T) {
	h := newHouse(t)
	anna := h.worker("anna")
	b := h.signIn("olga@studio.example")
	if got := h.starts("cut", "2026-11-30"); got != "10:00 10:15 10:30 10:45 11:00 11:15 11:30 11:45 12:00 12:15 12:30 12:45 13:00" {
		t.Fatalf("before: %s", got)
	}
	path := "/resources/" + string(anna.ID) + "/week"
	a := b.post(path, weekForm(anna.Weekly, "save", "1 9-10.30", "1 10:00-11:00", "2 22:00-01:00!", "7 1200-1300"), fragment...)
	if got := rowsOf(t, a); a.Status != 200 || got != "1 09:00-11:00, 2 22:00-01:00, 7 12:00-13:00" {
		t.Fatalf("%d, rows %s", a.Status, got)
	}
	page := html.UnescapeString(string(a.Body))
	for _, want := range []string{"Объединили: пн 9:00–10:30, пн 10:00–11:00 → пн 9:00–11:00", "Было 12\u00a0ч, стало 6\u00a0ч", "6\u00a0ч в неделю", "is-continued " + dayviews.Place{From: 0, To: 12}.Class()} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not said", want)
		}
	}
	if got := h.starts("cut", "2026-11-30"); got != "09:00 09:15 09:30 09:45 10:00" {
		t.Errorf("after: %s", got)
	}
	if got := h.starts("talk", "2026-12-02"); got != "00:00 00:15 00:30" {
		t.Errorf("after midnight: %s", got)
	}
	undo := find(t, a, ".toast-undo")[0]
	var values map[string]string
	h.must(json.Unmarshal([]byte(attribute(undo, "hx-vals")), &values))
	back := url.Values{}
	for name, value := range values {
		back.Set(name, value)
	}
	restored := b.post(attribute(undo, "hx-post"), back, fragment...)
	if got := rowsOf(t, restored); restored.Status != 200 || got != "1 10:00-14:00, 2 10:00-14:00, 3 10:00-14:00" {
		t.Errorf("the undo: %d, rows %s", restored.Status, got)
	}
	if revision := h.worker("anna").Revision; revision != anna.Revision+2 {
		t.Errorf("the revision is %d after two changes of %d", revision, anna.Revision)
	}
	// Somebody changes it again: an undo of long ago is none of his business.
	now := h.worker("anna")
	b.post(path, weekForm(now.Weekly, "save", "4 10-12"), fragment...)
	if late := b.post(attribute(undo, "hx-post"), back, fragment...); late.Status != 409 || rowsOf(t, late) != "4 10:00-12:00" {
		t.Errorf("a late undo: %d, rows %s", late.Status, rowsOf(t, late))
	}
}

func TestWeekMistakesAreToldByTheField(t *testing.T) {
	h := newHouse(t)
	anna := h.worker("anna")
	b := h.signIn("olga@studio.example")
	path := "/resources/" + string(anna.ID) + "/week"
	a := b.post(path, weekForm(anna.Weekly, "save", "1 25:61-18:00", "2 22-2", "3 -", "4 10-10", `5 "><script>x</script>-🦉`, "6 10-12"), fragment...)
	for field, want := range map[string]string{
		"from-0": "Такого времени нет", "night-1": "До 2:00 следующего дня?", "from-2": "уберите строку", "night-3": "24 часа", "from-4": "Такого времени нет", "to-4": "Такого времени нет",
	} {
		if got := text(t, a, "#"+field+"-wrong"); !strings.Contains(got, want) {
			t.Errorf("%s says %q", field, got)
		}
		if len(find(t, a, `#`+field+`[aria-invalid][aria-describedby="`+field+`-wrong"]`)) != 1 {
			t.Errorf("%s is not tied to what is wrong with it", field)
		}
	}
	if got := rowsOf(t, a); a.Status != 422 || got != `1 25:61-18:00, 2 22-2, 3 -, 4 10-10, 5 "><script>x</script>-🦉, 6 10-12` {
		t.Errorf("%d, rows %s", a.Status, got)
	}
	if attribute(find(t, a, "#week")[0], "data-focus") != "from-0" || strings.Contains(string(a.Body), "<script>x") {
		t.Error("the focus goes to the first mistake, and what was typed is text")
	}
	// What nobody's form sends.
	for name, form := range map[string]url.Values{
		"the eighth day":     weekForm(anna.Weekly, "save", "8 10-12"),
		"no day":             weekForm(anna.Weekly, "save", "x 10-12"),
		"rows without end":   weekForm(anna.Weekly, "save", strings.Split(strings.Repeat("1 10-12;", 300), ";")...),
		"a seen of nonsense": {"seen": {"1:x"}, "act": {"save"}},
		"a long one":         weekForm(anna.Weekly, "save", "1 "+strings.Repeat("9", 5000)+"-12"),
	} {
		if a := b.post(path, form, fragment...); a.Status != 422 && a.Status != 400 {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	if a := b.post(path+"/restoration", url.Values{"weeks": {string(anna.ID) + "=8:1-2="}}, fragment...); a.Status != 400 {
		t.Errorf("an undo of nonsense: %d", a.Status)
	}
	if now := h.worker("anna"); weekly.WeekText(now.Weekly) != weekly.WeekText(anna.Weekly) || now.Revision != anna.Revision {
		t.Errorf("mistakes were saved: %v", now.Weekly)
	}
}

func TestWeekIsEditedWithoutScripts(t *testing.T) {
	h := newHouse(t)
	anna := h.worker("anna")
	b := h.signIn("olga@studio.example")
	path := "/resources/" + string(anna.ID) + "/week"
	rows := []string{"1 10-14", "1 15-18", "2 oops-1"}
	copied := weekForm(anna.Weekly, "copy", rows...)
	copied["copy-from"], copied["copy-to"] = []string{"1"}, []string{"2", "7", "1", "9"}
	nobody := weekForm(anna.Weekly, "copy", rows...)
	nobody["copy-from"] = []string{"1"}
	for _, c := range []struct {
		form   url.Values
		status int
		rows   string
	}{
		{weekForm(anna.Weekly, "add-5", rows...), 200, "1 10-14, 1 15-18, 2 oops-1, 5 -"},
		{weekForm(anna.Weekly, "remove-0", rows...), 200, "1 15-18, 2 oops-1"},
		{weekForm(anna.Weekly, "clear", rows...), 200, ""},
		{copied, 200, "1 10-14, 1 15-18, 2 10-14, 2 15-18, 7 10-14, 7 15-18"},
		{nobody, 422, "1 10-14, 1 15-18, 2 oops-1"},
	} {
		a := b.post(path, c.form)
		if got := rowsOf(t, a); a.Status != c.status || got != c.rows || !strings.Contains(string(a.Body), "<!doctype html>") {
			t.Errorf("%s: %d, rows %s", c.form.Get("act"), a.Status, got)
		}
	}
	if a := b.post(path, weekForm(anna.Weekly, "save")); a.Status != 303 || a.Header.Get("Location") != "/schedules?resource="+string(anna.ID)+"&view=week" {
		t.Errorf("saved: %d %s", a.Status, a.Header.Get("Location"))
	}
	if got := h.starts("cut", "2026-11-30"); got != "" {
		t.Errorf("without hours: %s", got)
	}
}

func TestSecondAdminSeesBothWeeks(t *testing.T) {
	h := newHouse(t)
	anna := h.worker("anna")
	b := h.signIn("olga@studio.example")
	path := "/resources/" + string(anna.ID) + "/week"
	b.post(path, weekForm(anna.Weekly, "save", "5 10-12"), fragment...)
	mine := weekForm(anna.Weekly, "save", "6 10-12")
	a := b.post(path, mine, fragment...)
	if versions := text(t, a, ".week-versions"); a.Status != 409 || rowsOf(t, a) != "6 10-12" || !strings.Contains(versions, "Пятница") || !strings.Contains(versions, "10:00–12:00") || !strings.Contains(versions, "10–12") {
		t.Fatalf("%d, rows %s, versions %s", a.Status, rowsOf(t, a), versions)
	}
	over := find(t, a, "#week-over")[0]
	mine.Set("over", attribute(over, "value"))
	if a := b.post(path, mine, fragment...); a.Status != 200 || rowsOf(t, a) != "6 10:00-12:00" {
		t.Errorf("over it: %d, rows %s", a.Status, rowsOf(t, a))
	}
	if a := b.post(path, weekForm(anna.Weekly, "save", "6 10-12"), fragment...); a.Status != 200 {
		t.Errorf("what is stored already is no conflict: %d", a.Status)
	}
}

func TestWeekIsCopiedToOthers(t *testing.T) {
	h := newHouse(t)
	anna, boris, hall := h.worker("anna"), h.worker("boris"), h.worker("hall")
	b := h.signIn("olga@studio.example")
	path := "/resources/" + string(anna.ID) + "/week/copies"
	form := url.Values{"week": {weekly.WeekText(anna.Weekly)}, "to": {string(boris.ID), string(hall.ID)},
		"seen-" + string(boris.ID): {weekly.WeekMark(boris.Weekly)}, "seen-" + string(hall.ID): {weekly.WeekMark(hall.Weekly)}}
	a := b.post(path, form, fragment...)
	if a.Status != 200 || !strings.Contains(text(t, a, ".toast-text"), "Неделю получили 2 ресурса: Борис, Зал") {
		t.Fatalf("%d %s", a.Status, text(t, a, ".toast-text"))
	}
	if got := weekly.WeekText(h.worker("hall").Weekly); got != weekly.WeekText(anna.Weekly) {
		t.Errorf("the hall has %s", got)
	}
	// Boris changes meanwhile: nobody gets anything.
	changed := h.worker("boris")
	b.post("/resources/"+string(boris.ID)+"/week", weekForm(changed.Weekly, "save", "6 10-12"), fragment...)
	form.Set("week", "1:0-60")
	form.Set("seen-"+string(hall.ID), weekly.WeekMark(h.worker("hall").Weekly))
	if a := b.post(path, form, fragment...); a.Status != 409 || !strings.Contains(text(t, a, "#share-problem"), "Борис") || weekly.WeekText(h.worker("hall").Weekly) != weekly.WeekText(anna.Weekly) {
		t.Errorf("%d %s", a.Status, text(t, a, "#share-problem"))
	}
	if a := b.post(path, url.Values{"week": {"1:0-60"}}, fragment...); a.Status != 422 {
		t.Errorf("to nobody: %d", a.Status)
	}
}

func TestWeeksOfOthersAndOfOtherRoles(t *testing.T) {
	h := newHouse(t)
	anna := h.worker("anna")
	path := "/resources/" + string(anna.ID) + "/week"
	rival := h.signIn("rex@rival.example")
	form := weekForm(anna.Weekly, "save", "1 10-12")
	theirs := url.Values{"weeks": {string(anna.ID) + "=1:0-60=" + weekly.WeekText(anna.Weekly)}}
	copies := url.Values{"week": {"1:0-60"}, "to": {string(anna.ID)}, "seen-" + string(anna.ID): {weekly.WeekMark(anna.Weekly)}}
	rivalPage := rival.get("/schedules")
	own := attribute(find(t, rivalPage, "#week")[0], "action")
	for name, a := range map[string]answer{
		"the form": rival.post(path, form, fragment...), "the page": rival.get("/schedules?view=week&resource=" + string(anna.ID)),
		"an undo": rival.post(own+"/restoration", theirs, fragment...), "a copy": rival.post(own+"/copies", copies, fragment...),
		"nobody's": rival.post("/resources/nobody/week", form, fragment...),
	} {
		if a.Status != 404 || strings.Contains(string(a.Body), "Анна") {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	for _, who := range []string{"dasha", "max"} {
		b := h.signIn(who + "@studio.example")
		page := b.get("/schedules?view=week")
		if page.Status != 200 || !strings.Contains(string(page.Body), "10:00–14:00") || len(find(t, page, ".week form, .week button, .week-share")) != 0 {
			t.Errorf("%s: %d", who, page.Status)
		}
		for _, tail := range []string{"", "/copies", "/restoration"} {
			if a := b.post(path+tail, form, fragment...); a.Status != 403 {
				t.Errorf("%s%s: %d", who, tail, a.Status)
			}
		}
	}
	if now := h.worker("anna"); weekly.WeekText(now.Weekly) != weekly.WeekText(anna.Weekly) {
		t.Errorf("it is %v", now.Weekly)
	}
}

func TestQueriesOfTheWeek(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	b.get("/schedules?view=week")
	before := h.queries.Load()
	if a := b.get("/schedules?view=week"); a.Status != 200 || h.queries.Load()-before > 1 {
		t.Errorf("%d, %d queries", a.Status, h.queries.Load()-before)
	}
	for _, bad := range []string{"view=year", "view=week&resource=x", "view=week&service=x", "view=week&date=x"} {
		if a := b.get("/schedules?" + bad); a.Status != 404 {
			t.Errorf("%s: %d", bad, a.Status)
		}
	}
}
