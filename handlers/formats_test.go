package handlers_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var forLanguage = regexp.MustCompile(`views\.(New\w+|In)\((?:handlers\.)?[lL]ocaleOf\(c\)`)

// Views are made for a reader: one who is only known by language gets another country's
// dates and times.
func TestViewsAreMadeForAReader(t *testing.T) {
	for file, source := range ownSource(t) {
		for _, found := range forLanguage.FindAllString(source, -1) {
			t.Errorf("%s: %s: ReaderOf is meant", file, found)
		}
	}
}

// A company's zone is found by its city in Russian, shown by it, and kept by its IANA name.
func TestZoneIsChosenByItsCity(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	page := b.get("/settings/company")
	options := regexp.MustCompile(`<option value="([^"]+)"`).FindAllStringSubmatch(string(page.Body), -1)
	i := slices.IndexFunc(options, func(m []string) bool {
		return m[1] == "Калининград (UTC&#43;2)" || m[1] == "Калининград (UTC+2)"
	})
	if i < 0 || !strings.HasPrefix(options[i+1][1], "Москва") || !strings.Contains(string(page.Body), `id="timezone" name="timezone" value="Москва (UTC&#43;3)"`) {
		t.Fatalf("the list is %.200q", options)
	}
	values := with(formOf(t, page, "#settings"), "timezone", "Екатеринбург", "zone_seen", "Asia/Yekaterinburg")
	if a := b.post("/settings/company", values); a.Status != 303 {
		t.Fatalf("%d %s", a.Status, text(t, a, ".field-error"))
	}
	if got := h.one(`select timezone from companies where slug = 'studio'`); got != "Asia/Yekaterinburg" {
		t.Errorf("the zone is %s", got)
	}
	detail := text(t, b.get("/settings/audit"), ".part")
	if !strings.Contains(detail, "часовой пояс: Москва (UTC+3) → Екатеринбург (UTC+5)") {
		t.Errorf("the log says %s", detail)
	}
	confirmation := with(formOf(t, b.get("/settings/company"), "#settings"), "confirmation", "auto")
	if a := b.post("/settings/company", confirmation); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	if detail = text(t, b.get("/settings/audit"), ".part"); strings.Contains(detail, "auto") || !strings.Contains(detail, "вручную → ") {
		t.Errorf("the log says %s", detail)
	}
}

