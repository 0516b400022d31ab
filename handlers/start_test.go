package handlers_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"okno/booking"
	"okno/booking/companies"
)

// begun is a new company with its owner, an admin and one of the desk.
func (h *house) begun(slug string) browser {
	h.t.Helper()
	ctx := context.Background()
	h.must(h.desk.Start.AddCompany(ctx, slug, companies.CompanyText{Name: "Начало", Zone: "Europe/Moscow", Locale: "ru"}))
	for name, role := range map[string]booking.Role{"nina": booking.Owner, "adam": booking.Admin, "dora": booking.Desk} {
		h.must(h.accounts.AddMember(ctx, slug, name+"@"+slug+".example", name, password, role))
	}
	return h.signIn("nina@" + slug + ".example")
}

// form is what a browser would send of the page's step, with changes to it.
func form(t testing.TB, a answer, changes ...string) url.Values {
	t.Helper()
	values := url.Values{}
	for _, n := range find(t, a, ".start-form input[name], .start-form select[name]") {
		name, value, kind := attribute(n, "name"), attribute(n, "value"), attribute(n, "type")
		if n.Data == "select" {
			for o := range n.Descendants() {
				if o.Data == "option" && has(o, "selected") {
					value = attribute(o, "value")
				}
			}
		}
		if kind != "checkbox" || has(n, "checked") {
			values.Add(name, value)
		}
	}
	for i := 0; i+1 < len(changes); i += 2 {
		values.Set(changes[i], changes[i+1])
	}
	return values
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// goes demands that a form is accepted and leads on to a path.
func (b browser) goes(path string, values url.Values, to string) {
	b.h.t.Helper()
	a := b.post(path, values)
	if a.Status != http.StatusSeeOther || a.Header.Get("Location") != to {
		b.h.t.Fatalf("POST %s: %d to %q: %s", path, a.Status, a.Header.Get("Location"), text(b.h.t, a, ".problem, .field-error, .failure"))
	}
}

func (h *house) number(query string, args ...any) int {
	h.t.Helper()
	var n int
	h.must(h.db.Get(&n, query, args...))
	return n
}

// The whole first run by hand, without a script: each step is left and come back to.
func TestFirstRunByHand(t *testing.T) {
	h := newHouse(t)
	b := h.begun("nachalo")
	if a := b.get("/start"); a.Header.Get("Location") != "/start/company" {
		t.Fatalf("it begins at %s", a.Header.Get("Location"))
	}
	if a := b.get("/bookings"); len(find(t, a, `.nav a[href="/start"]`)) != 1 || len(find(t, a, `.empty form[action="/start"]`)) != 1 {
		t.Error("the board does not lead back")
	}
	b.goes("/start/company", form(t, b.get("/start/company"), "name", "Начало всего", "timezone", "Asia/Almaty", "currency", "kzt"), "/start/resources")
	if a := b.get("/start/resources"); len(find(t, a, ".start-card")) != 5 || len(find(t, a, ".start-form")) != 0 {
		t.Errorf("how to begin: %s", text(t, a, ".start-card"))
	}
	a := b.post("/start/resources", form(t, b.get("/start/resources?template=none"), "name_0", "Анна", "add", "resource"))
	if a.Status != 200 || len(find(t, a, ".start-row-resource")) != 2 {
		t.Fatalf("%d: %d rows", a.Status, len(find(t, a, ".start-row-resource")))
	}
	b.goes("/start/resources", form(t, a, "name_1", "Кабинет 1", "kind_1", "room"), "/start/hours")
	a = b.get("/start/hours")
	a = b.post("/start/hours", form(t, a, "from_0", "10:00", "break_from_0", "13:00", "break_to_0", "14:00", "copy", "0"))
	if got := form(t, a); got.Get("from_1") != "10:00" || got.Get("break_to_1") != "14:00" {
		t.Errorf("copied to the second: %v", got)
	}
	b.goes("/start/hours", form(t, a), "/start/services")
	a = b.get("/start") // leaving and coming back
	if a.Header.Get("Location") != "/start/services" {
		t.Errorf("it comes back to %s", a.Header.Get("Location"))
	}
	b.goes("/start/services", form(t, b.get("/start/services"), "service_0", "Стрижка", "duration_0", "45", "price_0", "5 000"), "/start/widget")
	a = b.get("/start/widget")
	if got := text(t, a, "#snippet"); got != `<script src="http://okno.test/widget.js" data-okno="nachalo" async></script>` {
		t.Errorf("the code: %s", got)
	}
	if got := attribute(find(t, a, "#hosted")[0], "value"); got != "http://okno.test/b/nachalo" {
		t.Errorf("the page without a site is %s", got)
	}
	if qr := b.get(attribute(find(t, a, ".look-qr")[0], "src")); qr.Status != 200 || !strings.Contains(string(qr.Body), "<svg") {
		t.Errorf("its code is %d", qr.Status)
	}
	if a := b.get("/start/try"); len(find(t, a, `script[src="/widget.js"][data-okno="nachalo"]`)) != 1 {
		t.Error("the trial has no widget")
	}
	var config struct {
		Services []struct{ Name string } `json:"services"`
	}
	h.get("/api/v1/widget/nachalo/config").json(&config)
	if len(config.Services) != 1 || config.Services[0].Name != "Стрижка" {
		t.Errorf("the widget offers %v", config)
	}
	b.goes("/start/end", nil, "/bookings")
	b.goes("/start/end", nil, "/bookings") // twice does no harm
	if a := b.get("/start"); a.Header.Get("Location") != "/check" {
		t.Errorf("after the end: %s", a.Header.Get("Location"))
	}
	if a := b.get("/check"); !strings.Contains(text(t, a, ".empty"), "Всё работает") || len(find(t, a, `nav a[href="/start"]`)) != 0 {
		t.Errorf("the check: %s", text(t, a, ".check"))
	}
	if a := b.post("/start", nil); a.Status != 409 {
		t.Errorf("a company that has everything opens its first steps: %d", a.Status)
	}
}

// Each template works as it is, in both languages; sent twice, or from two
// windows, it makes nothing twice.
func TestFirstRunFromTemplates(t *testing.T) {
	h := newHouse(t)
	for _, name := range []string{"salon", "clinic", "studio", "workshop"} {
		for _, locale := range []string{"ru", "en"} {
			t.Run(name+" "+locale, func(t *testing.T) {
				b := h.begun(name + "-" + locale)
				b.goes("/start/company", form(t, b.get("/start/company"), "locale", locale), "/start/resources")
				first := form(t, b.get("/start/resources?template="+name), "name_0", "Мария")
				second := form(t, b.get("/start/resources?template="+name))
				for _, values := range []url.Values{first, first, second} {
					b.goes("/start/resources", values, "/start/hours")
				}
				count := `select count(*) from resources r join companies c on c.id = r.company_id where c.slug = $1`
				if n := h.number(count, name+"-"+locale); strconv.Itoa(n) != first.Get("rows") {
					t.Errorf("%d resources, want %s", n, first.Get("rows"))
				}
				if n := h.number(count+` and r.name = 'Мария'`, name+"-"+locale); n != 1 {
					t.Errorf("%d resources have the changed name", n)
				}
				b.goes("/start/hours", form(t, b.get("/start/hours")), "/start/services")
				services := b.get("/start/services")
				if n := len(find(t, services, ".start-row-service")); strconv.Itoa(n) != first.Get("service_rows") {
					t.Errorf("%d services, want %s", n, first.Get("service_rows"))
				}
				b.goes("/start/services", form(t, services), "/start/widget")
				if a := b.get("/check"); len(find(t, a, ".check-row")) != 0 {
					t.Errorf("the template does not work: %s", text(t, a, ".check-row"))
				}
			})
		}
	}
}
