package handlers_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/bydate"
)

// copyForm is the form of a page that copies what is open, with these ticked.
func copyForm(t *testing.T, a answer, shift string, to ...booking.Resource) url.Values {
	t.Helper()
	if len(find(t, a, "#dates-copies")) != 1 {
		t.Fatalf("%d: nothing to copy: %.300s", a.Status, text(t, a, "#schedules"))
	}
	form := formOf(t, a, "#dates-copies")
	form.Del("to")
	for _, r := range to {
		form.Add("to", string(r.ID))
	}
	if form.Has("shift") {
		form.Set("shift", shift)
	}
	return form
}

// Two by two is copied to two others, each a day later; one of them loses what begins on that date, and one undo gives it back.
func TestAScheduleIsCopiedToOthers(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna, boris, hall := h.worker("anna"), h.worker("boris"), h.worker("hall")
	page, path := "/schedules?view=dates&resource="+string(anna.ID), "/resources/"+string(anna.ID)+"/hours/copies"
	b.post("/resources/"+string(anna.ID)+"/schedules", scheduleForm("", "2027-03-01", "2027-06-30", "2027-03-02", "9-21", "9-20", "", ""))
	b.post("/resources/"+string(boris.ID)+"/schedules", scheduleForm("", "2027-03-01", "", "2027-03-01", "10-11"))
	b.post("/resources/"+string(hall.ID)+"/schedules", scheduleForm("", "2027-05-01", "", "2027-05-01", "10-12"))
	stood := h.worker("boris").Schedules

	open := b.get(page + "&edit=2027-03-01")
	if said := text(t, open, "#dates-copies"); !strings.Contains(said, "С этой даты уже есть график, он будет заменён") || !strings.Contains(said, "С 1 мая 2027 — уже другой график") {
		t.Errorf("what is there already is not said: %s", said)
	}
	lines := h.one(`select count(*)::text from audit_log where act = 'setup.changed'`)
	a := b.post(path, copyForm(t, open, "1", boris, hall), fragment...)
	if a.Status != 200 || !strings.Contains(text(t, a, ".toast-text"), "График получили 2 ресурса: Борис, Зал") {
		t.Fatalf("%d %s", a.Status, text(t, a, ".toast-text, #share-problem, .problem"))
	}
	source := h.worker("anna")
	for n, got := range []booking.Resource{h.worker("boris"), h.worker("hall")} {
		for d := (booking.Date{Year: 2027, Month: 3, Day: 4}); d.Month < 5; d = d.AddDays(1) {
			if want := source.HoursOn(d.AddDays(-n-1).Number(), nil); !slices.Equal(got.HoursOn(d.Number(), nil), want) {
				t.Fatalf("%s on %s: %v, want %v", got.Name, d, got.HoursOn(d.Number(), nil), want)
			}
		}
	}
	if got := h.worker("hall"); len(got.Schedules) != 2 || len(h.worker("boris").Schedules) != 1 || got.HoursOn(booking.Date{Year: 2027, Month: 5, Day: 2}.Number(), nil)[0].To != 12*60 {
		t.Errorf("the hall has %v", got.Schedules)
	}
	if after := h.one(`select count(*)::text from audit_log where act = 'setup.changed'`); number(after) != number(lines)+2 {
		t.Errorf("%s lines of the log before, %s after", lines, after)
	}
	undo, back := undoOf(t, h, a)
	if a = b.post(undo, back, fragment...); a.Status != 200 || !booking.SameSchedules(h.worker("boris").Schedules, stood) || len(h.worker("hall").Schedules) != 1 {
		t.Errorf("taken back: %d, %v", a.Status, h.worker("boris").Schedules)
	}
	if a = b.post(undo, back, fragment...); a.Status != 409 || !booking.SameSchedules(h.worker("boris").Schedules, stood) {
		t.Errorf("taken back twice: %d, %v", a.Status, h.worker("boris").Schedules)
	}
}

