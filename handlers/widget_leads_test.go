package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/webform"
	"okno/db/setupdb"
	"okno/handlers"
)

// sent is a lead as a widget sends it.
func sent(changes ...string) string {
	return strings.NewReplacer(changes...).Replace(`{"answers": {"name": "Иван", "phone": "8 916 123-45-67", "comment": "перезвоните"}, "consent": true}`)
}

func (h *house) lead(key, body string, form ...string) answer {
	h.t.Helper()
	name := "studio-site"
	if len(form) == 1 {
		name = form[0]
	}
	return h.do(h.Client(), h.request("POST", "/api/v1/widget/"+name+"/leads", strings.NewReader(body),
		"Content-Type", "application/json", "Idempotency-Key", key, "Referer", "https://salon.example/"))
}

// view is a token of the studio's form.
func (h *house) view() string {
	h.t.Helper()
	return h.viewOf("studio-site")
}

func (h *house) viewOf(form string) string {
	h.t.Helper()
	var config struct{ View string }
	h.get("/api/v1/widget/" + form + "/config").json(&config)
	return config.View
}

func (h *house) leads(status webform.LeadStatus) int {
	h.t.Helper()
	var n int
	h.must(h.db.Get(&n, "select count(*) from leads where status = $1", status))
	return n
}

// setting changes the studio's form of the key, as nobody may but a test.
func (h *house) setting(key, settings string) {
	h.t.Helper()
	_, err := h.db.Exec(`with changed as (update forms set settings = $2 where key = $1 returning company_id)
		update company_versions set setup_version = setup_version + 1 where company_id in (select company_id from changed)`, key, settings)
	h.must(err)
}

func TestLeadIsKeptOnce(t *testing.T) {
	h := newHouse(t)
	first := h.lead("key", sent(`"consent"`, `"page": "https://salon.example/?utm_source=ya", "consent"`), "studio-consent")
	var body struct{ ID, Message string }
	first.json(&body)
	if first.Status != 201 || !booking.IsID(body.ID) || body.Message != "Спасибо! Мы свяжемся с вами." {
		t.Fatalf("%d %s", first.Status, first.Body)
	}
	kept := h.value(`select concat_ws('|', status, contact_name, contact_phone, page, consent, consent_at = created_at, booking_id is null, client_id is null,
		payload->2->>'label', payload->2->>'value', payload->1->>'value') from leads where id = $1`, body.ID)
	if kept != "new|Иван|+79161234567|https://salon.example/?utm_source=ya|Согласен на всё|t|t|t|Комментарий|перезвоните|8 916 123-45-67" {
		t.Errorf("kept: %s", kept)
	}
	again := h.lead("key", sent(`"consent"`, `"page": "https://salon.example/?utm_source=ya", "consent"`), "studio-consent")
	if again.Status != 201 || string(again.Body) != string(first.Body) {
		t.Errorf("repeated: %d %s", again.Status, again.Body)
	}
	if a := h.lead("key", sent("Иван", "Пётр"), "studio-consent"); a.Status != 422 || !strings.Contains(string(a.Body), "key_reused") {
		t.Errorf("another body under the same key: %d %s", a.Status, a.Body)
	}
	var twice struct{ ID string }
	if h.lead("another key", sent(), "studio-consent").json(&twice); twice.ID != body.ID {
		t.Errorf("the same words under another key are another lead")
	}
	if a := h.lead("key", sent()); a.Status != 201 || h.rows("leads") != 2 {
		t.Errorf("the same key of another form is another key: %d, %d leads", a.Status, h.rows("leads"))
	}
	if n := h.rows("bookings") + h.rows("clients"); n != 0 {
		t.Errorf("a lead made %d bookings and clients", n)
	}
}

