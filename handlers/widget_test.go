package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/desk/bookings"
	"okno/handlers"
)

type problem struct {
	Code         booking.Code
	Status       int
	Detail       string
	Fields       map[string]string
	Alternatives []struct{ Start, End string }
}

type booked struct {
	ID, Status, Start, End string
	Number                 int64
	Resources              []struct{ ID, Ref, Name, Kind string }
	ManageURL              string `json:"manage_url"`
}

func TestBadInput(t *testing.T) {
	h := newHouse(t)
	rival := serviceID(t, h, "rival-site")
	var deep strings.Builder
	deep.WriteString(strings.Repeat(`{"answers":`, 5_000))
	for _, test := range []struct {
		name, form, body string
		status           int
		code             booking.Code
		field            string
	}{
		{"malformed JSON", "", `{"service": `, 400, booking.Malformed, ""},
		{"no JSON at all", "", `service=cut`, 400, booking.Malformed, ""},
		{"two objects", "", bookingBody() + bookingBody(), 400, booking.Malformed, ""},
		{"nested without end", "", deep.String(), 400, booking.Malformed, ""},
		{"not UTF-8", "", bookingBody("Иван", "\xff\xfe"), 400, booking.Malformed, ""},
		{"an array", "", `[]`, 400, booking.Malformed, ""},
		{"unknown field", "", bookingBody(`"consent"`, `"admin": true, "consent"`), 422, booking.Invalid, "admin"},
		{"unknown answer", "", bookingBody(`"comment"`, `"salary"`), 422, booking.Invalid, "answers.salary"},
		{"wrong type", "", bookingBody(`"cut"`, `17`), 422, booking.Invalid, "service"},
		{"wrong type below", "", bookingBody(`"Иван"`, `["Иван"]`), 422, booking.Invalid, "client.name"},
		{"nothing filled in", "", `{}`, 422, booking.Invalid, "client.name"},
		{"10 MB", "", bookingBody("Иван", strings.Repeat("я", 5<<20)), 413, booking.TooLarge, ""},
		{"off the grid", "", bookingBody("10:00:00", "10:07:00"), 422, booking.Invalid, "start"},
		{"a second late", "", bookingBody("10:00:00", "10:00:01"), 422, booking.Invalid, "start"},
		{"in the past", "", bookingBody("2026-11-24", "2026-11-17"), 422, booking.Invalid, "start"},
		{"within the notice", "", bookingBody("2026-11-24T10:00", "2026-11-23T09:45"), 422, booking.Invalid, "start"},
		{"beyond the horizon", "", bookingBody("2026-11-24", "2027-06-01"), 422, booking.Invalid, "start"},
		{"30 February", "", bookingBody("2026-11-24", "2027-02-30"), 422, booking.Invalid, "start"},
		{"25:61", "", bookingBody("10:00:00", "25:61:00"), 422, booking.Invalid, "start"},
		{"in a spring gap", "rival-site", bookingBody(`"cut"`, `"steal"`, "2026-11-24T10:00:00+03:00", "2027-03-28T01:30:00+00:00"), 422, booking.Invalid, "start"},
		{"outside hours", "", bookingBody("10:00:00", "20:00:00"), 409, booking.SlotTaken, ""},
		{"on holiday", "", bookingBody("2026-11-24", "2026-11-25"), 409, booking.SlotTaken, ""},
		{"another company's service", "", bookingBody(`"cut"`, `"`+rival+`"`), 422, booking.Invalid, "service"},
		{"another company's ref", "", bookingBody(`"cut"`, `"steal"`), 422, booking.Invalid, "service"},
		{"inactive service", "", bookingBody(`"cut"`, `"closed"`), 422, booking.Invalid, "service"},
		{"a service without anybody", "", bookingBody(`"cut"`, `"orphan"`), 422, booking.Invalid, "service"},
		{"unlinked resource", "", bookingBody(`"start"`, `"resource": "boris", "start"`), 422, booking.Invalid, "resource"},
		{"unknown resource", "", bookingBody(`"start"`, `"resource": "'; DROP TABLE bookings", "start"`), 422, booking.Invalid, "resource"},
		{"unknown form", "no-such-form", bookingBody(), 404, booking.NotFound, ""},
		{"hostile form", "%27%3B%20drop%20table%20forms", bookingBody(), 404, booking.NotFound, ""},
		{"inactive form", "studio-old", bookingBody(), 404, booking.NotFound, ""},
		{"10,000 characters of name", "", bookingBody("Иван", strings.Repeat("я", 10_000)), 422, booking.Invalid, "client.name"},
		{"a name of nothing", "", bookingBody("Иван", " \\t "), 422, booking.Invalid, "client.name"},
		{"a phone that is none", "", bookingBody("8 916 123-45-67", "позвоните мне"), 422, booking.Invalid, "client.phone"},
		{"no phone", "", bookingBody("8 916 123-45-67", ""), 422, booking.Invalid, "client.phone"},
		{"an e-mail that is none", "", bookingBody("ivan@example.com", "ivan@@"), 422, booking.Invalid, "client.email"},
		{"headers in an e-mail", "", bookingBody("ivan@example.com", `a@b.cc\r\nBcc: all@evil.com`), 422, booking.Invalid, "client.email"},
		{"no consent", "studio-consent", bookingBody("true", "false"), 422, booking.Invalid, "consent"},
	} {
		t.Run(test.name, func(t *testing.T) {
			h.t = t
			if test.form == "" {
				test.form = "studio-site"
			}
			a := h.book("bad "+test.name, test.body, test.form)
			var p problem
			a.json(&p)
			if a.Status != test.status || p.Code != test.code || p.Status != test.status {
				t.Errorf("got %d %s, want %d %s: %.300s", a.Status, p.Code, test.status, test.code, a.Body)
			}
			if got := a.Header.Get("Content-Type"); got != "application/problem+json" {
				t.Errorf("content type %q", got)
			}
			if test.field != "" && (p.Fields[test.field] == "" || strings.HasPrefix(p.Fields[test.field], "error.")) {
				t.Errorf("field %s says %q; fields: %v", test.field, p.Fields[test.field], p.Fields)
			}
			if p.Detail == "" || strings.HasPrefix(p.Detail, "error.") {
				t.Errorf("detail %q", p.Detail)
			}
		})
	}
	h.t = t
	if n := h.rows("bookings") + h.rows("leads") + h.rows("gue_jobs") + h.rows("submissions") + h.rows("clients"); n != 0 {
		t.Errorf("bad input left %d rows", n)
	}
}