// What stands elsewhere by now is never replaced unseen, and nobody gets anything then; what was ticked and typed is kept.
func TestACopyIsRefusedWithWhatWasTicked(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna, boris, hall := h.worker("anna"), h.worker("boris"), h.worker("hall")
	page, path := "/schedules?view=dates&resource="+string(anna.ID)+"&edit=2027-03-01", "/resources/"+string(anna.ID)+"/hours/copies"
	own := "/resources/" + string(anna.ID) + "/schedules"
	b.post(own, scheduleForm("", "2027-03-01", "", "2027-03-01", "9-21", "9-21", "", ""))
	began := b.get(page)
	nothing := func(what string) {
		t.Helper()
		if got := h.worker("hall").Schedules; len(got) != 0 {
			t.Errorf("%s: the hall has %v", what, got)
		}
	}
	for what, c := range map[string]struct {
		shift string
		to    []booking.Resource
		where string
		says  string
	}{
		"nobody":           {"1", nil, "#share-problem", "Отметьте"},
		"no number":        {"один", []booking.Resource{hall}, "#share-shift-wrong", "от 0 до 3"},
		"a whole cycle":    {"4", []booking.Resource{hall}, "#share-shift-wrong", "от 0 до 3"},
		"less than none":   {"-1", []booking.Resource{hall}, "#share-shift-wrong", "от 0 до 3"},
		"a number of ages": {"99999999999999999999", []booking.Resource{hall}, "#share-shift-wrong", "от 0 до 3"},
	} {
		a := b.post(path, copyForm(t, began, c.shift, c.to...), fragment...)
		if a.Status != 422 || !strings.Contains(text(t, a, c.where), c.says) || attribute(find(t, a, "#share-shift")[0], "value") != c.shift {
			t.Errorf("%s: %d %s", what, a.Status, text(t, a, "#dates-copies"))
		}
		if got := formOf(t, a, "#dates-copies")["to"]; len(got) != len(c.to) {
			t.Errorf("%s: %v are ticked", what, got)
		}
		nothing(what)
	}
	if a := b.post(path, copyForm(t, began, "0", hall, booking.Resource{ID: anna.ID + "0"}), fragment...); a.Status != 404 {
		t.Errorf("one that does not exist: %d", a.Status)
	}
	nothing("one that does not exist")
	b.post("/resources/"+string(boris.ID)+"/schedules", scheduleForm("", "2027-03-01", "", "2027-03-01", "10-11"))
	a := b.post(path, copyForm(t, began, "2", boris, hall), fragment...)
	if a.Status != 409 || !strings.Contains(text(t, a, "#share-problem"), "Борис") || attribute(find(t, a, "#share-shift")[0], "value") != "2" {
		t.Fatalf("what Boris has by now: %d %s", a.Status, text(t, a, "#schedules"))
	}
	nothing("Boris's has changed")
	again := formOf(t, a, "#dates-copies")
	b.post(own, scheduleForm(seenIn(t, began, "#schedule-form"), "2027-03-01", "", "2027-03-01", "9-20", "9-21", "", ""))
	if a = b.post(path, again, fragment...); a.Status != 409 || !strings.Contains(text(t, a, "#share-problem"), "Анна") {
		t.Errorf("what Anna has by now: %d %s", a.Status, text(t, a, "#share-problem"))
	}
	nothing("Anna's has changed")
	if a = b.post(path, formOf(t, a, "#dates-copies"), fragment...); a.Status != 200 || len(h.worker("hall").Schedules) != 1 {
		t.Errorf("once it was seen: %d %v", a.Status, h.worker("hall").Schedules)
	}
	deleted := scheduleForm(seenIn(t, b.get(page), "#schedule-form"), "2027-03-01", "", "2027-03-01")
	deleted.Set("act", "delete")
	late := copyForm(t, b.get(page), "0", boris)
	b.post(own, deleted)
	if a = b.post(path, late, fragment...); a.Status != 409 || !strings.Contains(text(t, a, "#dates-problem"), "Копировать больше нечего") {
		t.Errorf("one that is deleted: %d %s", a.Status, text(t, a, "#dates-problem"))
	}
	for what, change := range map[string]func(url.Values){
		"nothing": func(f url.Values) { f.Del("schedule") },
		"no JSON": func(f url.Values) { f.Set("schedule", "[{") },
		"no cycle": func(f url.Values) {
			f.Set("schedule", `[{"From":{"Year":2027,"Month":3,"Day":1},"Anchor":{"Year":2027,"Month":3,"Day":1}}]`)
		},
	} {
		bad := copyForm(t, began, "0", hall)
		change(bad)
		if a = b.post(path, bad, fragment...); a.Status != 400 {
			t.Errorf("%s: %d", what, a.Status)
		}
	}
}