func TestBadLeads(t *testing.T) {
	h := newHouse(t)
	for name, test := range map[string]struct {
		form, body string
		status     int
		field      string
	}{
		"malformed":               {"studio-site", `{`, 400, ""},
		"a client apart":          {"studio-site", sent(`"consent"`, `"client": {}, "consent"`), 422, "client"},
		"nothing":                 {"studio-site", `{}`, 422, "answers.name"},
		"an unknown answer":       {"studio-site", sent("comment", "salary"), 422, "answers.salary"},
		"an answer of no type":    {"studio-site", sent(`"перезвоните"`, `{"a": 1}`), 422, "answers.comment"},
		"two phones":              {"studio-site", sent(`"8 916 123-45-67"`, `["1", "2"]`), 422, "answers.phone"},
		"a phone that is none":    {"studio-site", sent("8 916 123-45-67", "нет"), 422, "answers.phone"},
		"without consent":         {"studio-consent", sent("true", "false"), 422, "consent"},
		"10,000 characters":       {"studio-site", sent("перезвоните", strings.Repeat("я", 10_000)), 422, "answers.comment"},
		"100 KB":                  {"studio-site", sent("перезвоните", strings.Repeat("я", 50_000)), 413, ""},
		"a closed form":           {"studio-old", sent(), 404, ""},
		"no such form":            {"nobody", sent(), 404, ""},
		"hundreds of odd answers": {"studio-site", `{"answers": {` + strings.Repeat(`"a": 1, `, 10) + many(300) + `}}`, 422, "answers"},
	} {
		a := h.lead("bad "+name, test.body, test.form)
		var p problem
		a.json(&p)
		if a.Status != test.status || test.field != "" && p.Fields[test.field] == "" {
			t.Errorf("%s: %d %.300s", name, a.Status, a.Body)
		}
	}
	if a := h.lead("", sent()); a.Status != 422 {
		t.Errorf("without a key: %d", a.Status)
	}
	if n := h.rows("leads") + h.rows("submissions"); n != 0 {
		t.Errorf("bad input left %d rows", n)
	}
}

func many(n int) string {
	fields := make([]string, n)
	for i := range fields {
		fields[i] = fmt.Sprintf(`"f%d": ""`, i)
	}
	return strings.Join(fields, ", ")
}

func TestFormIsKeptToItsSitesAndServices(t *testing.T) {
	h := newHouse(t)
	h.setting("studio-site", `{"origins": ["https://salon.example"], "services": ["talk"], "closed": {"ru": "Мы в отпуске"},
		"fields": [{"name": "name", "kind": "text", "label": {"ru": "Имя"}, "required": true}]}`)
	for origin, want := range map[string]int{"https://salon.example": 200, "": 200, "http://okno.test": 200, "https://www.salon.example": 200,
		"https://evil.example": 403, "null": 403, "http://salon.example": 403, "https://salon.example.evil.example": 403} {
		header := []string{}
		if origin != "" {
			header = []string{"Origin", origin}
		}
		a := h.get("/api/v1/widget/studio-site/config", header...)
		var p problem
		if a.json(&p); a.Status != want || want == 403 && (p.Detail != "На этом сайте запись не открывается. Свяжитесь с нами другим способом." || a.Header.Get("Access-Control-Allow-Origin") != "*") {
			t.Errorf("%q: %d %s", origin, a.Status, a.Body)
		}
	}
	if a := h.get("/api/v1/widget/studio-consent/config", "Origin", "null"); a.Status != 200 {
		t.Errorf("a file, where any site may: %d", a.Status)
	}
	foreign := h.request("POST", "/api/v1/widget/studio-site/leads", strings.NewReader(`{"answers": {"name": "X"}}`), "Origin", "https://evil.example", "Idempotency-Key", "k")
	if a := h.do(h.Client(), foreign); a.Status != 403 || h.rows("leads") != 0 {
		t.Errorf("a foreign page sends a lead: %d", a.Status)
	}
	var config struct{ Services []struct{ Ref string } }
	if h.get("/api/v1/widget/studio-site/config").json(&config); len(config.Services) != 1 || config.Services[0].Ref != "talk" {
		t.Errorf("services %v", config.Services)
	}
	if a := h.get("/api/v1/widget/studio-site/slots?service=cut&from=2026-11-24&to=2026-11-24"); a.Status != 422 {
		t.Errorf("slots of what is not offered: %d", a.Status)
	}
	if a := h.book("k", bookingBody(`"comment": "у окна"`, ``)); a.Status != 422 || !strings.Contains(string(a.Body), `"service"`) {
		t.Errorf("a booking of what is not offered: %d %s", a.Status, a.Body)
	}
	h.db.MustExec(`update forms set active = false where key = 'studio-site'`)
	h.db.MustExec(`update company_versions set version = version + 1, setup_version = setup_version + 1`)
	h.handlers.Snapshots.Changed(1)
	var p problem
	if a := h.get("/api/v1/widget/studio-site/config"); a.Status != 404 {
		t.Errorf("a closed form: %d", a.Status)
	} else if a.json(&p); p.Detail != "Мы в отпуске" {
		t.Errorf("a closed form says %q", p.Detail)
	}
}

