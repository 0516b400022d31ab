package handlers_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"

	"okno/booking"
)

// undoOf is where the toast of an answer takes its act back, and with what.
func undoOf(t *testing.T, h *house, a answer) (string, url.Values) {
	t.Helper()
	found := find(t, a, ".toast-undo")
	if len(found) == 0 {
		t.Fatalf("%d: nothing can be undone: %.300s", a.Status, text(t, a, "body"))
	}
	var values map[string]string
	h.must(json.Unmarshal([]byte(attribute(found[0], "hx-vals")), &values))
	form := url.Values{}
	for name, value := range values {
		form.Set(name, value)
	}
	return attribute(found[0], "hx-post"), form
}

// scheduleForm is the form of a schedule that begins with what seen says.
func scheduleForm(seen, from, to, anchor string, days ...string) url.Values {
	form := url.Values{"seen": {seen}, "from": {from}, "to": {to}, "anchor": {anchor}, "cycle": {itoa(len(days))}, "act": {"save"}}
	for i, hours := range days {
		form.Set("day-"+itoa(i+1), hours)
	}
	return form
}

func itoa(n int) string { text, _ := json.Marshal(n); return string(text) }

func seenIn(t *testing.T, a answer, form string) string {
	t.Helper()
	return attribute(find(t, a, form+" [name=seen]")[0], "value")
}

// 2026-11-30 is a Monday.
func TestAScheduleIsSavedChangedDeletedAndTakenBack(t *testing.T) {
	h := newHouse(t)
	anna := h.worker("anna")
	b := h.signIn("olga@studio.example")
	path, page := "/resources/"+string(anna.ID)+"/schedules", "/schedules?view=dates&resource="+string(anna.ID)
	if got := h.starts("cut", "2026-12-09"); !strings.HasPrefix(got, "10:00") { // the widget has been asked before
		t.Errorf("in the ordinary week: %s", got)
	}
	a := b.post(path, scheduleForm("", "2026-12-01", "", "2026-12-01", "9-10, 11:00–12:30", "22:00-6", "", ""), fragment...)
	if a.Status != 200 || !strings.Contains(text(t, a, ".dates-list"), "С 1 декабря 2026") {
		t.Fatalf("%d: %s", a.Status, text(t, a, ".problem, .field-error, .dates-list"))
	}
	if got := h.starts("cut", "2026-12-09"); got != "09:00 11:00 11:15 11:30" {
		t.Errorf("on day 1 of the next cycle: %s", got)
	}
	if got := h.starts("cut", "2026-11-30"); !strings.HasPrefix(got, "10:00") {
		t.Errorf("before it: %s", got)
	}
	undo, back := undoOf(t, h, a)

	open := b.get(page + "&edit=2026-12-01")
	changed := scheduleForm(seenIn(t, open, "#schedule-form"), "2026-12-01", "2026-12-31", "2026-12-01", "9-10", "", "", "")
	if a = b.post(path, changed, fragment...); a.Status != 200 || len(h.worker("anna").Schedules) != 1 || h.worker("anna").Schedules[0].To == nil {
		t.Fatalf("changed: %d, %+v", a.Status, h.worker("anna").Schedules)
	}
	if late := b.post(undo, back, fragment...); late.Status != 409 || len(h.worker("anna").Schedules) != 1 {
		t.Errorf("an undo of long ago: %d", late.Status)
	}
	changed.Set("day-2", "10-11")
	if again := b.post(path, changed, fragment...); again.Status != 409 || seenIn(t, again, "#schedule-form") == changed.Get("seen") {
		t.Errorf("what somebody else has changed: %d", again.Status)
	} else {
		changed.Set("seen", seenIn(t, again, "#schedule-form"))
		changed.Set("act", "delete")
	}
	if a = b.post(path, changed, fragment...); a.Status != 200 || len(h.worker("anna").Schedules) != 0 {
		t.Fatalf("deleted: %d, %+v", a.Status, h.worker("anna").Schedules)
	}
	undo, back = undoOf(t, h, a)
	if a = b.post(undo, back, fragment...); a.Status != 200 || len(h.worker("anna").Schedules) != 1 || len(h.worker("anna").Schedules[0].Hours) != 1 {
		t.Errorf("taken back: %d, %+v", a.Status, h.worker("anna").Schedules)
	}
	log := text(t, b.get("/settings/audit"), "main")
	if !strings.Contains(log, "Графики по датам") || !strings.Contains(log, "2026-12-01 – 2026-12-31: 09:00–10:00 / — / — / —") {
		t.Errorf("the log says %.600s", log)
	}
}