// More than a request can take back are refused before anything is written.
func TestCopiesAreBounded(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna, boris, hall := h.worker("anna"), h.worker("boris"), h.worker("hall")
	path, long := "/resources/"+string(anna.ID), make([]string, booking.MaxCycleDays)
	for day := range long {
		long[day] = "9-10, 11-12, 13-14, 15-16, 17-18, 19-20, 21-22"
	}
	b.post(path+"/schedules", scheduleForm("", "2027-03-01", "", "2027-03-01", "9-10"))
	for _, r := range []booking.Resource{boris, hall} { // each has a long one where the short one would go
		b.post("/resources/"+string(r.ID)+"/schedules", scheduleForm("", "2027-03-01", "", "2027-03-01", long...))
	}
	open := b.get("/schedules?view=dates&resource=" + string(anna.ID) + "&edit=2027-03-01")
	a := b.post(path+"/hours/copies", copyForm(t, open, "", boris, hall), fragment...)
	if a.Status != 422 || !strings.Contains(text(t, a, "#share-problem"), "Отметьте меньше") || h.worker("hall").Schedules[0].CycleDays != booking.MaxCycleDays {
		t.Errorf("too much to take back: %d %s", a.Status, text(t, a, "#share-problem"))
	}
	h.exec(`insert into resources (company_id, id, ref, name, kind, position, active)
		select company_id, gen_random_uuid(), 'n' || n, 'N' || n, kind, 100 + n, true from resources, generate_series(1, 51) n where ref = 'anna'`)
	h.exec(`update company_versions set setup_version = setup_version + 1`)
	form := formOf(t, b.get("/schedules?view=dates&resource="+string(anna.ID)+"&edit=2027-03-01"), "#dates-copies")
	for name := range form {
		if id, seen := strings.CutPrefix(name, "seen-"); seen && id != string(boris.ID) && id != string(hall.ID) {
			form.Add("to", id)
		}
	}
	if a := b.post(path+"/hours/copies", form, fragment...); a.Status != 422 || !strings.Contains(text(t, a, "#share-problem"), "Не больше 50 за раз") {
		t.Errorf("%d resources: %d %s", len(form["to"]), a.Status, text(t, a, "#share-problem"))
	}
	form["to"] = form["to"][:bydate.MaxCopies]
	a = b.post(path+"/hours/copies", form, fragment...)
	if a.Status != 200 {
		t.Fatalf("%d resources: %d %s", len(form["to"]), a.Status, text(t, a, "#share-problem"))
	}
	undo, back := undoOf(t, h, a)
	if a = b.post(undo, back, fragment...); a.Status != 200 || h.one(`select count(*)::text from schedules`) != "3" {
		t.Errorf("taken back: %d", a.Status)
	}
}