func limitsOn(o *handlers.Options) { o.PublicLimits = true }

// What seems to be a program's is kept and marked, and nobody is told of a success
// that is none: its sender may be a person whose browser fills in everything.
func TestSuspectsAreKept(t *testing.T) {
	h := newHouse(t, limitsOn)
	trap := sent(`"consent"`, `"website": "http://casino.example", "consent"`)
	first, again := h.lead("t", trap), h.lead("t", trap)
	if first.Status != 201 || string(first.Body) != string(again.Body) || h.leads(webform.LeadSpam) != 1 {
		t.Errorf("a lead of who fills in everything: %d %s, then %s", first.Status, first.Body, again.Body)
	}
	_, err := h.db.Exec(`delete from leads`)
	h.must(err)
	trapped := bookingBody(`"consent"`, `"website": "x", "consent"`)
	a := h.book("tb", trapped)
	var made struct {
		Status    booking.Status
		Number    int64
		ManageURL string `json:"manage_url"`
	}
	if a.json(&made); a.Status != 201 || made.Status != booking.Pending || made.Number == 0 || string(h.book("tb", trapped).Body) != string(a.Body) {
		t.Errorf("a booking of who fills in everything: %d %s", a.Status, a.Body)
	}
	if page := h.get(strings.TrimPrefix(made.ManageURL, "http://okno.test")); page.Status != 200 {
		t.Errorf("its page: %d", page.Status)
	}
	if n := h.one(`select count(*)::text from bookings b join leads l on l.booking_id = b.id where b.suspect and l.suspect and b.status = 'pending'`); n != "1" {
		t.Errorf("%s bookings are marked", n)
	}
	desk := h.signIn("olga@studio.example")
	for page, words := range map[string]string{
		"/bookings?date=2026-11-24": "похоже на робота", "/bookings/" + h.one(`select id::text from bookings`): "похоже на робота", "/forms": "",
		"/forms/" + h.one(`select id::text from forms where key = 'studio-site'`): "Похоже на роботов: 1",
	} {
		if !strings.Contains(string(desk.get(page).Body), words) {
			t.Errorf("%s does not say %q: %s", page, words, text(t, desk.get(page), ".funnel"))
		}
	}
	_, err = h.db.Exec(`delete from leads`)
	h.must(err)
	view := h.view()
	h.clock.set(monday.Add(time.Second))
	if a := h.lead("hasty", sent("true", `true, "view": "`+view+`"`)); a.Status != 201 || h.leads(webform.LeadSpam) != 1 {
		t.Errorf("who types faster than people: %d, %d leads are spam", a.Status, h.leads(webform.LeadSpam))
	}
	view = h.view()
	h.clock.set(monday.Add(10 * time.Second))
	if a := h.lead("real", sent("true", `true, "view": "`+view+`"`, "Иван", "Настоящий")); a.Status != 201 || h.leads(webform.LeadNew) != 1 {
		t.Errorf("a real visitor: %d", a.Status)
	}
}

