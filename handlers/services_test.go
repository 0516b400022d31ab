package handlers_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"okno/booking"
)

// service is the ID of one of the studio's services.
func (h *house) service(ref string) booking.ID {
	h.t.Helper()
	var id booking.ID
	h.must(h.db.Get(&id, `select s.id from services s join companies c on c.id = s.company_id where c.slug = 'studio' and s.ref = $1`, ref))
	return id
}

func (h *house) resource(ref string) string {
	h.t.Helper()
	var id string
	h.must(h.db.Get(&id, `select r.id from resources r join companies c on c.id = r.company_id where c.slug = 'studio' and r.ref = $1`, ref))
	return id
}

// one value of the database.
func (h *house) value(query string, args ...any) (text string) {
	h.t.Helper()
	h.must(h.db.Get(&text, query, args...))
	return text
}

// typed is a service's form as it is sent.
func typed(changes ...string) url.Values {
	form := url.Values{
		"name": {"Укладка"}, "duration": {"45"}, "buffer_before": {""}, "buffer_after": {"5"}, "step": {""},
		"price": {"1 500,50"}, "color": {"#7c5cff"}, "category": {"Волосы"}, "description": {"Быстро"}, "revision": {"1"},
	}
	for i := 0; i+1 < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	return form
}

func TestServicesAreListed(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	page := b.get("/services")
	if got := text(t, page, ".service-name"); got != "Стрижка | Разговор | Закрыта | Некому" {
		t.Errorf("%d: %s", page.Status, got)
	}
	if got := text(t, page, ".service-links"); got != "Анна + Зал | Анна или Борис | Анна" {
		t.Errorf("what they need: %s", got)
	}
	if got := find(t, page, `.service:has(.service-why) .service-name`); len(got) != 1 || words(got[0]) != "Некому" {
		t.Errorf("%d services can never be booked", len(got))
	}
	found := b.get("/services?q="+url.QueryEscape("СТРИЖ"), fragment...)
	if got := text(t, found, ".service-name"); got != "Стрижка" || strings.Contains(string(found.Body), "<!doctype") {
		t.Errorf("found: %s", got)
	}
	if a := b.get("/services?q=%ff%fe&archived=1"); a.Status != 200 || len(find(t, a, ".empty")) != 1 {
		t.Errorf("an empty archive: %d", a.Status)
	}
	for _, unknown := range []string{"1", "00000000-0000-0000-0000-000000000000", "%27"} {
		if a := b.get("/services/" + unknown); a.Status != 404 {
			t.Errorf("service %q: %d", unknown, a.Status)
		}
	}
}

func TestQueriesOfServices(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	b.get("/services")
	for _, path := range []string{"/services", "/services/new", "/services/" + string(h.service("cut"))} {
		before := h.queries.Load()
		if b.get(path); h.queries.Load()-before > 1 {
			t.Errorf("%s took %d queries, want the session's alone", path, h.queries.Load()-before)
		}
	}
}

func TestServiceIsMadeAndChanged(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	form := typed("step", "20", "held", "online")
	form["resource"] = []string{h.resource("hall"), h.resource("anna"), h.resource("anna")}
	a := b.post("/services", form, fragment...)
	at := a.Header.Get("HX-Push-Url")
	if a.Status != 200 || !strings.HasPrefix(at, "/services/") || len(find(t, a, ".editor-said")) != 1 {
		t.Fatalf("%d to %q: %s", a.Status, at, text(t, a, "[role=alert], .field-error"))
	}
	const stored = `select concat_ws(' ', ref, name, category, description, duration_min, buffer_before_min, buffer_after_min, step_min, price, color, active,
		revision, (select count(*) from service_resources l where l.service_id = s.id)) from services s where id = $1`
	id := strings.TrimPrefix(at, "/services/")
	if got := h.value(stored, id); got != "ukladka Укладка Волосы Быстро 45 0 5 20 1500.50 #7c5cff t 1 2" {
		t.Errorf("stored: %s", got)
	}
	online := h.value(`select held from services where id = $1`, id)
	config := string(h.get("/api/v1/widget/studio-site/config").Body)
	if online != "online" || strings.Count(config, `"online":true`) != 1 || len(find(t, b.get(at), `[name=held] [value=online][selected]`)) != 1 {
		t.Errorf("held %q: %s", online, config)
	}
	if a := b.post("/services", typed(), fragment...); a.Status != 200 || h.value(`select ref from services where name = 'Укладка' order by position desc limit 1`) != "ukladka-2" {
		t.Errorf("a second one of the same name: %d", a.Status)
	}
	a = b.post(at, typed("name", "Причёска", "color", "own", "own_color", "#ABCDEF", "price", ""), fragment...)
	if got := h.value(stored, id); a.Status != 200 || got != "ukladka Причёска Волосы Быстро 45 0 5 #abcdef t 2 0" {
		t.Errorf("%d, stored: %s", a.Status, got)
	}
	if log := text(t, b.get("/settings/audit"), "main"); !strings.Contains(log, "где проходит: онлайн → в компании") {
		t.Errorf("the log does not say where it takes place: %s", log)
	}
	if a := b.post(at, typed("revision", "2")); a.Status != 303 || a.Header.Get("Location") != at {
		t.Errorf("without htmx: %d to %s", a.Status, a.Header.Get("Location"))
	}
}