// A single day is copied likewise; a booking that lies in it is asked about first, and so is one under a schedule.
func TestADayIsCopiedToOthersAndAsksAboutBookings(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna, boris := h.worker("anna"), h.worker("boris")
	booked := h.talks("12:00")[0]
	date := h.one(`select to_char(starts_at at time zone 'Europe/Moscow', 'YYYY-MM-DD') from bookings where id = '` + string(booked) + `'`)
	same := func(a, b booking.Resource) bool { return a.SameHours(&b) }
	page, path := "/schedules?view=dates&resource="+string(boris.ID), "/resources/"+string(boris.ID)+"/hours/copies"
	b.post("/resources/"+string(boris.ID)+"/days", url.Values{"date": {date}, "hours": {""}, "act": {"off"}})
	b.post("/resources/"+string(boris.ID)+"/schedules", scheduleForm("", date, "", date, "", "9-10"))
	for what, open := range map[string]string{"the day": "&day=", "the schedule": "&edit="} {
		form := copyForm(t, b.get(page+open+date), "0", anna)
		a := b.post(path, form, append(fragment, "HX-Target", "section#schedules", "Accept-Language", "ru")...)
		if a.Status != 409 || len(find(t, a, "[name=seen-"+string(booked)+"]")) != 1 || !same(h.worker("anna"), anna) {
			t.Fatalf("%s: %d: %.300s", what, a.Status, text(t, a, "body"))
		}
		a = b.post(path, resent(t, a), fragment...)
		if now := h.worker("anna"); a.Status != 200 || len(now.Days)+len(now.Schedules) != 1 {
			t.Fatalf("%s, answered: %d, %v %v", what, a.Status, now.Days, now.Schedules)
		}
		if twice := b.post(path, copyForm(t, b.get(page+open+date), "0", anna), fragment...); twice.Status != 200 || len(find(t, twice, ".toast-undo")) != 0 {
			t.Errorf("%s, again: %d %s", what, twice.Status, text(t, twice, ".toast-text"))
		}
		undo, back := undoOf(t, h, a)
		if a = b.post(undo, back, fragment...); a.Status != 200 || !same(h.worker("anna"), anna) {
			t.Errorf("%s, taken back: %d", what, a.Status)
		}
	}
}

func TestCopiesOfOthersAndOfOtherRoles(t *testing.T) {
	h := newHouse(t)
	anna, boris := h.worker("anna"), h.worker("boris")
	olga := h.signIn("olga@studio.example")
	olga.post("/resources/"+string(anna.ID)+"/schedules", scheduleForm("", "2027-03-01", "", "2027-03-01", "9-21", ""))
	page, path := "/schedules?view=dates&resource="+string(anna.ID)+"&edit=2027-03-01", "/resources/"+string(anna.ID)+"/hours/copies"
	form := copyForm(t, olga.get(page), "0", boris)
	back := url.Values{"schedule": form["schedule"], "copies": {`[{"Resource":"` + string(anna.ID) + `"}]`}}
	rival := h.signIn("rex@rival.example")
	theirs := attribute(find(t, rival.get("/schedules"), "#week")[0], "action")
	theirs = strings.TrimSuffix(theirs, "/week") + "/hours/copies"
	for what, a := range map[string]answer{
		"the source": rival.post(path, form, fragment...), "a target": rival.post(theirs, form, fragment...),
		"an undo": rival.post(theirs+"/restoration", back, fragment...),
	} {
		if a.Status != 404 || strings.Contains(string(a.Body), "Анна") {
			t.Errorf("%s: %d", what, a.Status)
		}
	}
	for _, who := range []string{"dasha", "max"} {
		b := h.signIn(who + "@studio.example")
		if a := b.get(page); len(find(t, a, "#dates-copies")) != 0 {
			t.Errorf("%s may copy", who)
		}
		for _, tail := range []string{"", "/restoration"} {
			if a := b.post(path+tail, form, fragment...); a.Status != 403 {
				t.Errorf("%s%s: %d", who, tail, a.Status)
			}
		}
	}
	stray := url.Values{"schedule": form["schedule"], "copies": {`[{"Resource":"` + string(boris.ID) + `","Schedules":[{"From":{"Year":2020,"Month":1,"Day":1},"Anchor":{"Year":2020,"Month":1,"Day":1},"CycleDays":1}]}]`}}
	if a := olga.post(path+"/restoration", stray, fragment...); a.Status != 400 {
		t.Errorf("an undo that brings something else: %d", a.Status)
	}
	if len(h.worker("boris").Schedules) != 0 || len(h.worker("anna").Schedules) != 1 {
		t.Error("something has changed")
	}
}

