package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/weekly"
)

// resent is the form that a change of the setup was answered with: what was sent, and
// the hit bookings, each to be kept.
func resent(t *testing.T, a answer) url.Values {
	t.Helper()
	form := url.Values{}
	for _, input := range find(t, a, "form.hits input[type=hidden]") {
		form.Add(attribute(input, "name"), attribute(input, "value"))
	}
	return form
}

// Whatever takes hours, a service or a resource from under a booking to come shows
// the booking and asks, saves nothing before it is answered, and then saves all at once.
func TestChangesThatHitBookingsAskFirst(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna, boris, talk := h.worker("anna"), h.worker("boris"), h.idOf("services", "talk")
	service := func(change string, value ...string) url.Values {
		form := url.Values{"name": {"Разговор"}, "duration": {"30"}, "resource": {string(anna.ID), string(boris.ID)},
			"revision": {h.one(`select revision::text from services where ref = 'talk'`)}}
		form[change] = value
		return form
	}
	resource := func() url.Values {
		return url.Values{"name": {"Анна"}, "kind": {"staff"}, "revision": {h.one(`select revision::text from resources where ref = 'anna'`)},
			"seen": {talk}}
	}
	for _, c := range []struct {
		name, method, path string
		form               func() url.Values
		why                string
		moves              bool // Boris could take it over
	}{
		{"the week", "POST", "/resources/" + string(anna.ID) + "/week", func() url.Values { return weekForm(h.worker("anna").Weekly, "save", "1 10:00-14:00") }, "вне графика: Анна", true},
		{"a week that is copied", "POST", "/resources/" + string(boris.ID) + "/week/copies", func() url.Values {
			week := h.worker("anna").Weekly
			return url.Values{"week": {"1:600-720"}, "to": {string(anna.ID)}, "seen-" + string(anna.ID): {weekly.WeekMark(week)}}
		}, "вне графика: Анна", true},
		{"a service put away", "POST", "/services/" + talk + "/archive", nil, "на услугу больше не записывают", false},
		{"a service switched off", "DELETE", "/services/" + talk + "/activity", nil, "на услугу больше не записывают", false},
		{"a resource unlinked from its service", "POST", "/services/" + talk, func() url.Values { return service("resource", string(boris.ID)) }, "эту услугу больше не оказывает: Анна", true},
		{"a service unlinked from its resource", "POST", "/resources/" + string(anna.ID), resource, "эту услугу больше не оказывает: Анна", true},
		{"a resource switched off", "DELETE", "/resources/" + string(anna.ID) + "/activity", nil, "больше не записывают: Анна", true},
		{"a resource put away", "POST", "/resources/" + string(anna.ID) + "/archive", nil, "больше не записывают: Анна", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b.h = h
			id := h.talks("12:00")[0]
			form := url.Values{}
			if c.form != nil {
				form = c.form()
			}
			path := c.path
			version := h.one(`select setup_version::text from company_versions v join companies c on c.id = v.company_id where slug = 'studio'`)
			a := b.send(c.method, path, form, append(fragment, "HX-Target", "div#x", "Accept-Language", "ru")...)
			if a.Status != 409 || a.Header.Get("HX-Retarget") != "#modal-body" || len(find(t, a, "[name=seen-"+string(id)+"]")) != 1 {
				t.Fatalf("%d: %.300s", a.Status, text(t, a, "form.hits, .problem, .toast"))
			}
			if got := text(t, a, ".hit-row"); !strings.Contains(got, c.why) || !strings.Contains(got, "Иван") {
				t.Errorf("it says %q, want %q", got, c.why)
			}
			if moves := len(find(t, a, "[name=do-"+string(id)+"] option[value='move:"+string(boris.ID)+"']")) == 1; moves != c.moves {
				t.Errorf("Boris can take it over: %v", moves)
			}
			if now := h.one(`select setup_version::text from company_versions v join companies c on c.id = v.company_id where slug = 'studio'`); now != version || h.status(id) != booking.Pending {
				t.Error("something was saved before it was answered")
			}
			again := resent(t, a)
			if c.moves {
				again.Set("do-"+string(id), "move:"+string(boris.ID))
			} else {
				again.Set("do-"+string(id), "cancel")
			}
			method := "POST"
			if target := find(t, a, "form.hits"); attribute(target[0], "hx-delete") != "" {
				t.Error("the choices are sent in an address")
			}
			a = b.send(method, attribute(find(t, a, "form.hits")[0], "action"), again, append(fragment, "HX-Target", "div#x", "Accept-Language", "ru")...)
			if a.Status != 200 {
				t.Fatalf("answered: %d %.300s", a.Status, text(t, a, "form.hits, .problem, .toast"))
			}
			said, want := text(t, a, ".toast"), "Отменена 1 запись"
			if c.moves {
				want = "Передана 1 запись"
			}
			if !strings.Contains(said, want) {
				t.Errorf("the toast says %q", said)
			}
			if now := h.one(`select setup_version::text from company_versions v join companies c on c.id = v.company_id where slug = 'studio'`); now == version {
				t.Error("the change was not saved")
			}
			if c.moves && h.resourcesOf(id) != "boris" || !c.moves && h.status(id) != booking.Cancelled {
				t.Errorf("the booking: %s, %s", h.resourcesOf(id), h.status(id))
			}
			// back to where it was
			_, err := h.db.Exec(`update bookings set status = 'cancelled'`)
			h.must(err)
			_, err = h.db.Exec(`update booking_resources set status = 'cancelled'`)
			h.must(err)
			for _, undo := range []string{
				`update services set active = true, archived_at = null where ref in ('talk')`, `update resources set active = true, archived_at = null where ref = 'anna'`,
				`delete from service_resources where service_id = (select id from services where ref = 'talk') and resource_id = (select id from resources where ref = 'anna')`,
				`insert into service_resources (company_id, service_id, resource_id, position) select s.company_id, s.id, r.id, 0 from services s, resources r where s.ref = 'talk' and r.ref = 'anna'`,
				`delete from weekly_intervals where resource_id = (select id from resources where ref = 'anna')`,
				`insert into weekly_intervals (company_id, resource_id, weekday, from_min, to_min) select company_id, id, d, 600, 840 from resources, generate_series(1, 3) d where ref = 'anna'`,
				`update company_versions set setup_version = setup_version + 1`,
			} {
				if _, err := h.db.Exec(undo); err != nil {
					t.Fatal(undo, err)
				}
			}
		})
	}
}