func TestWeeksThatTakeTurnsBeginOnAMonday(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	path := "/resources/" + string(h.worker("anna").ID) + "/schedules"
	days := make([]string, 14)
	days[1], days[7] = "9-10", "15-16" // Tuesday of week 1, Monday of week 2
	if a := b.post(path, scheduleForm("", "2026-12-01", "", "2026-12-03", days...), fragment...); a.Status != 200 {
		t.Fatalf("%d: %s", a.Status, text(t, a, ".problem, .field-error"))
	}
	for date, want := range map[string]string{"2026-12-01": "09:00", "2026-12-02": "", "2026-12-07": "15:00", "2026-12-08": "", "2026-12-15": "09:00"} {
		if got := h.starts("cut", date); got != want {
			t.Errorf("%s: %q, want %q", date, got, want)
		}
	}
}

func TestADayOfItsOwn(t *testing.T) {
	h := newHouse(t)
	anna := h.worker("anna")
	b := h.signIn("olga@studio.example")
	path := "/resources/" + string(anna.ID) + "/days"
	day := func(seen, act, hours string) url.Values {
		return url.Values{"seen": {seen}, "date": {"2026-12-16"}, "hours": {hours}, "act": {act}}
	}
	a := b.post(path, day("", "save", "10-11, 14-15"), fragment...)
	if got := h.starts("cut", "2026-12-16"); a.Status != 200 || got != "10:00 14:00" {
		t.Fatalf("%d, starts %q", a.Status, got)
	}
	undo, back := undoOf(t, h, a)
	if a = b.post(path, day("", "off", ""), fragment...); a.Status != 409 {
		t.Errorf("a day that somebody else has set meanwhile: %d", a.Status)
	}
	open := b.get("/schedules?view=dates&resource=" + string(anna.ID) + "&day=2026-12-16")
	if value := attribute(find(t, open, "#day-hours")[0], "value"); value != "10:00–11:00, 14:00–15:00" {
		t.Errorf("the form holds %q", value)
	}
	if a = b.post(path, day(seenIn(t, open, "#day-form"), "usual", ""), fragment...); a.Status != 200 || len(h.worker("anna").Days) != 0 {
		t.Errorf("as usual: %d, %v", a.Status, h.worker("anna").Days)
	}
	if late := b.post(undo, back, fragment...); late.Status != 409 {
		t.Errorf("an undo of long ago: %d", late.Status)
	}
	for hours, problem := range map[string]string{"9": "Напишите часы так", "9-25": "не часы", "25:61-3": "не часы", "9-12, 11-13": "9:00–12:00 и 11:00–13:00 пересекаются", "" + strings.Repeat("8-9,", 13) + "": "Больше 12"} {
		if a = b.post(path, day("", "save", hours), fragment...); a.Status != 422 || !strings.Contains(text(t, a, "#day-hours-wrong"), problem) {
			t.Errorf("%q: %d, %s", hours, a.Status, text(t, a, "#day-hours-wrong"))
		}
	}
}

func TestAMonthIsRepeated(t *testing.T) {
	h := newHouse(t)
	anna := h.worker("anna")
	b := h.signIn("olga@studio.example")
	b.post("/resources/"+string(anna.ID)+"/days", url.Values{"date": {"2026-12-16"}, "hours": {"10-11"}, "act": {"save"}}, fragment...)
	page := "/schedules?view=dates&date=2027-01-01&resource=" + string(anna.ID)
	january := monthForm(t, b.get(page), "2027-01")
	a := b.post("/resources/"+string(anna.ID)+"/days/repetition", january, fragment...)
	now := h.worker("anna")
	if a.Status != 200 || len(now.Days) != 2 || now.Days[1].Date.String() != "2027-01-13" {
		t.Fatalf("%d: %+v", a.Status, now.Days)
	}
	if focus := find(t, a, "[autofocus]"); len(focus) != 1 || attribute(focus[0], "id") != "repeat-2027-01" {
		t.Error("the focus is not where it was")
	}
	undo, back := undoOf(t, h, a)
	if a = b.post(undo, back, fragment...); a.Status != 200 || len(h.worker("anna").Days) != 1 {
		t.Errorf("taken back: %d, %+v", a.Status, h.worker("anna").Days)
	}
	if empty := b.post("/resources/"+string(anna.ID)+"/days/repetition", monthForm(t, b.get(page), "2027-06"), fragment...); empty.Status != 200 ||
		!strings.Contains(text(t, empty, ".toast"), "нечего повторять") || len(find(t, empty, ".toast-undo")) != 0 {
		t.Errorf("a month with nothing before it: %d %s", empty.Status, text(t, empty, ".toast"))
	}
}