// All schedules go to others at once, instead of what those have; cycles are shifted, weeks are not, and one undo gives back what each had.
func TestAllSchedulesAreCopiedToOthers(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna, boris, hall := h.worker("anna"), h.worker("boris"), h.worker("hall")
	page, path := "/schedules?view=dates&resource="+string(anna.ID), "/resources/"+string(anna.ID)+"/hours/copies"
	save := func(r booking.Resource, from string, days ...string) {
		t.Helper()
		if a := b.post("/resources/"+string(r.ID)+"/schedules", scheduleForm("", from, "", from, days...), fragment...); a.Status != 200 {
			t.Fatalf("%d %s", a.Status, text(t, a, ".problem"))
		}
	}
	save(anna, "2027-03-01", "9-21", "9-20", "", "")
	if len(find(t, b.get(page), "#dates-copies")) != 0 {
		t.Error("a single schedule is copied from its own form")
	}
	save(anna, "2027-06-07", "9-18", "9-18", "9-18", "9-18", "9-18", "", "")
	save(boris, "2027-04-01", "10-11")
	open := b.get(page)
	if said := text(t, open, "#dates-copies"); !strings.Contains(said, "Борис Сейчас 1 график, он будет заменён: С 1 апреля 2027") || len(find(t, b.get(page+"&edit=2027-03-01"), "[name=all]")) != 0 {
		t.Errorf("what would be replaced is not said: %s", said)
	}
	stood, form := h.worker("boris").Schedules, copyForm(t, open, "1", boris, hall)
	a := b.post(path, form, fragment...)
	if a.Status != 200 || !strings.Contains(text(t, a, ".toast-text"), "Все графики получили 2 ресурса: Борис, Зал") {
		t.Fatalf("%d %s", a.Status, text(t, a, ".toast-text, #share-problem, .problem"))
	}
	source := h.worker("anna").Schedules
	for n, got := range []booking.Resource{h.worker("boris"), h.worker("hall")} {
		if want := []booking.Schedule{bydate.Shifted(source[0], n+1), source[1]}; !booking.SameSchedules(got.Schedules, want) {
			t.Errorf("%s has %v, want %v", got.Name, got.Schedules, want)
		}
	}
	undo, back := undoOf(t, h, a)
	if a = b.post(undo, back, fragment...); a.Status != 200 || !booking.SameSchedules(h.worker("boris").Schedules, stood) || len(h.worker("hall").Schedules) != 0 {
		t.Errorf("taken back: %d, %v, %v", a.Status, h.worker("boris").Schedules, h.worker("hall").Schedules)
	}
	save(anna, "2027-09-01", "")
	if a = b.post(path, form, fragment...); a.Status != 409 || len(formOf(t, a, "#dates-copies")["to"]) != 2 || !booking.SameSchedules(h.worker("boris").Schedules, stood) {
		t.Errorf("there is one more by now: %d %s", a.Status, text(t, a, "#share-problem"))
	}
	form = copyForm(t, b.get(page), "0", hall)
	save(hall, "2027-01-01", "")
	if a = b.post(path, form, fragment...); a.Status != 409 || len(h.worker("hall").Schedules) != 1 || !strings.Contains(text(t, a, "#share-problem"), "Зал") {
		t.Errorf("one that was not seen would go: %d %s", a.Status, text(t, a, "#share-problem"))
	}
	for name, change := range map[string][2]string{"a day as well": {"day", `[{"Date":{"Year":2027,"Month":3,"Day":1}}]`}, "none": {"schedule", "[]"}, "no list": {"schedule", "x"}} {
		form.Set("all", "1")
		form.Set(change[0], change[1])
		if a = b.post(path, form, fragment...); a.Status != 400 {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
}
