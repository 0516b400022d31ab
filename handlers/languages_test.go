package handlers_test

import (
	"html"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/booking/languages"
)

// bilingual makes the studio one of Russian and English visitors, with some of its texts in English.
func (h *house) bilingual() {
	h.t.Helper()
	h.exec(`
		update companies set languages = 'ru en' where slug = 'studio';
		update services set category = 'Волосы', translations = '{"name": {"en": "Haircut"}, "description": {"en": "An hour"}, "category": {"en": "Hair"}}' where ref = 'cut';
		update services set category = 'Волосы' where ref = 'talk';
		update resources set translations = '{"name": {"en": "Anne"}, "title": {"en": "Stylist"}}' where ref = 'anna';
		update company_versions set setup_version = setup_version + 1`)
	h.handlers.Snapshots.Changed(1)
}

// shownConfig is what a widget learns of its languages.
type shownConfig struct {
	Lang      string
	Languages []struct{ Tag, Name string }
	Services  []struct {
		Ref, Name, Description, Category string
		Resources                        []struct{ Ref, Name, Title string }
	}
}

func (h *house) config(query string, header ...string) (c shownConfig) {
	h.t.Helper()
	h.get("/api/v1/widget/studio-site/config"+query, header...).json(&c)
	return c
}

func TestVisitorsReadTheirLanguage(t *testing.T) {
	h := newHouse(t)
	english := []string{"Accept-Language", "en-GB,en;q=0.9,ru;q=0.3"}
	if c := h.config("", english...); c.Lang != "ru" || len(c.Languages) != 0 {
		t.Errorf("a company of Russian visitors only speaks %s and offers %v", c.Lang, c.Languages)
	}
	h.bilingual()
	for _, asked := range []struct {
		query  string
		header []string
		want   string
	}{
		{"", english, "en"}, {"", nil, "ru"}, {"?lang=ru", english, "ru"}, {"?lang=en", nil, "en"}, {"?page=ru-RU", english, "ru"}, {"?lang=xx", english, "en"},
	} {
		c := h.config(asked.query, asked.header...)
		cut := map[string]string{"ru": "Стрижка||Волосы|Анна|", "en": "Haircut|An hour|Hair|Anne|Stylist"}[asked.want]
		first := c.Services[0]
		got := strings.Join([]string{first.Name, first.Description, first.Category, first.Resources[0].Name, first.Resources[0].Title}, "|")
		if c.Lang != asked.want || got != cut || len(c.Languages) != 2 || c.Languages[0].Tag != "ru" || c.Languages[1].Name != "English" {
			t.Errorf("config%s %v: %s, %s, %v", asked.query, asked.header, c.Lang, got, c.Languages)
		}
		if other := c.Services[1]; other.Name != "Разговор" || other.Category != first.Category {
			t.Errorf("config%s: what is not translated is %q in %q", asked.query, other.Name, other.Category)
		}
		page := h.get("/b/studio-site"+strings.Replace(asked.query, "page=ru-RU", "lang=ru", 1), asked.header...)
		if name := strings.Split(cut, "|")[0]; !strings.Contains(text(t, page, ".hosted-services"), name) || !strings.Contains(string(page.Body), `data-lang="`+asked.want+`"`) {
			t.Errorf("the booking page of %s %v: %s", asked.query, asked.header, text(t, page, ".hosted-services"))
		}
	}
	if vary := h.get("/api/v1/widget/studio-site/config", english...).Header.Values("Vary"); !strings.Contains(strings.Join(vary, ","), "Accept-Language") {
		t.Errorf("what depends on the browser's language varies by %v", vary)
	}
	booked := h.do(h.Client(), h.request("POST", "/api/v1/widget/studio-site/bookings?lang=en", strings.NewReader(bookingBody()),
		"Content-Type", "application/json", "Idempotency-Key", "english"))
	var body struct {
		Resources []struct{ Name string }
		ManageURL string            `json:"manage_url"`
		AddTo     map[string]string `json:"add_to"`
	}
	booked.json(&body)
	if booked.Status != 201 || body.Resources[0].Name != "Anne" || !strings.Contains(body.AddTo["google"], "Haircut") {
		t.Fatalf("booked in English: %d %s", booked.Status, booked.Body)
	}
	path := body.ManageURL[strings.Index(body.ManageURL, "/m/"):]
	if page := h.get(path); !strings.Contains(text(t, page, "main"), "Haircut") || !strings.Contains(text(t, page, "main"), "Anne") {
		t.Errorf("the client's own page: %s", text(t, page, "main"))
	}
	if page := h.get(path + "/calendar.ics"); !strings.Contains(string(page.Body), "SUMMARY:Haircut") {
		t.Errorf("the calendar: %s", page.Body)
	}
	if board := h.signIn("olga@studio.example").get("/bookings?date=2026-11-24"); !strings.Contains(string(board.Body), "Стрижка") || strings.Contains(string(board.Body), "Haircut") {
		t.Error("the desk does not read its own language")
	}
}