func TestSlotsRefuseBadQueries(t *testing.T) {
	h := newHouse(t)
	rival := serviceID(t, h, "rival-site")
	for query, field := range map[string]string{
		"service=cut&from=2026-12-07&to=2026-12-01":                "to",
		"service=cut&from=2026-12-01&to=2027-02-01":                "to", // 63 days
		"service=cut&from=2026-02-30&to=2026-03-01":                "from",
		"service=cut&from=2026-12-01":                              "to",
		"service=cut&from=1&to=%00":                                "to",
		"from=2026-12-01&to=2026-12-01":                            "service",
		"service=" + rival + "&from=2026-12-01&to=2026-12-01":      "service",
		"service=cut&from=2026-12-01&to=2026-12-01&resource=x":     "resource",
		"service=cut&from=2026-12-01&to=2026-12-01&resource=rex":   "resource",
		"service=cut&from=2026-12-01&to=2026-12-01&resource=boris": "resource",
	} {
		a := h.get("/api/v1/widget/studio-site/slots?" + query)
		var p problem
		a.json(&p)
		if a.Status != 422 || p.Fields[field] == "" {
			t.Errorf("%s: %d %s", query, a.Status, a.Body)
		}
	}
	if a := h.get("/api/v1/widget/studio-site/slots?service=cut&from=2026-12-01&to=2027-01-31"); a.Status != 200 { // 62 days
		t.Errorf("62 days: %d %s", a.Status, a.Body)
	}
}

