package handlers_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"okno/booking"
	"okno/db"
)

// setupOf is a company as the server knows it, by its slug.
func (h *house) setupOf(slug string) db.Setup {
	h.t.Helper()
	company, err := h.db.CompanyBySlug(context.Background(), slug)
	h.must(err)
	setup, err := h.db.Of(company.ID).Setup(context.Background())
	h.must(err)
	return setup
}

func idOf(t testing.TB, setup db.Setup, ref string) string {
	t.Helper()
	if r, ok := setup.Resource(ref); ok {
		return string(r.ID)
	}
	s, ok := setup.Service(ref)
	if !ok {
		t.Fatalf("the company has no %s", ref)
	}
	return string(s.ID)
}

// attrs are the values of an attribute of the elements that a selector means.
func attrs(t testing.TB, a answer, selector, name string) []string {
	t.Helper()
	var all []string
	for _, n := range find(t, a, selector) {
		i := slices.IndexFunc(n.Attr, func(each html.Attribute) bool { return each.Key == name })
		if i < 0 {
			t.Fatalf("%s has no %s", selector, name)
		}
		all = append(all, n.Attr[i].Val)
	}
	return all
}

func schedule(view, date, service, resource string) string {
	return "/schedules?" + url.Values{"view": {view}, "date": {date}, "service": {service}, "resource": {resource}}.Encode()
}

func TestScheduleDay(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	setup := h.setupOf("studio")
	cut, anna := idOf(t, setup, "cut"), idOf(t, setup, "anna")
	olga := h.signIn("olga@studio.example")
	page := olga.get("/schedules?view=day&date=2026-11-24")
	if got := text(t, page, ".plan-column .column-name"); page.Status != 200 || got != "Анна | Борис | Зал" {
		t.Errorf("%d; columns: %s", page.Status, got)
	}
	if n := len(find(t, page, ".plan-start, .plan-lane")); n != 0 {
		t.Errorf("%d starts of no service", n)
	}
	page = olga.get(schedule("day", "2026-11-24", cut, ""))
	if got := text(t, page, ".plan-column .column-name"); got != "Стрижка | Анна | Зал" {
		t.Errorf("columns of a service: %s", got)
	}
	if cards := attrs(t, page, ".plan-card", "href"); len(cards) != 2 || cards[0] != "/bookings/"+string(id) {
		t.Errorf("cards %v", cards)
	}
	if got := text(t, page, ".plan-start"); got != "11:00 | 11:15 | 11:30 | 11:45 | 12:00 | 12:15 | 12:30 | 12:45 | 13:00" {
		t.Errorf("free: %s", got)
	}
	page = olga.get(schedule("day", "2026-11-25", "", anna))
	if got := attrs(t, page, ".plan-exception", "href"); len(got) != 1 || got[0] != "/exceptions/"+string(setup.Exceptions[0].ID) {
		t.Errorf("exceptions %v", got)
	}
	part := olga.get(schedule("day", "2026-11-25", cut, anna), fragment...)
	if strings.Contains(string(part.Body), "<!doctype") || len(find(t, part, "#schedules")) != 1 {
		t.Errorf("the fragment: %.200s", part.Body)
	}
	// Someone who does not do the service is free for none of it, and the page says so.
	page = olga.get(schedule("day", "2026-11-24", cut, idOf(t, setup, "boris")))
	if page.Status != 200 || len(find(t, page, ".plan-start")) != 0 || !strings.Contains(text(t, page, ".notice"), "Борис: услуга «Стрижка» здесь не оказывается") {
		t.Errorf("%d %s", page.Status, text(t, page, ".notice"))
	}
}

func TestScheduleMonth(t *testing.T) {
	h := newHouse(t)
	setup := h.setupOf("studio")
	cut, anna := idOf(t, setup, "cut"), idOf(t, setup, "anna")
	for _, at := range []string{"10:00", "11:00", "12:00", "13:00"} {
		h.booked("T10:00", "T"+at)
	}
	olga := h.signIn("olga@studio.example")
	for _, test := range []struct{ service, resource, date, state, words string }{
		{"", "", "2026-11-24", "partly", "занято 40 %"},
		{"", "", "2026-11-26", "closed", "закрыто"},
		{"", anna, "2026-11-24", "full", "свободных окон нет"},
		{"", anna, "2026-11-25", "closed", "отпуск"},
		{"", anna, "2026-11-30", "free", "свободно"},
		{cut, "", "2026-11-24", "full", "свободных окон нет"},
		{cut, "", "2026-11-23", "free", "свободных окон: 13"},
		{cut, "", "2026-11-25", "closed", "отпуск"},
		{cut, "", "2026-12-01", "free", "свободных окон: 13"},
	} {
		page := olga.get(schedule("month", "2026-11-05", test.service, test.resource), fragment...)
		day := fmt.Sprintf("[data-date='%s']", test.date)
		if state := attrs(t, page, day, "data-state"); len(state) != 1 || state[0] != test.state || !strings.Contains(text(t, page, day), test.words) {
			t.Errorf("%s of %.8s%.8s: %v, %q, want %s with %q", test.date, test.service, test.resource, state, text(t, page, day), test.state, test.words)
		}
	}
	page := olga.get(schedule("month", "2026-11-05", cut, ""))
	if days := find(t, page, ".month-day"); page.Status != 200 || len(days) != 42 {
		t.Errorf("%d, %d days", page.Status, len(days))
	}
	if got := attrs(t, page, "[data-date='2026-11-24'] .month-link", "href")[0]; got != "/schedules?date=2026-11-24&service="+cut+"&view=day" {
		t.Errorf("a day leads to %s", got)
	}
	if got := attrs(t, page, "#day-next", "href")[0]; !strings.Contains(got, "date=2026-12-01") || !strings.Contains(got, "service="+cut) {
		t.Errorf("the next month is %s", got)
	}
}

