package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"okno/booking"
	"okno/handlers/site"
)

// bookingDay is a Tuesday on which Anna (10–14), Boris (12–18) and the hall are there.
const bookingDay = "2026-11-24"

func at(clock string) string { return bookingDay + "T" + clock + ":00+03:00" }

func typedForm(pairs ...string) url.Values {
	f := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	return f
}

// with is the form with some fields changed.
func with(f url.Values, pairs ...string) url.Values {
	changed := url.Values{}
	for name, values := range f {
		changed[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		changed.Set(pairs[i], pairs[i+1])
	}
	return changed
}

func (h *house) ref(table, ref string) (id string) {
	h.t.Helper()
	h.must(h.db.Get(&id, `select id from `+table+` where ref = $1 and company_id = (select id from companies where slug = 'studio')`, ref))
	return id
}

func (h *house) count(sql string, args ...any) (n int) {
	h.t.Helper()
	h.must(h.db.Get(&n, sql, args...))
	return n
}

func TestNewBookingForm(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	anna := h.ref("resources", "anna")
	page := b.get("/bookings/new?resource=" + anna + "&start=" + url.QueryEscape(at("10:00")))
	if page.Status != 200 || len(find(t, page, "h1")) != 1 || len(find(t, page, "#new-service option")) != 4 {
		t.Fatalf("the page: %d, %s", page.Status, text(t, page, "#new-service"))
	}
	filled := typedForm("service", h.ref("services", "talk"), "resource-staff", anna, "date", bookingDay, "start", at("10:00"),
		"phone", "8 916 123-45-67", "name", "Иван 🎂", "email", "", "notes", "у окна", "telling", "1")
	times := b.post("/bookings/times", filled, fragment...)
	if got := len(find(t, times, "[name=start]")); times.Status != 200 || got != 16 || len(find(t, times, "[name=start][checked]")) != 1 {
		t.Errorf("%d times are offered (%d), want Anna's 15 and another one: %s", got, times.Status, times.Body)
	}
	if none := b.post("/bookings/times", with(filled, "date", "2026-11-28"), fragment...); len(find(t, none, ".when-near")) == 0 {
		t.Error("on a day without times the nearest are offered")
	}
	made := b.post("/bookings", filled, fragment...)
	if made.Status != 200 || !strings.Contains(text(t, made, ".toast-text"), "Иван 🎂, вторник, 24 ноября, ") || made.Header.Get("HX-Trigger") != "okno:done" {
		t.Fatalf("made: %d %s", made.Status, made.Body)
	}
	if n := h.count(`select count(*) from bookings where source = 'phone' and status = 'confirmed' and notes = 'у окна' and contact_phone = '+79161234567'`); n != 1 {
		t.Errorf("%d bookings", n)
	}
	// A length of its own takes fewer times, and is kept.
	long := b.post("/bookings/times", with(filled, "length", "240", "start", ""), fragment...)
	if got := len(find(t, long, "[name=start]")); got != 1 { // Anna is there for four hours, and has a booking
		t.Errorf("%d times for four hours", got)
	}
	// Taken: the nearest that are free, and all that was typed.
	again := b.post("/bookings", filled, fragment...)
	if again.Status != 409 || len(find(t, again, ".when-near")) == 0 || !strings.Contains(text(t, again, ".field-error"), "Иван") {
		t.Errorf("taken: %d %s", again.Status, text(t, again, ".field-error"))
	}
	for _, kept := range []string{"[name=name][value='Иван 🎂']", "[name=phone][value='8 916 123-45-67']", "#new-service [selected]", "#resource-staff [selected]"} {
		if len(find(t, again, kept)) != 1 {
			t.Errorf("%s is not kept", kept)
		}
	}
	// Over the hours: a plain warning, and the button that goes over it.
	early := with(filled, "start", "other", "at", "08:30")
	warned := b.post("/bookings", early, fragment...)
	if warned.Status != 409 || !strings.Contains(text(t, warned, ".warning"), "Анна в это время не работает") || len(find(t, warned, "[name=anyway][value=outside_hours]")) != 1 {
		t.Errorf("warned: %d %s", warned.Status, text(t, warned, ".warning"))
	}
	if a := b.post("/bookings", with(early, "anyway", "outside_hours"), fragment...); a.Status != 200 {
		t.Errorf("anyway: %d %s", a.Status, a.Body)
	}
	// Over an exception, which is named, and never over the booking behind it.
	holiday := with(filled, "date", "2026-11-25", "start", "other", "at", "10:30")
	if a := b.post("/bookings", holiday, fragment...); !strings.Contains(text(t, a, ".warning"), "отпуск") {
		t.Errorf("the exception: %s", text(t, a, ".warning"))
	}
	if a := b.post("/bookings", with(holiday, "anyway", "exception"), fragment...); a.Status != 200 {
		t.Errorf("over the exception: %d", a.Status)
	}
	if a := b.post("/bookings", with(holiday, "anyway", "exception,outside_hours,occupied,held"), fragment...); a.Status != 409 || len(find(t, a, ".warning")) != 0 {
		t.Errorf("over a booking: %d", a.Status)
	}
	if n := h.count(`select count(*) from bookings where 'outside_hours' = any(waived) or 'exception' = any(waived)`); n != 2 {
		t.Errorf("%d bookings remember what they go over", n)
	}
}

// Whatever is typed into the forms, the answer is a form that keeps it, or a
// plain no: never our fault, and never a booking.
func TestHostileActs(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	var foreign struct{ Service, Resource, Client string }
	h.must(h.db.Get(&foreign, `select (select s.id::text from services s join companies c on c.id = s.company_id where c.slug = 'rival' limit 1) as service,
		(select r.id::text from resources r join companies c on c.id = r.company_id where c.slug = 'rival' limit 1) as resource, gen_random_uuid()::text as client`))
	good := typedForm("service", h.ref("services", "talk"), "date", bookingDay, "start", at("10:00"), "name", "X", "phone", "8 916 123-45-67")
	bad := map[string][]string{
		"no such clock":          {"start", "other", "at", "25:61"},
		"no such date":           {"date", "2026-02-30", "start", "other", "at", "10:00"},
		"a date of stars":        {"date", "✨✨✨✨", "start", ""},
		"off the world":          {"date", "9999-12-31", "start", "9999-12-31T10:00:00Z"},
		"seconds":                {"start", bookingDay + "T10:00:30+03:00"},
		"no instant":             {"start", "tomorrow"},
		"another company's":      {"service", foreign.Service},
		"another's resource":     {"resource-staff", foreign.Resource},
		"a room for a person":    {"resource-staff", h.ref("resources", "hall")},
		"a name of 10,000":       {"name", strings.Repeat("я", 10_000)},
		"notes of 10,000":        {"notes", strings.Repeat("😀", 10_000)},
		"a phone that is none":   {"phone", "<script>"},
		"an e-mail that is none": {"email", "a@b@c\r\nBcc: x"},
		"nobody":                 {"name", " ", "phone", ""},
		"no service":             {"service", ""},
		"a service that is off":  {"service", h.ref("services", "closed")},
		"a length of weeks":      {"length", "50000"},
		"no length":              {"length", "∞"},
		"an unknown lead":        {"lead", foreign.Client},
		"a lead of words":        {"lead", "' or 1=1"},
		"an id of words":         {"id", "' or 1=1", "start", ""},
	}
	before := h.count(`select count(*) from bookings`)
	for what, change := range bad {
		for _, header := range [][]string{fragment, nil} {
			a := b.post("/bookings", with(good, change...), header...)
			if a.Status < 400 || a.Status >= 500 || strings.Contains(string(a.Body), "<script>") {
				t.Errorf("%s: %d %.300s", what, a.Status, a.Body)
			}
			if kept := change[1]; a.Status == 422 && change[0] == "name" && len(find(t, a, "[name=name][value='"+kept+"']")) != 1 {
				t.Errorf("%s: what was typed is lost", what)
			}
			if a := b.post("/bookings/times", with(good, change...), header...); a.Status >= 500 {
				t.Errorf("times, %s: %d", what, a.Status)
			}
		}
		path := "/bookings/" + string(id) + "/"
		for _, act := range []string{"times", "length", "notes"} {
			if a := b.post(path+act, with(typedForm("length", "∞"), change...), fragment...); a.Status >= 500 {
				t.Errorf("%s, %s: %d", act, what, a.Status)
			}
		}
	}
	if n := h.count(`select count(*) from bookings`); n != before {
		t.Errorf("%d bookings came of it", n-before)
	}
	for _, change := range [][]string{{"start", "25:61"}, {"date", "2026-02-30"}, {"start", at("10:00"), "to", foreign.Resource}, {"start", at("10:00"), "from", foreign.Resource, "to", h.ref("resources", "boris")},
		{"start", at("10:00"), "length", "-5"}, {"start", at("10:00"), "length", "999999999999999999999"}, {"start", "0001-01-01T00:00:00Z"}, {}} {
		a := b.post("/bookings/"+string(id)+"/move", typedForm(change...), fragment...)
		if a.Status >= 500 || a.Status < 400 && len(change) > 0 {
			t.Errorf("move by %v: %d %.200s", change, a.Status, a.Body)
		}
	}
	for _, path := range []string{"/bookings/new?start=x&resource='&service=%00&date=0000-00-00", "/bookings/new?client=" + foreign.Client, "/bookings/new?lead=1", "/bookings/" + foreign.Client + "/move", "/bookings/x/move"} {
		if a := b.get(path, fragment...); a.Status >= 500 {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
	if h.status(id) != booking.Pending {
		t.Errorf("the booking is %s now", h.status(id))
	}
}

func TestMoveByFormAndByDrag(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	filled := typedForm("service", h.ref("services", "talk"), "resource-staff", h.ref("resources", "anna"), "date", bookingDay, "start", at("10:00"), "name", "Иван", "phone", "8 916 123-45-67")
	if a := b.post("/bookings", filled, fragment...); a.Status != 200 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	var id string
	h.must(h.db.Get(&id, `select id from bookings`))
	path := "/bookings/" + id
	stands := func() (s string) {
		h.must(h.db.Get(&s, `select to_char(b.starts_at at time zone 'Europe/Moscow', 'HH24:MI') || '–' || to_char(b.ends_at at time zone 'Europe/Moscow', 'HH24:MI') || ' ' || r.ref
			from bookings b join booking_resources br on br.booking_id = b.id join resources r on r.id = br.resource_id`))
		return s
	}
	seen := func() string {
		nodes := find(t, b.get(path+"/move", fragment...), "[name=seen]")
		for _, a := range nodes[0].Attr {
			if a.Key == "value" {
				return a.Val
			}
		}
		return ""
	}
	first := seen()
	moveForm := b.get(path+"/move", fragment...)
	if len(find(t, moveForm, "[name=start][checked]")) != 1 || len(find(t, moveForm, "#resource-staff option")) != 2 {
		t.Errorf("the form: %s", moveForm.Body)
	}
	a := b.post(path+"/move", typedForm("seen", first, "date", bookingDay, "start", at("12:15"), "resource-staff", h.ref("resources", "boris"), "length", "45"), fragment...)
	if a.Status != 200 || stands() != "12:15–13:00 boris" || len(find(t, a, ".toast-undo[hx-post^='/undo/']")) != 1 {
		t.Errorf("moved: %d, stands %s", a.Status, stands())
	}
	// A second desk, which has not seen it, is told.
	a = b.post(path+"/move", typedForm("seen", first, "start", at("13:00"), "answer", "toast"), fragment...)
	if said := text(t, a, ".toast-text"); a.Status != 409 || !strings.Contains(said, "Перенесена: DASHA") || a.Header.Get("HX-Reswap") != "none" {
		t.Errorf("unseen: %d %s", a.Status, said)
	}
	drag := func(pairs ...string) answer {
		return b.post(path+"/move", with(typedForm("answer", "toast", "seen", seen()), pairs...), fragment...)
	}
	a = drag("start", at("10:20"), "from", h.ref("resources", "boris"), "to", h.ref("resources", "anna"))
	if a.Status != 200 || stands() != "10:20–11:05 anna" || a.Header.Get("HX-Reswap") != "none" {
		t.Errorf("dragged: %d, stands %s", a.Status, stands())
	}
	// Outside the hours the form asks, in the modal.
	a = drag("start", at("20:00"))
	if a.Status != 409 || a.Header.Get("HX-Retarget") != "#modal-body" || len(find(t, a, "#move-booking .warning")) != 1 || len(find(t, a, "[name=start][value=other][checked]")) != 1 {
		t.Errorf("outside: %d %s", a.Status, a.Body)
	}
	if a = b.post(path+"/length", typedForm("answer", "toast", "seen", seen(), "length", "300"), fragment...); a.Status != 409 || len(find(t, a, "#move-length [selected][value='300']")) != 1 {
		t.Errorf("stretched over the hours: %d", a.Status)
	}
	if a = b.post(path+"/length", typedForm("answer", "toast", "seen", seen(), "length", "60"), fragment...); a.Status != 200 || stands() != "10:20–11:20 anna" {
		t.Errorf("stretched: %d, stands %s", a.Status, stands())
	}
	undo := find(t, a, ".toast-undo")[0]
	for _, attribute := range undo.Attr {
		if attribute.Key == "hx-post" {
			if a := b.post(attribute.Val, nil, fragment...); a.Status != 200 || stands() != "10:20–11:05 anna" || len(find(t, a, "#booking-"+id)) != 1 {
				t.Errorf("undone: %d, stands %s", a.Status, stands())
			}
			if a := b.post(attribute.Val, nil, fragment...); a.Status != 404 || text(t, a, ".toast-text") == "" {
				t.Errorf("undone twice: %d", a.Status)
			}
		}
	}
	history := text(t, b.get(path, fragment...), ".details-part")
	for _, want := range []string{"Перенесена: 24 ноября, 10:00 → 24 ноября, 12:15; 30 мин → 45 мин; Анна → Борис", "Действие отменено: Изменена длительность"} {
		if !strings.Contains(strings.ReplaceAll(history, "\u00a0", " "), want) {
			t.Errorf("history does not say %q: %s", want, history)
		}
	}
}

// Whoever may not see clients' contacts books for them all the same.
func TestBookingForAClientWhoseContactsAreHidden(t *testing.T) {
	h := newHouse(t)
	h.booked()
	b := h.signIn("dasha@studio.example")
	h.must(exec(h, `update companies set hide_contacts_from = '{desk}' where slug = 'studio'`))
	var client string
	h.must(h.db.Get(&client, `select id from clients where phone = '+79161234567'`))
	page := b.get("/bookings/new?client="+client, fragment...)
	if strings.Contains(string(page.Body), "9161234567") || strings.Contains(string(page.Body), "ivan@example.com") || len(find(t, page, "[name=name][value='Иван']")) != 1 {
		t.Errorf("the form: %s", page.Body)
	}
	made := b.post("/bookings", typedForm("client", client, "name", "Иван", "service", h.ref("services", "talk"), "date", bookingDay, "start", at("12:00")), fragment...)
	if n := h.count(`select count(*) from bookings where client_id = $1 and contact_phone = '+79161234567' and source = 'phone'`, client); made.Status != 200 || n != 1 {
		t.Errorf("made: %d, %d bookings: %s", made.Status, n, text(t, made, ".field-error"))
	}
}

func exec(h *house, sql string) error {
	_, err := h.db.Exec(sql)
	return err
}

// Whether the client is told is asked once, and the answer is remembered.
func TestTellingIsAskedOnce(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	h.must(exec(h, `update deliveries set state = 'sent'`)) // the booking itself has been told of
	path := "/bookings/" + string(id)
	clients := func() int {
		return h.count(`select count(*) from deliveries where audience = 'client' and state = 'waiting'`)
	}
	before := clients()
	a := b.post(path+"/confirmation", nil, fragment...)
	if len(find(t, a, "[hx-post='/preferences/telling']")) != 1 || clients() != before+1 {
		t.Errorf("asked %d times, %d deliveries to clients", len(find(t, a, "[hx-post='/preferences/telling']")), clients())
	}
	if a := b.post("/preferences/telling", typedForm("booking", string(id)), fragment...); a.Status != 200 || clients() != before {
		t.Errorf("a no: %d, %d deliveries", a.Status, clients())
	}
	a = b.post(path+"/cancellation", nil, fragment...)
	if len(find(t, a, "[hx-post='/preferences/telling']")) != 0 || clients() != before || len(find(t, a, "[name=tell][checked]")) != 0 {
		t.Error("the no is not remembered")
	}
	b.send("DELETE", path+"/cancellation", nil, fragment...)
	if b.post(path+"/cancellation", typedForm("telling", "1", "tell", "1"), fragment...); clients() != before+1 {
		t.Error("the form's own answer counts")
	}
	if a := b.get("/bookings/new", fragment...); len(find(t, a, "[name=tell][data-tells=true]")) != 1 {
		t.Error("the form's answer is remembered")
	}
}

func TestDeletedIsGoneAndNoted(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	path := "/bookings/" + string(id)
	if a := b.post(path+"/notes", typedForm("notes", "Аллергия <b>"), fragment...); a.Status != 200 || text(t, a, "[name=notes]") != "Аллергия <b>" {
		t.Errorf("noted: %d", a.Status)
	}
	if a := b.post(path+"/notes", typedForm("notes", "другое", "notes_seen", ""), fragment...); a.Status != 409 || text(t, a, "[name=notes]") != "другое" || !strings.Contains(text(t, a, "[role=alert]"), "Аллергия") {
		t.Errorf("unseen: %d %s", a.Status, text(t, a, "[role=alert]"))
	}
	a := b.send("DELETE", path, nil, fragment...)
	if a.Status != 200 || len(find(t, a, ".details-over")) != 1 || len(find(t, a, "[data-act]")) != 0 {
		t.Errorf("deleted: %d %s", a.Status, a.Body)
	}
	if board := b.get("/bookings?date=" + bookingDay); strings.Contains(string(board.Body), string(id)) {
		t.Error("it is still on the board")
	}
	for _, act := range []string{"confirmation", "arrival", "no-show", "completion", "cancellation", "rejection", "move"} {
		if a := b.post(path+"/"+act, typedForm("start", at("11:00")), fragment...); a.Status != 409 {
			t.Errorf("%s of what is deleted: %d", act, a.Status)
		}
	}
	if h.status(id) != booking.Cancelled {
		t.Error(fmt.Sprint("now ", h.status(id)))
	}
}

// An act of a booking has its address where its rule says.
func TestEachActHasItsAddress(t *testing.T) {
	h := newHouse(t)
	paths := map[string]bool{}
	for _, route := range site.Routes(h.handlers).Routes() {
		paths[route.Path] = true
	}
	for act, rule := range booking.ActRules {
		if path := "/bookings/:id/" + rule.Path; rule.Path != "" && !paths[path] {
			t.Errorf("%s has no route %s", act, path)
		}
	}
}