// What changes between the question and the answer is shown, and nothing is saved.
func TestHitsThatChangeMeanwhile(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	first := h.talks("12:00")[0]
	anna := h.worker("anna")
	path := "/resources/" + string(anna.ID) + "/week"
	ask := b.post(path, weekForm(anna.Weekly, "save", "1 10:00-14:00"), append(fragment, "HX-Target", "section#schedules", "Accept-Language", "ru")...)
	second := h.talks("13:00")[0]
	a := b.post(path, resent(t, ask), append(fragment, "HX-Target", "section#schedules", "Accept-Language", "ru")...)
	if a.Status != 409 || !strings.Contains(text(t, a, ".problem"), "список изменился") || len(find(t, a, ".hit-row")) != 2 || !strings.Contains(text(t, a, ".is-news"), "новая") {
		t.Fatalf("%d %s", a.Status, text(t, a, "form.hits"))
	}
	if got := find(t, a, "form.hits"); attribute(got[0], "hx-target") != "#schedules" || attribute(got[0], "hx-swap") != "outerHTML" {
		t.Errorf("the answer would go to %s", attribute(got[0], "hx-target"))
	}
	form := resent(t, a)
	form.Set("do-"+string(first), "move:"+string(h.worker("boris").ID))
	form.Set("do-"+string(second), "move:"+string(h.worker("hall").ID)) // a room is no person
	a = b.post(path, form, append(fragment, "HX-Target", "section#schedules", "Accept-Language", "ru")...)
	if a.Status != 409 || len(find(t, a, ".field-error")) == 0 || h.resourcesOf(first) != "anna" || len(h.worker("anna").Weekly) != 3 {
		t.Fatalf("half of it was done: %d %s", a.Status, text(t, a, "form.hits"))
	}
	form.Set("do-"+string(second), "keep")
	if a = b.post(path, form, append(fragment, "HX-Target", "section#schedules")...); a.Status != 200 || h.resourcesOf(first) != "boris" || h.resourcesOf(second) != "anna" || len(h.worker("anna").Weekly) != 1 {
		t.Fatalf("%d %s", a.Status, text(t, a, "form.hits"))
	}
	// What stays outside hours is not asked about again by a change that is not about it.
	anna = h.worker("anna")
	if a = b.post(path, weekForm(anna.Weekly, "save", "1 10:00-14:00", "4 10:00-14:00"), fragment...); a.Status != 200 {
		t.Errorf("%d %s", a.Status, text(t, a, "form.hits"))
	}
}

// Without a script the question is a page, and its form leads back.
func TestHitsWithoutAScript(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	id := h.talks("12:00")[0]
	a := b.post("/services/"+h.idOf("services", "talk")+"/archive", nil, "Accept-Language", "ru")
	if a.Status != 409 || len(find(t, a, "main form.hits")) != 1 || !strings.Contains(text(t, a, "h1"), "1 будущую запись") {
		t.Fatalf("%d %.300s", a.Status, a.Body)
	}
	form := resent(t, a)
	form.Set("do-"+string(id), "cancel")
	a = b.post(attribute(find(t, a, "form.hits")[0], "action"), form)
	if a.Status != 303 || h.status(id) != booking.Cancelled || !strings.Contains(a.Header.Get("Location"), "cancelled=1") {
		t.Fatalf("%d %s", a.Status, a.Header.Get("Location"))
	}
	if got := text(t, b.get(a.Header.Get("Location"), "Accept-Language", "ru"), ".notice-said"); !strings.Contains(got, "Отменена 1 запись") {
		t.Errorf("it says %q", got)
	}
}

// A new length is for new bookings: nobody is asked, and it is said.
func TestBookedVisitsKeepTheirLength(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	id := h.talks("12:00")[0]
	before := h.one(`select ends_at::text from bookings where id = '` + string(id) + `'`)
	a := b.post("/services/"+h.idOf("services", "talk"), url.Values{"name": {"Разговор"}, "duration": {"90"}, "buffer_after": {"15"},
		"resource": {string(h.worker("anna").ID), string(h.worker("boris").ID)}, "revision": {h.one(`select revision::text from services where ref = 'talk'`)}},
		append(fragment, "Accept-Language", "ru")...)
	if got := text(t, a, "#editor-said"); a.Status != 200 || !strings.Contains(got, "1 уже записанный визит остался прежней длины") {
		t.Fatalf("%d %q", a.Status, got)
	}
	if after := h.one(`select ends_at::text from bookings where id = '` + string(id) + `'`); after != before {
		t.Error("the visit has another length")
	}
}
