package handlers_test

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"okno/booking"
)

// resourceNamed finds a resource of the studio as it is stored.
func (h *house) resourceNamed(name string) booking.Resource {
	h.t.Helper()
	all := h.resources()
	i := slices.IndexFunc(all, func(r booking.Resource) bool { return r.Name == name })
	if i < 0 {
		h.t.Fatalf("no resource %q", name)
	}
	return all[i]
}

func (h *house) resources() []booking.Resource {
	h.t.Helper()
	company, err := h.db.CompanyBySlug(context.Background(), "studio")
	h.must(err)
	all, err := h.db.Of(company.ID).Resources(context.Background())
	h.must(err)
	return all
}

// linked are the names of the services that a resource does.
func (h *house) linked(id booking.ID) string {
	h.t.Helper()
	company, err := h.db.CompanyBySlug(context.Background(), "studio")
	h.must(err)
	all, err := h.db.Of(company.ID).Services(context.Background())
	h.must(err)
	var names []string
	for _, s := range all {
		if slices.Contains(s.Resources, id) {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, ", ")
}

func (h *house) serviceID(name string) string {
	h.t.Helper()
	company, err := h.db.CompanyBySlug(context.Background(), "studio")
	h.must(err)
	all, err := h.db.Of(company.ID).Services(context.Background())
	h.must(err)
	i := slices.IndexFunc(all, func(s booking.Service) bool { return s.Name == name })
	if i < 0 {
		h.t.Fatalf("no service %q", name)
	}
	return string(all[i].ID)
}

func on(path string) []string {
	return append(slices.Clone(fragment), "HX-Current-URL", "http://okno.test"+path)
}

func TestResourcesAreListed(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	page := b.get("/resources?lang=ru")
	if got := text(t, page, ".resources-name"); page.Status != 200 || got != "Сотрудники | Кабинеты" {
		t.Errorf("%d; kinds: %s", page.Status, got)
	}
	if got := text(t, page, ".resource-name"); got != "Анна | Борис | Выключен выключен для записи | Зал" {
		t.Errorf("resources: %s", got)
	}
	if got := text(t, page, ".resource-week"); got != "пн–ср 10–14 | вт 12–18 | пн–ср 0–24" {
		t.Errorf("weeks: %s", got)
	}
	if got := text(t, page, "[data-order-item]:first-child .resource-services"); !strings.Contains(got, "Стрижка, Разговор, Закрыта") {
		t.Errorf("services: %s", got)
	}
	for query, want := range map[string]string{"анн": "Анна", "стриж": "Анна | Зал", "РАЗГОВОР бор": "Борис", "нет такого": ""} {
		if got := text(t, b.get("/resources?q="+url.QueryEscape(query), fragment...), ".resource-name"); got != want {
			t.Errorf("search for %q: %s, want %s", query, got, want)
		}
	}
	if a := b.get("/resources?q=zzz&lang=en"); !strings.Contains(text(t, a, ".empty"), "Nothing found") {
		t.Errorf("nothing found: %s", text(t, a, ".empty"))
	}
	reader := h.signIn("max@studio.example")
	if a := reader.get("/resources"); a.Status != 200 || len(find(t, a, ".main button, .main form[method=post], .grip")) != 0 {
		t.Errorf("a manager sees %d and buttons", a.Status)
	}
}

func TestQueriesOfResources(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	b.get("/resources")
	anna := "/resources/" + string(h.resourceNamed("Анна").ID)
	for path, want := range map[string]int64{"/resources": 1, "/resources/new": 1, anna: 1, anna + "/archive": 3} { // who signs in as her is asked for as well
		before := h.queries.Load()
		if a := b.get(path); a.Status != 200 || h.queries.Load()-before > want {
			t.Errorf("%s: %d, %d queries, want at most %d", path, a.Status, h.queries.Load()-before, want)
		}
	}
}

func TestResourceIsMade(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	a := b.post("/resources", url.Values{"name": {"  Вера   Петрова "}, "kind": {"staff"}, "color": {"#7C5CFF"}, "service": {h.serviceID("Разговор")}})
	vera := h.resourceNamed("Вера Петрова")
	if a.Status != 303 || !strings.HasPrefix(a.Header.Get("Location"), "/resources/"+string(vera.ID)) {
		t.Errorf("%d to %s", a.Status, a.Header.Get("Location"))
	}
	if vera.Color != "#7c5cff" || !vera.Active || vera.Ref != "vera-petrova" || h.linked(vera.ID) != "Разговор" {
		t.Errorf("stored: %+v, services %s", vera, h.linked(vera.ID))
	}
	if page := b.get(a.Header.Get("Location") + "&lang=ru"); !strings.Contains(text(t, page, ".notice-said"), "Вера Петрова") {
		t.Errorf("the new page says nothing: %s", text(t, page, ".notice-said"))
	}
	if column := text(t, b.get(day), ".column-name"); !strings.Contains(column, "Вера Петрова") {
		t.Errorf("the board does not know her: %s", column)
	}
	for name, c := range map[string]struct{ form, field string }{
		"no name":      {"name=+&kind=staff", "name"},
		"long name":    {"name=" + strings.Repeat("я", 201) + "&kind=staff", "name"},
		"no kind":      {"name=X", "kind"},
		"strange kind": {"name=X&kind=robot", "kind"},
		"bad colour":   {"name=X&kind=room&color=red", "color"},
		"bad service":  {"name=X&kind=room&service=00000000-0000-0000-0000-000000000000", "service"},
	} {
		form, err := url.ParseQuery(c.form)
		h.must(err)
		a := b.post("/resources", form, fragment...)
		if a.Status != 422 || text(t, a, "#"+c.field+"-error") == "" {
			t.Errorf("%s: %d, by the field: %q", name, a.Status, text(t, a, "#"+c.field+"-error"))
		}
		if typed := find(t, a, "#name"); len(typed) != 1 || !strings.Contains(string(a.Body), `value="`+form.Get("name")) {
			t.Errorf("%s: what was typed is lost", name)
		}
	}
	if n := len(h.resources()); n != 5 {
		t.Errorf("%d resources", n)
	}
}

func TestResourceIsSavedOverWhatWasSeen(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	boris := h.resourceNamed("Борис")
	path := "/resources/" + string(boris.ID)
	cut, talk := h.serviceID("Стрижка"), h.serviceID("Разговор")
	form := url.Values{"name": {"Борис Б."}, "kind": {"staff"}, "revision": {strconv.Itoa(boris.Revision)}, "seen": {talk}, "service": {talk}}
	if a := b.post(path, form, fragment...); a.Status != 200 || !strings.Contains(text(t, a, ".toast-text"), "Борис Б.") {
		t.Fatalf("%d %s", a.Status, text(t, a, ".toast-text"))
	}
	// Another admin's form is older, and a service was linked meanwhile.
	h.link(b, cut, boris.ID)
	form.Set("name", "Боря")
	a := b.post(path, form, append(fragment, "Accept-Language", "ru")...)
	if a.Status != 409 || !strings.Contains(text(t, a, ".clash td"), "Боря | Борис Б.") {
		t.Fatalf("%d; the two versions: %s", a.Status, text(t, a, ".clash td"))
	}
	if h.resourceNamed("Борис Б.").Name != "Борис Б." {
		t.Error("overwritten")
	}
	again := find(t, a, "[name=revision]")
	form.Set("revision", again[0].Attr[len(again[0].Attr)-1].Val)
	if a := b.post(path, form, fragment...); a.Status != 200 || h.resourceNamed("Боря").Kind != booking.Staff {
		t.Errorf("saving mine: %d", a.Status)
	}
	if got := h.linked(boris.ID); got != "Стрижка, Разговор" {
		t.Errorf("a service that somebody else has linked is gone: %s", got)
	}
	form.Set("revision", strconv.Itoa(h.resourceNamed("Боря").Revision))
	form.Del("service")
	if a := b.post(path, form, fragment...); a.Status != 200 || h.linked(boris.ID) != "Стрижка" {
		t.Errorf("unticked: %d, %s", a.Status, h.linked(boris.ID))
	}
}

// link ticks a service in the resource's form, as it stands now.
func (h *house) link(b browser, service string, resource booking.ID) {
	h.t.Helper()
	i := slices.IndexFunc(h.resources(), func(r booking.Resource) bool { return r.ID == resource })
	r := h.resources()[i]
	a := b.post("/resources/"+string(resource), url.Values{
		"name": {r.Name}, "kind": {string(r.Kind)}, "color": {r.Color}, "revision": {strconv.Itoa(r.Revision)}, "service": {service},
	}, fragment...)
	if a.Status != 200 {
		h.t.Fatalf("linking: %d %s", a.Status, a.Body)
	}
}

func TestResourcesAreOrdered(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna, boris, off, hall := h.resourceNamed("Анна"), h.resourceNamed("Борис"), h.resourceNamed("Выключен"), h.resourceNamed("Зал")
	names := func() string {
		var all []string
		for _, r := range h.resources() {
			all = append(all, r.Name)
		}
		return strings.Join(all, " ")
	}
	for _, c := range []struct {
		item, before booking.ID
		status       int
		want         string
	}{
		{boris.ID, anna.ID, 200, "Борис Анна Зал Выключен"},
		{boris.ID, "", 200, "Анна Зал Выключен Борис"},
		{off.ID, anna.ID, 200, "Выключен Анна Зал Борис"},
		{hall.ID, "", 200, "Выключен Анна Зал Борис"},
		{anna.ID, hall.ID, 409, "Выключен Анна Зал Борис"},
		{"00000000-0000-0000-0000-000000000000", anna.ID, 404, "Выключен Анна Зал Борис"},
	} {
		a := b.post("/resources/order", url.Values{"item": {string(c.item)}, "before": {string(c.before)}}, on("/resources")...)
		if a.Status != c.status || names() != c.want {
			t.Errorf("%d, %s; want %d, %s", a.Status, names(), c.status, c.want)
		}
	}
}

func TestResourceIsSwitchedAndCopied(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	h.booked()
	anna := h.resourceNamed("Анна")
	path := "/resources/" + string(anna.ID)
	list := append(on("/resources?q="+url.QueryEscape("ан")), "Accept-Language", "en")
	a := b.post(path+"/activity/end", resent(t, b.send("DELETE", path+"/activity", nil, list...)), list...)
	if a.Status != 200 || h.resourceNamed("Анна").Active || text(t, a, ".resource-name a") != "Анна" || !strings.Contains(text(t, a, ".toast-text"), "1 ") {
		t.Errorf("%d; list %s; toast %s", a.Status, text(t, a, ".resource-name a"), text(t, a, ".toast-text"))
	}
	if undo := find(t, a, `.toast-undo[hx-post="`+path+`/activity"][hx-target="#resources-list"]`); len(undo) != 1 {
		t.Errorf("no way back: %s", a.Body)
	}
	if a := b.post(path+"/activity", nil, on(path)...); a.Status != 200 || !h.resourceNamed("Анна").Active || len(find(t, a, "#resource")) != 1 {
		t.Errorf("%d", a.Status)
	}
	if h.resourceNamed("Анна").Revision != anna.Revision {
		t.Error("a switch makes somebody's open form old")
	}
	made := b.post(path+"/copy", nil, "Accept-Language", "ru")
	copied := h.resourceNamed("Анна (копия)")
	if made.Status != 303 || copied.Active || len(copied.Weekly) != 3 || h.linked(copied.ID) != h.linked(anna.ID) || copied.Ref == anna.Ref {
		t.Errorf("%d; copy %+v; services %s", made.Status, copied, h.linked(copied.ID))
	}
	if all := h.resources(); all[1].ID != copied.ID {
		t.Errorf("the copy is not beside its original: %v", all)
	}
}

func TestResourceIsArchived(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	id := h.booked()
	anna := h.resourceNamed("Анна")
	path := "/resources/" + string(anna.ID)
	ask := b.get(path+"/archive", append(on("/resources"), "Accept-Language", "ru")...)
	if got := text(t, ask, ".archive"); ask.Status != 200 || !strings.Contains(got, "Впереди 1 запись") || !strings.Contains(got, "Иван") ||
		!strings.Contains(got, "нельзя будет записаться: Стрижка") || !strings.Contains(got, "Разговор: Борис") {
		t.Errorf("%d %s", ask.Status, got)
	}
	if len(find(t, ask, `.archive a[href="/bookings/`+string(id)+`"]`)) != 1 {
		t.Error("the booking is no link")
	}
	a := b.post(path+"/archive", resent(t, ask), on("/resources")...)
	if a.Status != 200 || !h.resourceNamed("Анна").Archived || strings.Contains(text(t, a, ".resource-name"), "Анна") {
		t.Fatalf("%d %s", a.Status, text(t, a, ".resource-name"))
	}
	if slots := h.get("/api/v1/widget/studio-site/slots?service=cut&from=2026-11-24&to=2026-11-24"); strings.Contains(string(slots.Body), `"start"`) {
		t.Errorf("she is still offered: %s", slots.Body)
	}
	if column := text(t, b.get(day), ".column-name"); !strings.Contains(column, "Анна") {
		t.Errorf("her booking has no column: %s", column)
	}
	if got := text(t, b.get("/resources?archived=1"), ".resource-name"); got != "Анна" {
		t.Errorf("the archive: %s", got)
	}
	form := url.Values{"name": {"Аня"}, "kind": {"staff"}, "revision": {strconv.Itoa(anna.Revision)}}
	if a := b.post(path, form, fragment...); a.Status != 409 || h.resourceNamed("Анна").Name != "Анна" {
		t.Errorf("an archived one is changed: %d", a.Status)
	}
	undo := find(t, a, `.toast-undo[hx-delete="`+path+`/archive"]`)
	if len(undo) != 1 {
		t.Fatalf("no undo: %s", a.Body)
	}
	if a := b.send("DELETE", path+"/archive", nil, on("/resources")...); a.Status != 200 || !h.resourceNamed("Анна").Active {
		t.Errorf("undo: %d", a.Status)
	}
}

func TestResourcesAreTheCompanysOwn(t *testing.T) {
	h := newHouse(t)
	anna := h.resourceNamed("Анна")
	path := "/resources/" + string(anna.ID)
	for who, want := range map[string]int{"rex@rival.example": 404, "dasha@studio.example": 403, "max@studio.example": 403} {
		b := h.signIn(who)
		for _, r := range []struct{ method, path string }{
			{"POST", path}, {"POST", path + "/copy"}, {"GET", path + "/archive"}, {"POST", path + "/archive"}, {"DELETE", path + "/archive"},
			{"POST", path + "/activity"}, {"DELETE", path + "/activity"}, {"DELETE", path + "/photo"}, {"DELETE", path + "/photo/removal"},
		} {
			if a := b.send(r.method, r.path, url.Values{"name": {"X"}, "kind": {"staff"}, "revision": {"1"}}); a.Status != want {
				t.Errorf("%s: %s %s is answered %d, want %d", who, r.method, r.path, a.Status, want)
			}
		}
	}
	rex := h.signIn("rex@rival.example")
	if a := rex.get(path); a.Status != 404 {
		t.Errorf("a rival sees %d", a.Status)
	}
	if a := rex.post("/resources", url.Values{"name": {"X"}, "kind": {"staff"}, "service": {h.serviceID("Стрижка")}}); a.Status != 422 {
		t.Errorf("a service of another company is answered %d", a.Status)
	}
	if now := h.resourceNamed("Анна"); now.Revision != anna.Revision || !now.Active {
		t.Errorf("changed: %+v", now)
	}
}