// monthForm is what the button of a month sends.
func monthForm(t *testing.T, a answer, month string) url.Values {
	t.Helper()
	for _, form := range find(t, a, ".dates-month form") {
		values := url.Values{}
		for _, input := range cascadia.QueryAll(form, cascadia.MustCompile("input")) {
			values.Set(attribute(input, "name"), attribute(input, "value"))
		}
		if values.Get("month") == month {
			return values
		}
	}
	t.Fatalf("no month %s", month)
	return nil
}

// Whoever repeats a month that another one has changed since is told, and nothing is written.
func TestAMonthIsNotRepeatedFromWhatNobodyHasSeen(t *testing.T) {
	h := newHouse(t)
	anna := h.worker("anna")
	b := h.signIn("olga@studio.example")
	page, path := "/schedules?view=dates&date=2027-01-01&resource="+string(anna.ID), "/resources/"+string(anna.ID)+"/days"
	january := monthForm(t, b.get(page), "2027-01")
	b.post(path, url.Values{"date": {"2026-12-16"}, "hours": {"10-11"}, "act": {"save"}}, fragment...)
	a := b.post(path+"/repetition", january, fragment...)
	if clash := text(t, a, ".clash"); a.Status != 409 || !strings.Contains(clash, "10:00–11:00") || len(h.worker("anna").Days) != 1 {
		t.Fatalf("%d, %q, %v", a.Status, clash, h.worker("anna").Days)
	}
	if a = b.post(path+"/repetition", monthForm(t, a, "2027-01"), fragment...); a.Status != 200 || len(h.worker("anna").Days) != 2 {
		t.Errorf("pressed again: %d, %v", a.Status, h.worker("anna").Days)
	}
}

// What is saved as it stands makes no version, no line of the log and no undo.
func TestHoursThatStayAsTheyAreAreNoChange(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna := string(h.worker("anna").ID)
	page := "/schedules?view=dates&resource=" + anna
	b.post("/resources/"+anna+"/schedules", scheduleForm("", "2026-12-01", "", "2026-12-01", "9-10, 12-13", "22-6"), fragment...)
	b.post("/resources/"+anna+"/days", url.Values{"date": {"2026-12-16"}, "hours": {"10-11"}, "act": {"save"}}, fragment...)
	state := func() string {
		return h.value(`select concat_ws(' ', (select count(*) from audit_log), (select setup_version from company_versions v join companies c on c.id = v.company_id where slug = 'studio'),
			(select sum(revision) from resources), (select string_agg(xmin::text, ',' order by date) from own_days), (select string_agg(xmin::text, ',') from schedules))`)
	}
	before := state()
	for path, form := range map[string]url.Values{
		"/schedules": sentBy(t, b.get(page+"&edit=2026-12-01"), "#schedule-form"), "/days": sentBy(t, b.get(page+"&day=2026-12-16"), "#day-form"),
	} {
		form.Set("act", "save")
		a := b.post("/resources/"+anna+path, form, fragment...)
		if a.Status != 200 || !strings.Contains(text(t, a, ".toast"), "ничего не изменилось") || len(find(t, a, ".toast-undo")) != 0 {
			t.Errorf("%s: %d %q", path, a.Status, text(t, a, ".toast"))
		}
	}
	if now := state(); now != before {
		t.Errorf("before %s\nafter  %s", before, now)
	}
	rest := h.value(`select xmin::text from schedules`) + h.value(`select xmin::text from own_days`)
	b.post("/resources/"+anna+"/days", url.Values{"date": {"2026-12-17"}, "hours": {"10-11"}, "act": {"save"}}, fragment...)
	if now := h.value(`select xmin::text from schedules`) + h.value(`select xmin::text from own_days where date = '2026-12-16'`); now != rest {
		t.Error("another day has written anew what stays as it is")
	}
}