func TestTranslationsAreInTheFormTheClashTheLogAndTheFile(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	service, resource := "/services/"+h.value(`select s.id from services s join companies c on c.id = s.company_id where s.ref = 'cut' and c.slug = 'studio'`),
		"/resources/"+h.value(`select r.id from resources r join companies c on c.id = r.company_id where r.ref = 'anna' and c.slug = 'studio'`)
	if page := b.get(service); len(find(t, page, `[name="name_en"]`)) != 0 {
		t.Error("a company of one language is asked for translations")
	}
	h.exec(`update companies set languages = 'ru en' where slug = 'studio'; update company_versions set setup_version = setup_version + 1`)
	anna := h.value(`select r.id from resources r join companies c on c.id = r.company_id where r.ref = 'anna' and c.slug = 'studio'`)
	for _, thing := range []struct {
		path, form, part string
		texts            []string
		typed            url.Values
	}{
		{service, "#service-form", "#editor-said", []string{"name_en", "description_en", "category_en"}, url.Values{"name": {"Стрижка"}, "duration": {"60"}, "price": {"2500"}, "resource": {anna}}},
		{resource, "#resource-form", "", []string{"name_en", "title_en", "bio_en"}, url.Values{"name": {"Анна"}, "kind": {"staff"}}},
	} {
		page := b.get(thing.path)
		if len(find(t, page, thing.form+` [name="name_ru"]`)) != 0 {
			t.Errorf("%s asks for a translation into the company's own language", thing.path)
		}
		thing.typed.Set("revision", revisionOf(t, page))
		for _, name := range thing.texts {
			if len(find(t, page, thing.form+` [name="`+name+`"]`)) != 1 {
				t.Errorf("%s does not stand in the form", name)
			}
			thing.typed.Set(name, "First "+name)
		}
		other := maps.Clone(thing.typed)
		other.Set(thing.texts[0], "Second <b>")
		h.exec(`delete from audit_log`)
		saved, clash := b.post(thing.path, thing.typed, fragment...), b.post(thing.path, other, fragment...)
		if saved.Status != http.StatusOK || clash.Status != http.StatusConflict {
			t.Fatalf("%s: saving is answered %d, a clash %d: %s", thing.path, saved.Status, clash.Status, text(t, saved, ".field-error, .problem"))
		}
		whole := html.UnescapeString(string(saved.Body))
		for _, name := range thing.texts {
			if !strings.Contains(whole, "First "+name) {
				t.Errorf("%s is not saved", name)
			}
		}
		if rows := text(t, clash, ".clash"); !strings.Contains(rows, "Second <b>") || !strings.Contains(rows, "First name_en") || !strings.Contains(rows, "English") {
			t.Errorf("the clash says %s", rows)
		}
		if said := h.value(`select coalesce(string_agg(detail::text, ' '), '') from audit_log where act = 'setup.changed'`); !strings.Contains(said, `"translation_en": "changed"`) {
			t.Errorf("the log says %s", said)
		}
		long := maps.Clone(thing.typed)
		long.Set("revision", "2")
		for _, name := range thing.texts {
			long.Set(name, strings.Repeat("x", 2001))
		}
		refused := b.post(thing.path, long, fragment...)
		for _, name := range thing.texts {
			if refused.Status != 422 || len(find(t, refused, `[name="`+name+`"][aria-invalid]`)) != 1 {
				t.Errorf("%s: what is too long is accepted: %d", name, refused.Status)
			}
		}
		if manager := h.signIn("max@studio.example").get(thing.path); !strings.Contains(string(manager.Body), "First name_en") && thing.path == service {
			t.Error("whoever only reads does not see the translations")
		}
	}
	file := h.companyExport(b, "company.json")
	parsed, err := companyfile.Parse(strings.NewReader(file))
	h.must(err)
	if parsed.Company.Languages != "ru en" || languages.Service(parsed.Services[0].Service, "en").Name != "First name_en" || languages.Resource(booking.Resource(parsed.Resources[0]), "en").Bio != "First bio_en" {
		t.Errorf("the company file has %q, %v, %v", parsed.Company.Languages, parsed.Services[0].Translations, parsed.Resources[0].Translations)
	}
	h.loadText(strings.Replace(file, "First name_en", "From a file", 1))
	if got := h.companyExport(b, "company.json"); !strings.Contains(got, "From a file") || strings.Replace(got, "From a file", "First name_en", 1) != file {
		t.Error("an export that is imported is exported as something else")
	}
	h.exec(`update companies set languages = '' where slug = 'studio'; update company_versions set setup_version = setup_version + 1`)
	if page := b.get(service); len(find(t, page, `[name="name_en"]`)) != 1 {
		t.Error("a text that there is cannot be seen any more, and would be lost")
	}
}