func TestBookingIsWholeAndRepeatable(t *testing.T) {
	h := newHouse(t)
	first := h.book("key", bookingBody())
	var b booked
	first.json(&b)
	if first.Status != 201 || b.Status != "pending" || b.Start != "2026-11-24T10:00:00+03:00" || b.End != "2026-11-24T11:00:00+03:00" ||
		len(b.Resources) != 2 || b.Resources[0].Ref != "anna" || b.Resources[1].Ref != "hall" || b.Number != 1 {
		t.Fatalf("%d %s", first.Status, first.Body)
	}
	var lead struct{ Status, Payload, Booking, Name string }
	h.must(h.db.Get(&lead, `select l.status, l.payload::text as payload, l.booking_id::text as booking, c.name
		from leads l join clients c on c.id = l.client_id`))
	if lead.Status != "won" || lead.Booking != b.ID || lead.Name != "Иван" || !strings.Contains(lead.Payload, `"label": "Комментарий"`) || !strings.Contains(lead.Payload, "у окна") || !strings.Contains(lead.Payload, "8 916 123-45-67") {
		t.Errorf("the lead is %+v", lead)
	}
	_, err := h.desk.Bookings.Confirm(context.Background(), h.deskMember(), bookings.Target{Booking: booking.ID(b.ID)}) // whatever becomes of it,
	h.must(err)
	again := h.book("key", bookingBody()) // the first answer stands
	if again.Status != 201 || string(again.Body) != string(first.Body) {
		t.Errorf("repeated: %d %s, first %s", again.Status, again.Body, first.Body)
	}
	other := h.book("key", bookingBody("Иван", "Пётр"))
	if other.Status != 422 || !strings.Contains(string(other.Body), `"key_reused"`) {
		t.Errorf("another body under the same key: %d %s", other.Status, other.Body)
	}
	if other := h.book("key", bookingBody(), "studio-consent"); other.Status != 409 {
		t.Errorf("the same key of another form is another key: %d %s", other.Status, other.Body)
	}
	for table, want := range map[string]int{"bookings": 1, "booking_resources": 2, "leads": 1, "clients": 1, "gue_jobs": 2, "submissions": 1} { // a job for the booking, a job for its confirmation
		if n := h.rows(table); n != want {
			t.Errorf("%d rows in %s, want %d", n, table, want)
		}
	}
	h.clock.set(monday.Add(8 * 24 * time.Hour)) // after 7 days the key is forgotten
	if late := h.book("key", bookingBody("2026-11-24", "2026-12-08")); late.Status != 201 {
		t.Errorf("after 8 days: %d %s", late.Status, late.Body)
	}
}