// A schedule that is moved onto another one's date goes over both once they are seen.
func TestAScheduleThatIsMovedLeavesNothingBehind(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna := string(h.worker("anna").ID)
	path := "/resources/" + anna + "/schedules"
	b.post(path, scheduleForm("", "2026-12-01", "", "2026-12-01", "9-10", ""), fragment...)
	b.post(path, scheduleForm("", "2027-01-01", "", "2027-01-01", "11-12", ""), fragment...)
	form := sentBy(t, b.get("/schedules?view=dates&resource="+anna+"&edit=2026-12-01"), "#schedule-form")
	form.Set("from", "2027-01-01")
	form.Set("act", "save")
	a := b.post(path, form, fragment...)
	if clash := text(t, a, ".clash"); a.Status != 409 || !strings.Contains(clash, "11:00–12:00") {
		t.Fatalf("%d %q", a.Status, clash)
	}
	form = sentBy(t, a, "#schedule-form")
	form.Set("act", "save")
	if a = b.post(path, form, fragment...); a.Status != 200 || len(h.worker("anna").Schedules) != 1 || h.worker("anna").Schedules[0].Hours[0].From != 540 {
		t.Errorf("%d: %+v", a.Status, h.worker("anna").Schedules)
	}
}

// Whoever saves a schedule that another one has deleted is told; saving again makes it.
func TestADeletedScheduleIsMadeAgainOnlyOnPurpose(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna := string(h.worker("anna").ID)
	path := "/resources/" + anna + "/schedules"
	b.post(path, scheduleForm("", "2026-12-01", "", "2026-12-01", "9-10", ""), fragment...)
	form := sentBy(t, b.get("/schedules?view=dates&resource="+anna+"&edit=2026-12-01"), "#schedule-form")
	form.Set("act", "delete")
	b.post(path, form, fragment...)
	form.Set("act", "save")
	form.Set("day-1", "9-11")
	a := b.post(path, form, fragment...)
	if a.Status != 409 || !strings.Contains(text(t, a, ".problem"), "удалили") || len(find(t, a, ".clash")) != 1 {
		t.Fatalf("%d %s", a.Status, text(t, a, ".problem"))
	}
	form = sentBy(t, a, "#schedule-form")
	form.Set("act", "save")
	if a = b.post(path, form, fragment...); a.Status != 200 || len(h.worker("anna").Schedules) != 1 {
		t.Errorf("%d: %v", a.Status, h.worker("anna").Schedules)
	}
}

// Where nobody who is shown has any hours, every view says so, and leads to where they are given.
func TestSchedulesWithoutHoursSaySo(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna := string(h.worker("anna").ID)
	said := func(address string) string {
		return text(t, b.get(address), "#no-hours, .week-total")
	}
	if got := said("/schedules?view=month"); got != "" {
		t.Errorf("a company with hours: %q", got)
	}
	h.exec(`delete from weekly_intervals where resource_id = '` + anna + `'`)
	h.exec(`update company_versions set setup_version = setup_version + 1`)
	for _, view := range []string{"dates", "day", "month"} {
		a := b.get("/schedules?view=" + view + "&resource=" + anna)
		links := find(t, a, "#no-hours a")
		if len(links) != 1 || !strings.Contains(attribute(links[0], "href"), "view=week") || !strings.Contains(attribute(links[0], "href"), anna) {
			t.Errorf("%s: %q", view, text(t, a, "#schedules"))
		}
	}
	if got := said("/schedules?view=month"); got != "" {
		t.Errorf("others have hours: %q", got)
	}
	h.exec(`delete from weekly_intervals`)
	h.exec(`update company_versions set setup_version = setup_version + 1`)
	if got := said("/schedules?view=month"); !strings.Contains(got, "Рабочие часы не заданы") {
		t.Errorf("nobody has hours: %q", got)
	}
	b.post("/resources/"+anna+"/days", url.Values{"date": {"2026-12-16"}, "hours": {"10-11"}, "act": {"save"}}, fragment...)
	if got := said("/schedules?view=month&resource=" + anna); got != "" {
		t.Errorf("a single day is some: %q", got)
	}
}