func TestBadServicesSayWhatIsWrong(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	foreign := h.value(`select r.id::text from resources r join companies c on c.id = r.company_id where c.slug = 'rival' limit 1`)
	before := h.value(`select count(*)::text from services`)
	for field, values := range map[string][]string{
		"name":          {"", "  \n ", strings.Repeat("я", 201), "\xff"},
		"description":   {strings.Repeat("я", 2001)},
		"duration":      {"", "0", "4", "1441", "25:61", "-5", "1e3", "99999999999999999999"},
		"buffer_before": {"-1", "721", "x"},
		"buffer_after":  {"721"},
		"step":          {"7", "x", "0"},
		"price":         {"1,234.56", "-1", "1.234", "12345678901", "5 р", "."},
		"held":          {"on the moon", "Online", "online\x00"},
		"color":         {"red", "#12345", "url(x)", "#12345g"},
		"resource":      {foreign, "x", "00000000-0000-0000-0000-000000000000"},
	} {
		for _, value := range values {
			a := b.post("/services", typed(field, value), fragment...)
			if a.Status != 422 || len(find(t, a, "#error-"+field)) != 1 || len(find(t, a, ".field-error")) != 1 {
				t.Errorf("%s %.20q: %d, %s", field, value, a.Status, text(t, a, ".field-error, .problem"))
			}
			if field != "name" && len(find(t, a, `#field-name[value="Укладка"]`)) != 1 {
				t.Errorf("%s %.20q: what was typed is lost", field, value)
			}
		}
	}
	if got := h.value(`select count(*)::text from services`); got != before {
		t.Errorf("%s services, want %s", got, before)
	}
}

func TestServiceIsNotOverwritten(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	path := "/services/" + string(h.service("cut"))
	b.post(path, typed("name", "Первая"), fragment...)
	a := b.post(path, typed("name", "Вторая"), fragment...)
	if got := text(t, a, ".clash tbody tr"); a.Status != 409 || got != "Название Вторая Первая" {
		t.Errorf("%d: %s", a.Status, got)
	}
	if got := h.value(`select name from services where id = $1`, h.service("cut")); got != "Первая" {
		t.Errorf("now it is called %s", got)
	}
	if len(find(t, a, `#field-name[value="Вторая"]`)) != 1 || len(find(t, a, `[name=revision][value="2"]`)) != 1 {
		t.Error("the form lost what was typed, or the version it would overwrite")
	}
	if a := b.post(path, typed("name", "Вторая", "revision", "2"), fragment...); a.Status != 200 {
		t.Errorf("with open eyes: %d", a.Status)
	}
}

