package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// choices are what the widget's config says of services and of those who can be chosen.
type choices struct {
	Services []struct {
		Ref, Category string
		Resources     []struct{ ID, Ref, Title, Bio, Photo string }
	}
}

func TestWidgetSaysWhoCanBeChosen(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna := h.resourceNamed("Анна")
	form := url.Values{"name": {anna.Name}, "kind": {string(anna.Kind)}, "color": {anna.Color}, "revision": {fmt.Sprint(anna.Revision)},
		"title": {"Колорист <b>"}, "bio": {"12 лет в профессии 💇"}, "service": {h.serviceID("Стрижка")}, "seen": {h.serviceID("Стрижка")}}
	if a := b.post("/resources/"+string(anna.ID), form, fragment...); a.Status != 200 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	b.photo(anna.ID, "", "a.jpg", jpegFile(t, 300, 300), fragment...)
	var config choices
	h.get("/api/v1/widget/studio-site/config").json(&config)
	cut := config.Services[0]
	told := false
	for _, r := range cut.Resources {
		told = told || r.ID == string(anna.ID)
		if r.ID == string(anna.ID) && (r.Title != "Колорист <b>" || r.Bio != "12 лет в профессии 💇" || r.Photo != "/photos/"+r.ID+"/"+h.resourceNamed("Анна").Photo) {
			t.Errorf("she is told of as %+v", r)
		}
	}
	if !told {
		t.Error("she is not told of at all")
	}
	if file := h.exported("studio"); !strings.Contains(file, `"title": "Колорист \u003cb\u003e"`) && !strings.Contains(file, `"title": "Колорист <b>"`) {
		t.Error("the company file does not have the title")
	}
	if log := string(b.get("/settings/audit").Body); !strings.Contains(log, "Колорист &lt;b&gt;") {
		t.Error("the log does not say what has changed")
	}
	form.Set("revision", fmt.Sprint(h.resourceNamed("Анна").Revision))
	form.Set("title", strings.Repeat("я", 201))
	if a := b.post("/resources/"+string(anna.ID), form, fragment...); a.Status != 422 || text(t, a, "#error-title") == "" {
		t.Errorf("a title without an end: %d, by the field: %q", a.Status, text(t, a, "#error-title"))
	}
}

func TestPhotosOfThoseWhoCanBeChosenAreSeenByEverybody(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna := h.resourceNamed("Анна")
	b.photo(anna.ID, "", "a.jpg", jpegFile(t, 300, 300), fragment...)
	path := "/photos/" + string(anna.ID) + "/" + h.resourceNamed("Анна").Photo
	a := h.get("/api/v1/widget/studio-site" + path)
	decoded(t, a)
	if a.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || a.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
		t.Errorf("headers %v", a.Header)
	}
	for what, address := range map[string]string{
		"another company's form":  "/api/v1/widget/rival-site" + path,
		"a closed form":           "/api/v1/widget/studio-old" + path,
		"another picture":         "/api/v1/widget/studio-site" + path[:len(path)-4] + "0000",
		"somebody who is not one": "/api/v1/widget/studio-site" + strings.Replace(path, string(anna.ID), "00000000-0000-0000-0000-000000000000", 1),
		"no id":                   "/api/v1/widget/studio-site" + strings.Replace(path, string(anna.ID), "%27%3B%20DROP", 1),
	} {
		if a := h.get(address); a.Status != 404 {
			t.Errorf("%s: %d", what, a.Status)
		}
	}
	b.send("DELETE", "/resources/"+string(anna.ID)+"/activity", nil)
	if a := h.get("/api/v1/widget/studio-site" + path); a.Status != 404 {
		t.Errorf("who does not work any more: %d", a.Status)
	}
}

// The services of a category stand together, categories in the order of the panel.
func TestWidgetListsServicesByCategory(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	for _, s := range []struct{ name, category string }{{"Маникюр", "Ногти"}, {"Укладка", "Волосы"}, {"Педикюр", "Ногти"}} {
		if a := b.post("/services", url.Values{"name": {s.name}, "category": {s.category}, "duration": {"30"}, "resource": {string(h.resourceNamed("Анна").ID)}}); a.Status != 303 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
	}
	var config choices
	h.get("/api/v1/widget/studio-site/config").json(&config)
	var order []string
	for _, s := range config.Services {
		order = append(order, s.Category)
	}
	if got := strings.Join(order, ","); got != ",,Ногти,Ногти,Волосы" {
		t.Errorf("the categories are %q", got)
	}
}

// Whoever is sent a person's link chooses among what that person does, with scripts and without.
func TestAPersonsLinkBeginsWithThatPerson(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	boris := h.resourceNamed("Борис")
	page := b.get("/resources/" + string(boris.ID))
	links := find(t, page, "#link-studio-site")
	if len(links) != 1 || !strings.HasSuffix(attribute(links[0], "value"), "/b/studio-site?resource="+boris.Ref) {
		t.Fatalf("the page has no link: %s", text(t, page, "#booking-links"))
	}
	hosted := h.get("/b/studio-site?resource=" + boris.Ref)
	if script := find(t, hosted, "script[data-okno]"); len(script) != 1 || attribute(script[0], "data-resource") != string(boris.ID) {
		t.Errorf("the widget is not told: %s", hosted.Body)
	}
	if got := text(t, hosted, ".hosted-service b"); got != "Разговор" {
		t.Errorf("without scripts there are %q", got)
	}
	if got := find(t, h.get("/b/studio-site?resource=nobody"), ".hosted-service b"); len(got) != 2 {
		t.Errorf("for nobody there are %d services", len(got))
	}
	if e := b.get("/services/" + h.serviceID("Стрижка")); len(find(t, e, "#link-studio-site")) != 1 {
		t.Error("a service has no link")
	}
}
