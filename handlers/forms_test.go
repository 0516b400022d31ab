package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// asked is a form's page as it is sent.
func asked(changes ...string) url.Values {
	form := url.Values{
		"revision": {"1"}, "name": {"Сайт"}, "field": {"name", "new-1", "new-2"},
		"name.kind": {"text"}, "name.label_ru": {"Имя"}, "name.required": {"1"},
		"new-1.kind": {"choices"}, "new-1.label_ru": {"Что нужно"}, "new-1.options_ru": {"Чай\nТорт"}, "new-1.options_en": {"Tea"},
		"new-2.kind": {"hidden"}, "new-2.label_en": {"Source"}, "new-2.param": {"utm_source"},
		"consent_ru": {"Согласен"}, "consent_url": {"https://studio.example/privacy"}, "done_ru": {"Ждём!"}, "done_url": {"https://studio.example/thanks"},
		"service": {"talk"}, "sites": {"studio.example, https://xn--80awgdm.xn--p1ai/x"}, "target": {"15"},
	}
	for i := 0; i+1 < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	return form
}

func (h *house) form(key string) string {
	h.t.Helper()
	return "/forms/" + h.value(`select id from forms where key = $1`, key)
}

func TestFormIsEdited(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	at := h.form("studio-site")
	if a := b.post(at, asked(), fragment...); a.Status != 200 || len(find(t, a, "#editor-said")) != 1 {
		t.Fatalf("%d: %s", a.Status, text(t, a, "[role=alert], .field-error"))
	}
	stored := h.value(`select revision::text || ' ' || settings::text from forms where key = 'studio-site'`)
	for _, want := range []string{"2 {", `"name": "chto-nuzhno"`, `"value": "tea"`, `"value": "tort"`, `"name": "utm_source"`, `"param": "utm_source"`, `"origins": ["studio.example", "https://салон.рф"]`,
		`"services": ["talk"]`, `"target_min": 15`, `"done_url": "https://studio.example/thanks"`} {
		if !strings.Contains(stored, want) {
			t.Errorf("stored without %s: %s", want, stored)
		}
	}
	if a := b.post(at, asked("name", "Другой"), fragment...); a.Status != 409 || text(t, a, ".clash tbody th") == "" {
		t.Errorf("on top of what was not seen: %d", a.Status)
	}
	look := url.Values{"revision": {"2"}, "mode": {"floating"}, "position": {"bottom-left"}, "button_ru": {"Ко мне"}, "tabs": {"form booking"},
		"accent": {"own"}, "own_color": {"#FFE600"}, "radius": {"0"}, "theme": {"dark"}, "language": {"en"},
		"metrika": {" 12345678 "}, "ga4": {"g-owl12345"}, "data_layer": {"true"}}
	if a := b.post(at+"/widget", look, fragment...); a.Status != 200 {
		t.Fatalf("the look: %d %s", a.Status, text(t, a, "[role=alert], .field-error"))
	}
	var config struct {
		Widget struct {
			Mode, Position, Accent, Theme, Language string
			Radius                                  int
			Tabs                                    []struct{ Kind string }
			Counters                                struct {
				Metrika, GA4 string
				DataLayer    bool `json:"data_layer"`
			}
		}
		Form struct{ Fields []struct{ Name string } }
	}
	h.get("/api/v1/widget/studio-site/config").json(&config)
	if got := fmt.Sprint(config); got != "{{floating bottom-left #ffe600 dark en 0 [{form} {booking}] {12345678 G-OWL12345 true}} {[{name} {chto-nuzhno} {utm_source}]}}" {
		t.Errorf("the widget is told %s", got)
	}
	// What one stores the other leaves alone, and nothing but the stored order decides.
	swapped := asked("revision", "3")
	swapped["field"] = []string{"utm_source", "name", "chto-nuzhno"}
	for _, key := range []string{"kind", "label_ru", "label_en", "options_ru", "options_en", "param"} {
		swapped["chto-nuzhno."+key], swapped["utm_source."+key] = swapped["new-1."+key], swapped["new-2."+key]
	}
	swapped.Set("chto-nuzhno.options_ru", "Торт\nЧай\nКофе")
	swapped.Set("chto-nuzhno.options_en", "\nTea")
	if a := b.post(at, swapped, fragment...); a.Status != 200 {
		t.Fatalf("in another order: %d %s", a.Status, text(t, a, "[role=alert], .field-error"))
	}
	if got := h.value(`select string_agg(concat(o->>'value', '=', o->'label'->>'ru'), ' ') from forms, jsonb_array_elements(settings->'fields'->2->'options') o where key = 'studio-site'`); got != "tort=Торт tea=Чай kofe=Кофе" {
		t.Errorf("options keep what they are called: %s", got)
	}
	if got := h.value(`select settings->'widget'->>'mode' from forms where key = 'studio-site'`); got != "floating" {
		t.Errorf("the look has become %q", got)
	}
}