func TestTakenSlotOffersTheNearest(t *testing.T) {
	h := newHouse(t)
	h.book("one", bookingBody())
	a := h.book("two", bookingBody("Иван", "Пётр", "123-45-67", "765-43-21"))
	var p problem
	a.json(&p)
	if a.Status != 409 || p.Code != booking.SlotTaken || len(p.Alternatives) != 6 || p.Alternatives[0].Start != "2026-11-24T11:00:00+03:00" {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	for i, slot := range p.Alternatives {
		body := bookingBody("2026-11-24T10:00:00+03:00", slot.Start)
		if i == 0 {
			if a := h.book("three", body); a.Status != 201 {
				t.Errorf("the first alternative cannot be booked: %d %s", a.Status, a.Body)
			}
		}
	}
}

func TestConfigOffersWhatCanBeBooked(t *testing.T) {
	h := newHouse(t)
	var config struct {
		Company  struct{ Name, Timezone, Locale, Currency string }
		Bookable struct{ From, To string }
		Services []struct {
			Ref       string
			Price     *string
			Resources []struct{ Ref string }
		}
		Form struct{ Fields []json.RawMessage }
		View string
	}
	a := h.get("/api/v1/widget/studio-site/config")
	a.json(&config)
	if a.Status != 200 || config.Company.Name != "Студия «Свет»" || config.Bookable.From != "2026-11-23" || config.Bookable.To != "2027-01-22" {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	var refs []string
	for _, s := range config.Services {
		refs = append(refs, s.Ref)
	}
	if fmt.Sprint(refs) != "[cut talk]" || *config.Services[0].Price != "2500.00" || config.Services[1].Price != nil || len(config.Form.Fields) != 4 {
		t.Errorf("%s", a.Body)
	}
	if a := h.get("/api/v1/widget/studio-old/config"); a.Status != 404 {
		t.Errorf("a closed form: %d", a.Status)
	}
}

func TestLanguageOfErrors(t *testing.T) {
	h := newHouse(t)
	for query, want := range map[string]string{"": "Проверьте 4\u00a0поля.", "?lang=en": "Check 4 fields.", "?lang=xx": "Проверьте 4\u00a0поля."} {
		a := h.do(h.Client(), h.request("POST", "/api/v1/widget/studio-site/bookings"+query, strings.NewReader(`{}`), "Idempotency-Key", "k"))
		var p problem
		if a.json(&p); p.Detail != want {
			t.Errorf("%q: %q", query, p.Detail)
		}
	}
}

func TestAnySiteMayAsk(t *testing.T) {
	h := newHouse(t)
	a := h.do(h.Client(), h.request("OPTIONS", "/api/v1/widget/studio-site/bookings", nil,
		"Origin", "https://salon.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type,idempotency-key"))
	if a.Status != 204 || a.Header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(a.Header.Get("Access-Control-Allow-Headers"), "Idempotency-Key") {
		t.Errorf("preflight: %d %v", a.Status, a.Header)
	}
	a = h.do(h.Client(), h.request("POST", "/api/v1/widget/studio-site/bookings", strings.NewReader(`{`), "Origin", "https://salon.example"))
	if a.Header.Get("Access-Control-Allow-Origin") != "*" || a.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("an error cannot be read by the site: %v", a.Header)
	}
}

func TestLimitsPerAddress(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.PublicLimits = true })
	var config struct{ View string }
	h.get("/api/v1/widget/studio-site/config").json(&config)
	allowed := func(body string) int {
		for n := range 200 {
			a := h.book(fmt.Sprint("k", n), body)
			if a.Status == http.StatusTooManyRequests {
				var p problem
				a.json(&p)
				if a.Header.Get("Retry-After") == "" || p.Code != booking.TooMany {
					t.Errorf("429 without advice: %v %s", a.Header, a.Body)
				}
				return n
			}
		}
		return 200
	}
	blind := allowed(`{}`)
	h.clock.set(monday.Add(10 * time.Second)) // a form that was got a moment ago was not typed into
	seen := allowed(`{"view": "` + config.View + `"}`)
	if blind == 0 || blind >= seen || seen == 200 {
		t.Errorf("%d submits without a view token are let through, %d with one", blind, seen)
	}
	h.clock.set(monday.Add(time.Minute))
	if a := h.book("later", `{}`); a.Status != 422 {
		t.Errorf("a minute later: %d", a.Status)
	}
}

func TestQueriesOfThePublicAPI(t *testing.T) {
	h := newHouse(t)
	slots := "/api/v1/widget/studio-site/slots?service=cut&from=2026-11-24&to=2026-12-24"
	h.get(slots) // the setup is known from now on
	for path, want := range map[string]int64{slots: 2, "/api/v1/widget/studio-site/config": 1} {
		before := h.queries.Load()
		if h.get(path); h.queries.Load()-before > want {
			t.Errorf("%s took %d queries, want at most %d", path, h.queries.Load()-before, want)
		}
	}
}

func (h *house) rows(table string) int {
	h.t.Helper()
	var n int
	h.must(h.db.Get(&n, "select count(*) from "+table))
	return n
}

func serviceID(t testing.TB, h *house, form string) string {
	t.Helper()
	var config struct{ Services []struct{ ID string } }
	h.get("/api/v1/widget/" + form + "/config").json(&config)
	return config.Services[0].ID
}