func TestServiceIsArchivedCopiedSwitched(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	talk := h.service("talk")
	path := "/services/" + string(talk)
	slots := "/api/v1/widget/studio-site/slots?service=talk&from=2026-11-24&to=2026-11-24"
	offered := func() bool { return strings.Contains(string(h.get(slots).Body), "T12:00") }
	for _, step := range []struct {
		method, path string
		offered      bool
	}{
		{"DELETE", "/activity", false}, {"DELETE", "/activity", false}, {"POST", "/activity", true},
		{"POST", "/archive", false}, {"POST", "/archive", false}, {"DELETE", "/archive", true},
	} {
		a := b.send(step.method, path+step.path, nil, fragment...)
		if got := offered(); a.Status != 200 || got != step.offered {
			t.Errorf("%s %s: %d, offered %v", step.method, step.path, a.Status, got)
		}
	}
	b.post(path+"/archive", nil, fragment...)
	if got := text(t, b.get("/services"), ".service-name"); got != "Стрижка | Закрыта | Некому" {
		t.Errorf("in use: %s", got)
	}
	if got := text(t, b.get("/services?archived=1"), ".service-name"); got != "Разговор" {
		t.Errorf("archived: %s", got)
	}
	if a := b.post(path, typed(), fragment...); a.Status != 409 {
		t.Errorf("an archived service is edited: %d", a.Status)
	}
	if a := b.post(path+"/activity", nil, fragment...); a.Status != 409 {
		t.Errorf("an archived service is switched on: %d", a.Status)
	}
	b.send("DELETE", path+"/archive", nil, fragment...)
	a := b.post("/services/"+string(h.service("cut"))+"/copy", nil, fragment...)
	if got := h.value(`select concat_ws(' ', ref, name, active, duration_min, price) from services where id = $1`, strings.TrimPrefix(a.Header.Get("HX-Push-Url"), "/services/")); got != "strizhka-kopiia Стрижка (копия) f 60 2500.00" {
		t.Errorf("the copy: %s", got)
	}
	if got := text(t, a, ".service-name"); got != "Стрижка | Стрижка (копия) | Разговор | Закрыта | Некому" {
		t.Errorf("with the copy: %s", got)
	}
}

func TestServicesAreMoved(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	move := func(form url.Values, status int, want string) {
		t.Helper()
		a := b.post("/services/order", form, fragment...)
		if item := form.Get("item"); status == 200 && item != "" && !strings.Contains(text(t, a, "hx-partial"), " из 4") {
			t.Errorf("nobody hears where it went: %s", text(t, a, "hx-partial"))
		}
		if got := text(t, b.get("/services"), ".service-name"); a.Status != status || got != want {
			t.Errorf("%d: %s, want %d: %s", a.Status, got, status, want)
		}
	}
	cut, talk, orphan := string(h.service("cut")), string(h.service("talk")), string(h.service("orphan"))
	move(url.Values{"item": {orphan}, "before": {talk}}, 200, "Стрижка | Некому | Разговор | Закрыта")
	move(url.Values{"item": {cut}, "before": {""}}, 200, "Некому | Разговор | Закрыта | Стрижка")
	b.post("/services/"+talk, typed("name", "Разговор"), fragment...)
	move(url.Values{"category": {"Волосы"}, "before_category": {""}}, 200, "Некому | Закрыта | Стрижка | Разговор")
	move(url.Values{"category": {"Волосы"}, "before_category": {"="}}, 200, "Разговор | Некому | Закрыта | Стрижка")
	move(url.Values{"item": {cut}, "before": {talk}}, 409, "Разговор | Некому | Закрыта | Стрижка")
	move(url.Values{"category": {"?"}}, 409, "Разговор | Некому | Закрыта | Стрижка")
	move(url.Values{"item": {"x"}}, 404, "Разговор | Некому | Закрыта | Стрижка")
}

func TestServicesOfOthersAndReaders(t *testing.T) {
	h := newHouse(t)
	path := "/services/" + string(h.service("cut"))
	acts := []string{"POST ", "POST /copy", "POST /archive", "DELETE /archive", "POST /activity", "DELETE /activity"}
	for email, status := range map[string]int{"rex@rival.example": 404, "dasha@studio.example": 403, "max@studio.example": 403} {
		b := h.signIn(email)
		for _, act := range acts {
			method, tail, _ := strings.Cut(act, " ")
			if a := b.send(method, path+tail, typed(), fragment...); a.Status != status {
				t.Errorf("%s, %s: %d", email, act, a.Status)
			}
		}
	}
	b := h.signIn("dasha@studio.example")
	for _, page := range []string{"/services", path} {
		if a := b.get(page); a.Status != 200 || len(find(t, a, "main button:not([data-copy]), main form:not([role=search])")) != 0 {
			t.Errorf("%s: %d, with buttons", page, a.Status)
		}
	}
	if a := b.get("/services/new"); a.Status != 403 {
		t.Errorf("a new one: %d", a.Status)
	}
	m := h.deskMember()
	if _, err := h.desk.Services.SaveService(context.Background(), m, h.service("cut"), booking.ServiceText{}, 1); booking.CodeOf(err) != booking.Forbidden {
		t.Errorf("the act itself: %v", err)
	}
}