// counters is a look with a counter of the page.
func counters(name, value string) url.Values {
	return url.Values{"revision": {"1"}, "mode": {"inline"}, "position": {"bottom-right"}, "tabs": {"booking"}, "radius": {"12"}, "theme": {"auto"}, "language": {"auto"}, name: {value}}
}

func TestBadForms(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	at := h.form("studio-site")
	for name, test := range map[string]struct {
		path   string
		form   url.Values
		status int
		field  string
	}{
		"no name":                {at, asked("name", " "), 422, "name"},
		"no fields":              {at, url.Values{"name": {"x"}, "revision": {"1"}}, 422, ""},
		"a field of no kind":     {at, asked("new-1.kind", "file"), 422, ""},
		"a name that is a phone": {at, asked("name.kind", "phone"), 422, ""},
		"nothing to choose from": {at, asked("new-1.options_ru", " \n", "new-1.options_en", ""), 422, "new-1.options_ru"},
		"a script for an answer": {at, asked("done_url", "javascript:alert(1)"), 422, "done_url"},
		"a consent's odd link":   {at, asked("consent_url", "//evil.example"), 422, "consent_url"},
		"a foreign service":      {at, asked("service", "steal"), 422, ""},
		"a site that is none":    {at, asked("sites", "ftp://x"), 422, "sites"},
		"a target of years":      {at, asked("target", "99999999"), 422, "target"},
		"10,000 characters":      {at, asked("done_ru", strings.Repeat("я", 10_000)), 422, "done_ru"},
		"a colour that is none":  {at + "/widget", url.Values{"revision": {"1"}, "accent": {"red; }"}, "mode": {"inline"}}, 422, ""},
		"a counter that is none": {at + "/widget", counters("metrika", "12');alert(1)//"), 422, "metrika"},
		"another's counter":      {at + "/widget", counters("ga4", "UA-12345-6"), 422, "ga4"},
		"a counter of 300 signs": {at + "/widget", counters("ga4", "G-"+strings.Repeat("Я", 300)), 422, "ga4"},
		"a rival's form":         {h.form("rival-site"), asked(), 404, ""},
		"no form":                {"/forms/1", asked(), 404, ""},
		"a rival's preview":      {h.form("rival-site") + "/preview", asked(), 404, ""},
		"an archive of a rival":  {h.form("rival-site") + "/archive", nil, 404, ""},
		"a copy of a rival":      {h.form("rival-site") + "/copy", nil, 404, ""},
	} {
		a := b.post(test.path, test.form, fragment...)
		if a.Status != test.status || test.field != "" && len(find(t, a, `[name="`+test.field+`"][aria-invalid]`)) != 1 {
			t.Errorf("%s: %d, %s", name, a.Status, text(t, a, "[role=alert], .field-error"))
		}
		if strings.Contains(string(a.Body), "error.") {
			t.Errorf("%s: a sentence without words", name)
		}
	}
	if got := h.value(`select count(*)::text || max(revision) || bool_and(archived_at is null) from forms`); got != "41true" {
		t.Errorf("bad input changed forms: %s", got)
	}
	for _, who := range []string{"dasha@studio.example", "max@studio.example"} { // see only
		other := h.signIn(who)
		if a := other.get(at); a.Status != 200 || len(find(t, a, "#form-form")) != 0 || len(find(t, a, ".facts")) != 1 {
			t.Errorf("%s sees %d", who, a.Status)
		}
		for _, path := range []string{at, at + "/widget", at + "/fields", at + "/preview", at + "/copy", at + "/archive", at + "/activity", "/forms"} {
			if a := other.post(path, asked(), fragment...); a.Status != 403 {
				t.Errorf("%s posts to %s: %d", who, path, a.Status)
			}
		}
	}
}