// A view token serves one submit, and whoever repeats that submit. Used once
// more it is worth nothing, which is noticed only by who sends a lot.
func TestViewServesOneSubmit(t *testing.T) {
	h := newHouse(t, limitsOn)
	view := h.view()
	h.clock.set(monday.Add(10 * time.Second))
	with := func(n int) string {
		return sent("true", `true, "view": "`+view+`"`, "Иван", fmt.Sprint("Иван ", n))
	}
	for range 70 { // more than the tighter limit lets through
		if a := h.lead("one", with(1)); a.Status != 201 {
			t.Fatalf("repeated: %d", a.Status)
		}
	}
	if a := h.lead("two", with(2)); a.Status != 201 {
		t.Errorf("a used token alone is refused: %d", a.Status)
	}
	refused := 0
	for n := range 70 {
		if h.lead(fmt.Sprint("m", n), sent("true", `false, "view": "`+view+`"`), "studio-site").Status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 {
		t.Error("a token that is used up is worth as much as a new one")
	}
	if a := h.lead("forged", sent("true", `true, "view": "`+view[:len(view)-2]+`AA"`)); a.Status != http.StatusTooManyRequests {
		t.Errorf("a forged token: %d", a.Status)
	}
}

// from gives an HTTP client of that address of this machine.
func from(address string) *http.Client {
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	return &http.Client{Transport: &http.Transport{DialContext: dialer.DialContext}}
}

// 1,000 hostile submissions from one address, through two processes on one
// database: other visitors notice nothing, and nothing stands among the leads.
func TestFloodOfLeads(t *testing.T) {
	url := seeded(t)
	t.Parallel()
	one := newHouseOn(t, url, limitsOn)
	two := newHouseOn(t, url, limitsOn)
	evil, good := from("127.0.0.66"), from("127.0.0.77")
	view := one.view()
	for _, h := range []*house{one, two} {
		h.clock.set(monday.Add(10 * time.Second))
	}
	post := func(h *house, client *http.Client, key, body string) int {
		r, err := http.NewRequest("POST", h.URL+"/api/v1/widget/studio-site/leads", strings.NewReader(body))
		if err != nil {
			t.Error(err)
			return 0
		}
		r.Header.Set("Idempotency-Key", key)
		response, err := client.Do(r)
		if err != nil {
			t.Error(err)
			return 0
		}
		defer response.Body.Close()
		_, _ = io.Copy(io.Discard, response.Body)
		return response.StatusCode
	}
	var all sync.WaitGroup
	statuses := make([]int, 1000)
	for w := range 8 {
		all.Go(func() {
			for n := w; n < len(statuses); n += 8 {
				body := sent("Иван", fmt.Sprint("Casino ", n))
				if n%2 == 0 { // half of them steal a token
					body = sent("Иван", fmt.Sprint("Casino ", n), "true", `true, "view": "`+view+`"`)
				}
				statuses[n] = post([]*house{one, two}[n%2], evil, fmt.Sprint("evil ", n), body)
			}
		})
	}
	for n := range 20 {
		if status := post(one, good, fmt.Sprint("good ", n), sent("Иван", fmt.Sprint("Visitor ", n))); status != 201 {
			t.Errorf("visitor %d met %d", n, status)
		}
	}
	all.Wait()
	count := map[int]int{}
	for _, status := range statuses {
		count[status]++
	}
	if count[201]+count[429] != 1000 || count[201] > 200 {
		t.Errorf("answers: %v", count)
	}
	if fresh, spam := one.leads(webform.LeadNew), one.leads(webform.LeadSpam); fresh != 20 || spam > abuse.LeadBlind.Most+10 {
		t.Errorf("%d leads are new and %d spam, want the 20 visitors' and a few", fresh, spam)
	}
	t.Logf("1000 hostile submissions: %v; kept as spam: %d", count, one.leads(webform.LeadSpam))
}

func TestFunnelCountsWhatVisitorsDo(t *testing.T) {
	h := newHouse(t)
	event := func(body string) int {
		return h.do(h.Client(), h.request("POST", "/api/v1/widget/studio-site/events", strings.NewReader(body))).Status
	}
	for range 3 {
		if status := event(`{"event": "shown"}`); status != 204 {
			t.Fatalf("shown: %d", status)
		}
	}
	event(`{"event": "opened"}`)
	if status := event(`{"event": "sold"}`); status != 422 {
		t.Errorf("an unknown event: %d", status)
	}
	for range 2 {
		h.get("/api/v1/widget/studio-site/slots?service=cut&from=2026-11-24&to=2026-11-24")
	}
	h.book("b", bookingBody())
	h.lead("l", sent())
	h.must(h.handlers.Funnel.Flush(context.Background()))
	h.must(h.handlers.Funnel.Flush(context.Background())) // nothing twice
	var company booking.CompanyID
	h.must(h.db.Get(&company, `select id from companies where slug = 'studio'`))
	funnels, err := setupdb.Funnels(context.Background(), h.db.Of(company), booking.DateOf(monday, time.UTC), time.UTC)
	h.must(err)
	got, _ := json.Marshal(funnels[booking.ID(h.value(`select id from forms where key = 'studio-site'`))])
	if string(got) != `{"Shown":3,"Opened":1,"Searched":1,"Leads":2,"Bookings":1,"Visits":0,"Suspects":0}` {
		t.Errorf("the funnel is %s", got)
	}
}