// What nobody can have typed is refused, and nothing is written.
func TestHoursThatCannotBeAreRefused(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna := "/resources/" + string(h.worker("anna").ID)
	many, _ := json.Marshal(make([]booking.OwnDay, booking.MaxOwnDays+1))
	for what, next := range map[string]string{
		"30 February": `[{"Date":{"Year":2027,"Month":2,"Day":30}}]`, "no date": `[{}]`, "25:61": `[{"Date":{"Year":2027,"Month":2,"Day":3},"Hours":[{"From":1561,"To":60}]}]`,
		"no list": `{"Date":1}`, "half": `[{"Date":`, "year 10000": `[{"Date":{"Year":10000,"Month":1,"Day":1}}]`,
	} {
		if a := b.post(anna+"/hours/restoration", url.Values{"next_days": {next}}, fragment...); a.Status != 400 {
			t.Errorf("%s: %d", what, a.Status)
		}
	}
	if a := b.post(anna+"/hours/restoration", url.Values{"next_days": {string(many)}}, fragment...); a.Status != 413 {
		t.Errorf("too many days: %d", a.Status)
	}
	if a := b.post(anna+"/days", url.Values{"date": {"2027-02-03"}, "hours": {strings.Repeat("9-10,", 2<<20)}}, fragment...); a.Status != 413 {
		t.Errorf("10 MB: %d", a.Status)
	}
	for date, status := range map[string]int{"2027-02-30": 422, "0001-01-01": 422, "9999-12-31": 422, "soon": 422} {
		a := b.post(anna+"/days", url.Values{"date": {date}, "hours": {"9-10"}, "act": {"save"}}, fragment...)
		if kept := find(t, a, "#day-hours"); a.Status != status || len(kept) != 1 || attribute(kept[0], "value") != "9-10" || text(t, a, "#day-form .field-error") == "" {
			t.Errorf("a day on %s: %d", date, a.Status)
		}
		a = b.post(anna+"/schedules", scheduleForm("", date, "", "2027-02-01", "9-10", "25:61-3"), fragment...)
		if kept := find(t, a, "#day-1"); a.Status != status || attribute(kept[0], "value") != "9-10" || text(t, a, "#schedule-from-wrong") == "" || text(t, a, "#day-2-wrong") == "" {
			t.Errorf("a schedule from %s: %d", date, a.Status)
		}
	}
	other := h.value(`select id from resources where company_id <> (select id from companies where slug = 'studio') limit 1`)
	for _, path := range []string{"/schedules", "/days", "/days/repetition", "/hours/restoration"} {
		if a := b.post("/resources/"+other+path, url.Values{"date": {"2027-02-03"}, "month": {"2027-02"}}, fragment...); a.Status != 404 {
			t.Errorf("%s of another company's resource: %d", path, a.Status)
		}
	}
	if a := b.get("/schedules?view=dates&day=9999-12-31&resource=" + string(h.worker("anna").ID)); a.Status != 200 || len(find(t, a, "#day-form")) != 0 {
		t.Errorf("the form of a day in 9999: %d", a.Status)
	}
	if now := h.worker("anna"); len(now.Days)+len(now.Schedules) != 0 {
		t.Errorf("written are %v %v", now.Days, now.Schedules)
	}
}

// A change of hours in which a booking lies shows it and saves nothing, as one of the week does.
func TestADatedChangeAsksAboutBookings(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna := h.worker("anna")
	booked := h.talks("12:00")[0]
	date := h.one(`select to_char(starts_at at time zone 'Europe/Moscow', 'YYYY-MM-DD') from bookings where id = '` + string(booked) + `'`)
	form := url.Values{"date": {date}, "hours": {""}, "act": {"off"}}
	a := b.post("/resources/"+string(anna.ID)+"/days", form, append(fragment, "Accept-Language", "ru")...)
	if a.Status != 409 || len(find(t, a, "[name=seen-"+string(booked)+"]")) != 1 || len(h.worker("anna").Days) != 0 {
		t.Fatalf("%d: %.300s, days %v", a.Status, text(t, a, "body"), h.worker("anna").Days)
	}
	if a = b.post("/resources/"+string(anna.ID)+"/days", resent(t, a), fragment...); a.Status != 200 || len(h.worker("anna").Days) != 1 {
		t.Errorf("answered: %d, days %v", a.Status, h.worker("anna").Days)
	}
}