// A company in the United States reads 9:00 AM and $60 in every outlet.
func TestACompanyInTheUnitedStates(t *testing.T) {
	h := newHouse(t)
	h.loadText(`{"okno": 1, "company": {"slug": "barber", "name": "Barber", "timezone": "America/New_York", "locale": "en", "currency": "USD", "min_notice_min": 0},
		"resources": [{"ref": "joe", "name": "Joe", "kind": "staff", "weekly": [{"weekday": 2, "from": "09:00", "to": "18:00"}, {"weekday": 5, "from": "19:00", "to": "03:00"}]}],
		"exceptions": [{"resource": "joe", "from_date": "2026-11-24", "to_date": "2026-11-24", "from": "13:00", "to": "14:30", "reason": "Dentist"}],
		"services": [{"ref": "cut", "name": "Cut", "duration_min": 75, "price": "60.00", "resources": ["joe"]}],
		"bookings": [{"ref": "a", "service": "cut", "resources": ["joe"], "start": "2026-11-24T14:00:00Z", "status": "confirmed", "client": {"name": "Ann", "phone": "+12025550123", "email": "a@example.com"}}],
		"forms": []}`)
	h.must(h.accounts.AddMember(t.Context(), "barber", "sam@barber.example", "Sam", password, "owner"))
	b := h.signIn("sam@barber.example")
	id := h.one(`select id::text from bookings b where company_id = (select id from companies where slug = 'barber')`)
	page := text(t, b.get("/bookings/"+id, "Accept-Language", "en"), ".details")
	for _, want := range []string{"Tuesday, November 24, 2026", "9:00–10:15 AM", "1 h 15 min", "$60", "+1 202-555-0123"} {
		if !strings.Contains(strings.ReplaceAll(page, "\u00a0", " "), want) {
			t.Errorf("%q is not in %s", want, page)
		}
	}
	h.exec(`update clients set birthday = '12.05.1990' where name = 'Ann'`)
	path := "/clients/" + h.one(`select id::text from clients where name = 'Ann'`)
	card := b.get(path, "Accept-Language", "en")
	if got := attrs(t, card, "#birthday", "value"); len(got) != 1 || strings.ReplaceAll(got[0], "\u00a0", " ") != "May 12, 1990" || !strings.Contains(strings.ReplaceAll(text(t, card, "label"), "\u00a0", " "), "optional: May 12, 1990 or May 12") {
		t.Errorf("the birthday stands as %q: %s", got, text(t, card, "label"))
	}
	form := url.Values{"name": {"Ann"}, "phone": {"+12025550123"}, "email": {"a@example.com"}, "birthday": {"June 3"}, "revision": {revisionOf(t, card)}}
	if a := b.post(path, form, append(fragment, "Accept-Language", "en")...); a.Status != 200 || h.one(`select birthday from clients where name = 'Ann'`) != "03.06" {
		t.Errorf("typed as it is written: %d %s", a.Status, h.one(`select birthday from clients where name = 'Ann'`))
	}
	day := b.get("/bookings?date=2026-11-24", "Accept-Language", "en")
	if got := strings.ReplaceAll(text(t, day, "#day"), "\u00a0", " "); !strings.Contains(got, "Tuesday, November 24") || !strings.Contains(got, "9:00 AM") {
		t.Errorf("the board says %.400s", got)
	}
	csv := string(b.get("/bookings/export.csv?date=2026-11-24").Body)
	if !strings.Contains(csv, `"+1 202-555-0123"`) || !strings.Contains(csv, `"9:00 AM"`) {
		t.Errorf("the table says %s", csv)
	}
	joe := h.one(`select id::text from resources where ref = 'joe'`)
	week := b.get("/schedules?resource="+joe, "Accept-Language", "en")
	if from := attribute(find(t, week, ".week-row .week-time")[0], "value"); from != "9:00\u00a0AM" {
		t.Errorf("the week begins at %q", from)
	}
	edited := url.Values{"seen": {attribute(find(t, week, "[name=seen]")[0], "value")}, "row": {"a"}, "day-a": {"2"}, "from-a": {"8:30 a.m."}, "to-a": {"5 PM"}, "act": {"save"}}
	if a := b.post("/resources/"+joe+"/week", edited, "Accept-Language", "en"); a.Status != 303 {
		t.Fatalf("typed with halves of the day: %d %s", a.Status, text(t, a, ".field-problem"))
	}
	// No page of the panel tells the hours by twenty-four.
	for _, path := range []string{"/bookings?date=2026-11-24", "/bookings?date=2026-11-24&view=list", "/bookings/new?date=2026-11-24", "/bookings/" + id, "/bookings/sheet?date=2026-11-24",
		"/schedules?resource=" + joe, "/schedules?view=day&date=2026-11-24", "/schedules?view=month", "/exceptions", "/check", "/services", "/resources", "/resources/" + joe, "/clients", "/leads",
		"/settings/company", "/settings/notifications", "/settings/audit", "/settings/deliveries", "/exceptions/new", "/bookings/export.csv?date=2026-11-24"} {
		a := b.get(path, "Accept-Language", "en")
		said := string(a.Body)
		if strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			said = text(t, a, "main")
		}
		said = strings.ReplaceAll(said, "\u00a0", " ")
		if found := byTwentyFour.FindString(said); found != "" || a.Status != 200 {
			t.Errorf("%s: %d, says %q", path, a.Status, found)
		}
	}
}

// byTwentyFour is a time with what stands around it that cannot be one of twelve hours.
var byTwentyFour = regexp.MustCompile(`.{0,40}\b(0\d|1[3-9]|2[0-4]):[0-5]\d\b.{0,20}`)