// The preview shows what is typed through the widget's own API, and what it
// sends is kept nowhere.
func TestPreviewOfAForm(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	at := h.form("studio-site")
	page := b.get(at + "/widget")
	if csp := page.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-src 'self'") {
		t.Errorf("the page may hold no frame: %s", csp)
	}
	frame := attribute(find(t, page, "#preview-frame")[0], "src")
	inner := b.get(frame)
	if csp := inner.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'self'") {
		t.Errorf("the frame may not be framed: %s", csp)
	}
	key := attribute(find(t, inner, "script[data-okno]")[0], "data-okno")
	config := func() string { return string(h.get("/api/v1/widget/" + key + "/config").Body) }
	if !strings.Contains(config(), `"mode":"inline"`) {
		t.Errorf("before anything is typed: %s", config())
	}
	preview := frame[strings.LastIndex(frame, "/")+1:]
	look := url.Values{"part": {"widget"}, "preview": {preview}, "mode": {"floating"}, "position": {"bottom-left"}, "tabs": {"booking"}, "accent": {"#fff100"}, "radius": {"3"}, "theme": {"light"}, "language": {"en"}}
	notes := b.post(at+"/preview", look, fragment...)
	if notes.Status != 200 || len(find(t, notes, ".preview-note")) != 1 || !strings.Contains(text(t, notes, ".preview-note"), "1,1") {
		t.Errorf("about a pale colour on white: %d %s", notes.Status, text(t, notes, ".preview-note"))
	}
	if got := config(); !strings.Contains(got, `"mode":"floating"`) || !strings.Contains(got, `"radius":3`) {
		t.Errorf("the preview shows %s", got)
	}
	if strings.Contains(string(h.get("/api/v1/widget/studio-site/config").Body), "floating") {
		t.Error("visitors see what is not saved")
	}
	for path, body := range map[string]string{"bookings": bookingBody(), "leads": sent()} {
		a := h.do(h.Client(), h.request("POST", "/api/v1/widget/"+key+"/"+path, strings.NewReader(body), "Idempotency-Key", "k"))
		if a.Status != 403 || h.rows("leads")+h.rows("bookings") != 0 {
			t.Errorf("%s through a preview: %d", path, a.Status)
		}
	}
	if a := h.get("/api/v1/widget/" + key[:len(key)-3] + "AAA/config"); a.Status != 404 {
		t.Errorf("a forged key of a preview: %d", a.Status)
	}
	code := b.get(at + "/qr.svg")
	if code.Header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(string(code.Body), "<path d=\"M4 4h7") {
		t.Errorf("the code: %d %.100s", code.Status, code.Body)
	}
}

func TestFormsAreMadeCopiedAndPutAway(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	at := b.post("/forms", url.Values{"name": {"Instagram"}}).Header.Get("Location")
	if got := h.value(`select key || ' ' || active || ' ' || position from forms where name = 'Instagram'`); got != "studio-instagram true 3" || !strings.HasPrefix(at, "/forms/") {
		t.Fatalf("made %q at %q", got, at)
	}
	if a := b.post("/forms", url.Values{"name": {strings.Repeat("я", 300)}}); a.Status != 422 {
		t.Errorf("a long name: %d", a.Status)
	}
	b.post(at+"/copy", nil)
	if got := h.value(`select key || ' ' || active || ' ' || name from forms order by position desc limit 1`); got != "studio-instagram-kopiia false Instagram (копия)" {
		t.Errorf("copied: %s", got)
	}
	a := b.post(at+"/archive", nil, fragment...)
	if a.Status != 200 || len(find(t, a, ".toast-undo")) != 1 || strings.Contains(text(t, a, ".service-name"), "Instagram |") {
		t.Errorf("put away: %d, %s", a.Status, text(t, a, ".service-name"))
	}
	if a := h.get("/api/v1/widget/studio-instagram/config"); a.Status != 404 {
		t.Errorf("an archived form: %d", a.Status)
	}
	if a := b.post(at, asked(), fragment...); a.Status != 409 {
		t.Errorf("an archived form is edited: %d", a.Status)
	}
	b.send("DELETE", at+"/archive", nil, fragment...)
	b.send("DELETE", at+"/activity", nil, fragment...)
	if a := h.get("/api/v1/widget/studio-instagram/config"); a.Status != 404 {
		t.Errorf("a form that is off: %d", a.Status)
	}
	b.post(at+"/activity", nil, fragment...)
	if a := h.get("/api/v1/widget/studio-instagram/config"); a.Status != 200 {
		t.Errorf("back and on: %d", a.Status)
	}
	check := b.get("/check")
	if links := find(t, check, `.check-row a[href^="/forms/"]`); len(links) != 2 { // the old one and the copy
		t.Errorf("%d links from the check to forms", len(links))
	}
}
