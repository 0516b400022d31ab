package handlers_test

import (
	"net/url"
	"strings"
	"testing"
)

// What cannot be accepted is told by its field, and everything typed is kept.
func TestFirstRunBadInput(t *testing.T) {
	h := newHouse(t)
	b := h.begun("bad")
	salon := form(t, b.get("/start/resources?template=salon"))
	for _, test := range []struct {
		path, from string
		changes    []string
		field      string // whose error is told, by its id
	}{
		{"/start/company", "", []string{"name", "", "currency", "KZT"}, "name"},
		{"/start/company", "", []string{"name", strings.Repeat("я", 201)}, "name"},
		{"/start/company", "", []string{"timezone", "Mars/Olympus"}, "timezone"},
		{"/start/company", "", []string{"timezone", "../etc/passwd"}, "timezone"},
		{"/start/company", "", []string{"currency", "РУБ"}, "currency"},
		{"/start/resources", "?template=salon", []string{"name_0", strings.Repeat("я", 201)}, "name_0"},
		{"/start/resources", "?template=salon", []string{"id_0", "no id"}, "name_0"},
		{"/start/resources", "?template=salon", []string{"duration_1", "4", "price_2", "?"}, "duration_1"},
		{"/start/resources", "?template=salon", []string{"price_0", "много"}, "price_0"},
	} {
		values := form(t, b.get(test.path+test.from), test.changes...)
		a := b.post(test.path, values, fragment...)
		if a.Status != 422 || text(t, a, "#"+test.field+"-error") == "" {
			t.Errorf("%s %.60v: %d: %s", test.path, test.changes, a.Status, text(t, a, ".problem, .field-error"))
			continue
		}
		if n := find(t, a, "#"+test.field); len(n) != 1 || !has(n[0], "autofocus") {
			t.Errorf("%s %.60v: the cursor is not at what is wrong", test.path, test.changes)
		}
		again := form(t, a)
		for name := range values {
			if again.Get(name) != values.Get(name) && name != "seen_name" {
				t.Errorf("%s %.60v: %s was %q and is %q", test.path, test.changes, name, values.Get(name), again.Get(name))
			}
		}
	}
	if n := h.number(`select count(*) from resources r join companies c on c.id = r.company_id where c.slug = 'bad'`); n != 0 {
		t.Errorf("%d resources were made of bad input", n)
	}
	none := form(t, b.get("/start/resources?template=none"))
	if a := b.post("/start/resources", none); a.Status != 422 || !strings.Contains(text(t, a, ".field-error"), "хотя бы одного") {
		t.Errorf("nobody at all: %d %s", a.Status, text(t, a, ".field-error"))
	}
	salon.Set("template", "bank")
	if a := b.post("/start/resources", salon); a.Status != 404 {
		t.Errorf("an unknown template: %d", a.Status)
	}
	many := url.Values{"rows": {"9999999"}}
	if a := b.post("/start/resources", many); a.Status != 422 {
		t.Errorf("too many rows: %d", a.Status)
	}
	for _, path := range []string{"/start/nowhere", "/start/resources?template=../../x"} {
		if a := b.get(path); a.Status != 404 {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
}

// Hours: a time that is none, an end before the begin with the night shift
// offered, a break outside; nothing is written until all of it is right.
func TestFirstRunBadHours(t *testing.T) {
	h := newHouse(t)
	b := h.begun("hours")
	b.goes("/start/resources", form(t, b.get("/start/resources?template=workshop")), "/start/hours")
	for field, changes := range map[string][]string{
		"from_0":       {"from_0", "25:61"},
		"to_1":         {"to_1", ""},
		"break_from_0": {"break_from_0", "08:00", "break_to_0", "08:30"},
	} {
		a := b.post("/start/hours", form(t, b.get("/start/hours"), changes...))
		if a.Status != 422 || text(t, a, "#"+field+"-error") == "" || form(t, a).Get(changes[0]) != changes[1] {
			t.Errorf("%v: %d %s", changes, a.Status, text(t, a, ".field-error"))
		}
	}
	a := b.post("/start/hours", form(t, b.get("/start/hours"), "from_0", "22:00", "to_0", "06:00"))
	if a.Status != 422 || len(find(t, a, `[name=night_0]:not([checked])`)) != 1 {
		t.Fatalf("the night shift is not offered: %d %s", a.Status, text(t, a, ".field-error"))
	}
	values := form(t, a, "night_0", "yes")
	b.goes("/start/hours", values, "/start/services")
	if got := form(t, b.get("/start/hours")); got.Get("from_0") != "22:00" || got.Get("to_0") != "06:00" || got.Get("night_0") != "yes" {
		t.Errorf("the night shift has become %v", got)
	}
	days := form(t, b.get("/start/hours"))
	days.Del("days_0")
	if a := b.post("/start/hours", days); a.Status != 422 || text(t, a, ".field-error") == "" {
		t.Errorf("no day: %d", a.Status)
	}
}

// Rows that somebody else has changed are told with what stands there now;
// saving once more is meant. A form that is sent twice makes nothing twice.
func TestFirstRunOfTwoAdmins(t *testing.T) {
	h := newHouse(t)
	b := h.begun("two")
	other := h.signIn("adam@two.example")
	rows := form(t, b.get("/start/resources?template=none"), "name_0", "Анна")
	for range 2 {
		b.goes("/start/resources", rows, "/start/hours")
	}
	seen := b.get("/start/resources")
	other.goes("/start/resources", form(t, other.get("/start/resources"), "name_0", "Анна Иванова"), "/start/hours")
	mine := form(t, seen, "name_0", "Аня")
	a := b.post("/start/resources", mine)
	if a.Status != 409 || !strings.Contains(text(t, a, "#name_0-error"), "Анна Иванова") || form(t, a).Get("name_0") != "Аня" {
		t.Fatalf("%d: %s", a.Status, text(t, a, ".problem, .field-error"))
	}
	b.goes("/start/resources", form(t, a), "/start/hours")
	if got := form(t, b.get("/start/resources")).Get("name_0"); got != "Аня" {
		t.Errorf("it is %q now", got)
	}

	company := b.get("/start/company")
	other.goes("/start/company", form(t, other.get("/start/company"), "timezone", "Asia/Omsk"), "/start/resources")
	a = b.post("/start/company", form(t, company, "timezone", "Asia/Tomsk"))
	if a.Status != 409 || !strings.Contains(text(t, a, ".problem"), "Омск (UTC+6)") {
		t.Errorf("%d: %s", a.Status, text(t, a, ".problem"))
	}
	b.goes("/start/company", form(t, a), "/start/resources")

	hours := b.get("/start/hours")
	other.goes("/start/hours", form(t, hours, "from_0", "08:00"), "/start/services")
	a = b.post("/start/hours", form(t, hours, "from_0", "07:00"))
	if a.Status != 409 || !strings.Contains(text(t, a, ".problem"), "Аня") {
		t.Errorf("%d: %s", a.Status, text(t, a, ".problem"))
	}
	b.goes("/start/hours", form(t, a), "/start/services")
	if n := h.number(`select count(*) from weekly_intervals w join companies c on c.id = w.company_id where c.slug = 'two' and from_min = 420`); n != 5 {
		t.Errorf("%d intervals are those saved last", n)
	}
}

// A row that is removed goes into the archive once the form is saved; a service
// that nobody does is refused.
func TestFirstRunRemoves(t *testing.T) {
	h := newHouse(t)
	b := h.begun("removal")
	a := b.post("/start/resources", form(t, b.get("/start/resources?template=salon"), "remove", "1", "remove_service", "0"))
	b.goes("/start/resources", form(t, a), "/start/hours")
	a = b.post("/start/resources", form(t, b.get("/start/resources"), "remove", "0"))
	if n := len(find(t, a, ".start-rows > li:not([hidden])")); n != 1 {
		t.Errorf("%d rows are left", n)
	}
	b.goes("/start/resources", form(t, a), "/start/hours")
	archived := `select count(*) from resources r join companies c on c.id = r.company_id where c.slug = 'removal' and archived_at is not null`
	if n := h.number(archived); n != 1 {
		t.Errorf("%d are archived", n)
	}
	services := form(t, b.get("/start/services"))
	for name := range services {
		if strings.HasPrefix(name, "resource_") {
			services.Del(name)
		}
	}
	if a := b.post("/start/services", services); a.Status != 422 || !strings.Contains(text(t, a, ".field-error"), "кто её оказывает") {
		t.Errorf("%d %s", a.Status, text(t, a, ".field-error"))
	}
	b.goes("/start/resources", form(t, b.get("/start/resources?template=salon")), "/start/hours")
}

// Only those who change the setup are led; another company's things are unknown;
// only the owner renames.
func TestFirstRunIsOfItsOwnCompany(t *testing.T) {
	h := newHouse(t)
	b := h.begun("own")
	desk := h.signIn("dora@own.example")
	if a := desk.get("/start/company"); a.Status != 403 {
		t.Errorf("the desk sees the first steps: %d", a.Status)
	}
	if a := desk.post("/start/end", nil); a.Status != 403 {
		t.Errorf("the desk ends them: %d", a.Status)
	}
	if a := desk.get("/bookings"); len(find(t, a, `[href="/start"], form[action="/start"]`)) != 0 {
		t.Error("the desk is led to them")
	}
	if a := h.browser().get("/start"); !strings.HasPrefix(a.Header.Get("Location"), "/sign-in") {
		t.Errorf("nobody: %d", a.Status)
	}
	if a := h.signIn("olga@studio.example").get("/start/resources"); a.Header.Get("Location") != "/check" {
		t.Errorf("a company that is set up: %d to %s", a.Status, a.Header.Get("Location"))
	}
	var anna string
	h.must(h.db.Get(&anna, `select id from resources where ref = 'anna'`))
	a := b.post("/start/resources", form(t, b.get("/start/resources?template=none"), "name_0", "Украденная", "id_0", anna, "revision_0", "1"))
	if a.Status != 422 || h.number(`select count(*) from resources where name = 'Украденная'`) != 0 {
		t.Errorf("another company's resource: %d", a.Status)
	}
	admin := h.signIn("adam@own.example")
	admin.goes("/start/company", form(t, admin.get("/start/company"), "name", "Захвачено", "timezone", "Asia/Omsk"), "/start/resources")
	if n := h.number(`select count(*) from companies where slug = 'own' and name = 'Начало' and timezone = 'Asia/Omsk'`); n != 1 {
		t.Error("the admin has renamed the company, or could not choose its zone")
	}
	b.goes("/start/resources", form(t, b.get("/start/resources?template=salon")), "/start/hours")
	if a := b.post("/start/hours", form(t, b.get("/start/hours"), "id_0", anna)); a.Status != 404 {
		t.Errorf("another company's hours: %d", a.Status)
	}
	services := form(t, b.get("/start/services"))
	services.Set("resource_0", anna)
	if a := b.post("/start/services", services); a.Status != 422 {
		t.Errorf("another company's link: %d", a.Status)
	}
	if a := admin.post("/start/company", form(t, admin.get("/start/company"), "timezone", "Asia/Tokyo")); a.Status != 403 {
		t.Errorf("the admin of a company that has begun: %d", a.Status)
	}
}

// The key of the first form is the slug, or the slug and a number where it is taken.
func TestFirstFormHasAKeyOfItsOwn(t *testing.T) {
	h := newHouse(t)
	b := h.begun("rival-site") // the rival's form has that key
	for range 2 {
		b.goes("/start/widget", url.Values{}, "/start/widget")
	}
	if a := b.get("/start/widget"); !strings.Contains(text(t, a, "#snippet"), `data-okno="rival-site-2"`) {
		t.Errorf("%s", text(t, a, "#snippet"))
	}
	if n := h.number(`select count(*) from forms f join companies c on c.id = f.company_id where c.slug = 'rival-site'`); n != 1 {
		t.Errorf("%d forms", n)
	}
}

func TestQueriesOfTheFirstRun(t *testing.T) {
	h := newHouse(t)
	b := h.begun("queries")
	b.get("/start/company") // the setup is known from now on
	for _, path := range []string{"/start", "/start/company", "/start/resources", "/start/resources?template=clinic", "/start/hours", "/start/services", "/start/widget", "/start/try"} {
		before := h.queries.Load()
		if b.get(path); h.queries.Load()-before > 1 {
			t.Errorf("%s took %d queries, want the session's alone", path, h.queries.Load()-before)
		}
	}
}