// The desk and the manager look; only those who may change the setup are shown how to block time.
func TestSchedulesAreReadOnlyForTheDesk(t *testing.T) {
	h := newHouse(t)
	cut := idOf(t, h.setupOf("studio"), "cut")
	for email, want := range map[string]bool{"olga": true, "dasha": false, "max": false} {
		b := h.signIn(email + "@studio.example")
		for _, view := range []string{"day", "month"} {
			page := b.get(schedule(view, "2026-11-24", cut, ""))
			if got := len(find(t, page, `main a[href^="/exceptions/new"], [data-block]`)) > 0; page.Status != 200 || got != want {
				t.Errorf("%s, %s: %d, may block %v", email, view, page.Status, got)
			}
		}
		if a := b.get("/schedules/why?service=" + cut + "&start=2026-11-24T08:00:00%2B03:00"); a.Status != 200 {
			t.Errorf("%s asks why: %d", email, a.Status)
		}
	}
}

func TestSchedulesRefuseNonsense(t *testing.T) {
	h := newHouse(t)
	cut, anna := idOf(t, h.setupOf("studio"), "cut"), idOf(t, h.setupOf("studio"), "anna")
	rex := h.signIn("rex@rival.example")
	olga := h.signIn("olga@studio.example")
	good := "&start=2026-11-24T10:00:00%2B03:00"
	for path, want := range map[string]int{
		schedule("day", "", cut, ""):                                404, // the rival's eyes
		schedule("month", "", "", anna):                             404,
		"/schedules/why?service=" + cut + good:                      404,
		"/schedules/why?resource=" + anna + good:                    404,
		schedule("day", "2026-02-30", "", ""):                       404,
		schedule("month", "99999-01-01", "", ""):                    404,
		"/schedules?view=year":                                      404,
		"/schedules/why?start=x":                                    422,
		"/schedules/why?start=9999-11-24T10:00:00Z":                 422,
		"/schedules/why?at=2026-11-24":                              422,
		"/schedules/why?date=2026-11-24&time=25:61":                 422,
		"/schedules/why?date=2026-13-24&time=10:00":                 404,
		"/schedules/why":                                            200, // about now: which service?
		"/schedules/why?time=10:00":                                 422,
		"/schedules/why?date=2026-11-24&time=10:00":                 200, // which service?
		"/schedules/why?date=2026-11-24&time=10:00&service=nothing": 404,
	} {
		b := rex
		if want == 422 {
			b = olga
		}
		for _, header := range [][]string{nil, fragment} {
			if a := b.get(path, header...); a.Status != want {
				t.Errorf("%s: %d, want %d", path, a.Status, want)
			}
		}
	}
	if a := h.browser().get("/schedules/why?service=" + cut + good); a.Status != http.StatusSeeOther {
		t.Errorf("a stranger: %d", a.Status)
	}
}

func TestQueriesOfTheSchedules(t *testing.T) {
	h := newHouse(t)
	slug := "lotos"
	if path := "../../shared/data/kvartal.json"; exists(path) {
		slug = "kvartal"
		h.load(path)
	} else {
		h.load("../cmd/okno/demo/salon.json")
	}
	h.must(h.accounts.AddMember(context.Background(), slug, "boss@big.example", "Boss", password, booking.Owner))
	setup := h.setupOf(slug)
	boss := h.signIn("boss@big.example")
	service := string(setup.Services[0].ID)
	for _, test := range []struct {
		path string
		want int64
	}{
		{"/schedules?view=month&date=2026-12-01", 6}, // the setup is read
		{"/schedules?view=month&date=2026-12-01", 2},
		{"/schedules?view=month&date=2026-12-01&service=" + service, 2},
		{"/schedules?view=day&date=2026-12-01", 2},
		{"/schedules?view=day&date=2026-12-01&service=" + service, 3},
		{"/schedules/why?start=2026-12-01T10:00:00Z&service=" + service, 2},
	} {
		before := h.queries.Load()
		if a := boss.get(test.path); a.Status != 200 || h.queries.Load()-before > test.want {
			t.Errorf("%s: %d, %d queries, want at most %d", test.path, a.Status, h.queries.Load()-before, test.want)
		}
	}
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }
