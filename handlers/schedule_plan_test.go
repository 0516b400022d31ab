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
	"time"

	"golang.org/x/net/html"

	"okno/booking"
	"okno/booking/bookingtest"
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
	if page.Status != 200 || len(find(t, page, ".plan-start")) != 0 || !strings.Contains(text(t, page, ".notice"), "Борис: услуга «Стрижка» сюда не входит") {
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
		{"", "", "2026-11-24", "partly", "занято 24 %"},
		{"", "", "2026-11-26", "closed", "закрыто"},
		{"", anna, "2026-11-24", "full", "свободного нет"},
		{"", anna, "2026-11-25", "closed", "отпуск"},
		{"", anna, "2026-11-30", "free", "свободно"},
		{cut, "", "2026-11-24", "full", "свободного нет"},
		{cut, "", "2026-11-23", "free", "13 свободных начал"},
		{cut, "", "2026-11-25", "closed", "отпуск"},
		{cut, "", "2026-12-01", "free", "13 свободных начал"},
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
		"/schedules/why":                                            422,
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

func TestWhyNot(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	setup := h.setupOf("studio")
	ref := func(name string) string {
		if name == "" {
			return ""
		}
		return idOf(t, setup, name)
	}
	olga := h.signIn("olga@studio.example")
	for _, test := range []struct{ service, resource, start, reason, says, link string }{
		{"cut", "", "2026-11-24T12:00", "", "Анна, Зал", ""},
		{"cut", "", "2026-11-24T09:00", "outside_hours", "Анна: 9:00–10:00", "/schedules?resource=" + ref("anna") + "&service=" + ref("cut") + "&view=week"},
		{"cut", "", "2026-11-24T10:30", "occupied", "занято бронью", "/bookings/" + string(id)},
		{"cut", "", "2026-11-25T10:00", "exception", "«отпуск»", "/exceptions/" + string(setup.Exceptions[0].ID)},
		{"cut", "", "2026-11-23T09:30", "too_soon", "1 ч", ""},
		{"cut", "", "2026-11-23T08:00", "in_past", "прошло", ""},
		{"cut", "", "2027-02-24T10:00", "too_far", "60 дней", ""},
		{"cut", "", "2026-11-24T10:07", "off_grid", "каждые 15 мин", ""},
		{"cut", "boris", "2026-11-24T12:00", "resource_not_linked", "Борис", "/services/" + ref("cut")},
		{"closed", "", "2026-11-24T10:00", "service_inactive", "выключена", "/services/" + ref("closed")},
		{"orphan", "", "2026-11-24T10:00", "no_resource", "некому", "/services/" + ref("orphan")},
		{"talk", "", "2026-11-24T10:15", "occupied", "Анна", "/bookings/" + string(id)},
	} {
		a := olga.get("/schedules/why?"+url.Values{"service": {ref(test.service)}, "resource": {ref(test.resource)}, "start": {test.start + ":00+03:00"}}.Encode(), fragment...)
		name := fmt.Sprintf("%s %s at %s", test.service, test.resource, test.start)
		if got := attrs(t, a, "#why", "data-reason"); a.Status != 200 || got[0] != test.reason || !strings.Contains(strings.ReplaceAll(text(t, a, ".why-answer"), "\u00a0", " "), test.says) {
			t.Errorf("%s: %d %v %s", name, a.Status, got, text(t, a, ".why-answer"))
		}
		links := find(t, a, ".why-answer a")
		if test.link == "" && len(links) != 0 || test.link != "" && attrs(t, a, ".why-answer a", "href")[0] != test.link {
			t.Errorf("%s: %d links, want %q: %s", name, len(links), test.link, a.Body)
		}
	}
	both := olga.get("/schedules/why?service="+ref("talk")+"&start=2026-11-24T10:15:00%2B03:00", fragment...)
	if got := text(t, both, ".why-others li p:first-child"); !strings.Contains(got, "Анна: время занято") || !strings.Contains(got, "Борис: 10:15–10:45 не укладывается") {
		t.Errorf("each one's own reason: %s", got)
	}
	if near := attrs(t, both, ".why-start", "data-start"); len(near) != 4 || near[0] != "2026-11-24T11:00:00+03:00" {
		t.Errorf("nearest: %v", near)
	}
	if page := olga.get("/schedules/why?date=2026-11-24&time=09:07&service=" + ref("cut")); len(find(t, page, "h1")) != 1 || attrs(t, page, "#why", "data-reason")[0] != "off_grid" {
		t.Errorf("the page: %s", text(t, page, "main"))
	}
	if a := olga.get("/schedules/why?at=2026-11-24T06:07:59Z&service="+ref("cut"), fragment...); !strings.Contains(text(t, a, ".details-kicker"), "9:00–10:00") {
		t.Errorf("a click is not on the grid: %s", text(t, a, ".details-kicker"))
	}
	if a := olga.get("/schedules/why?at=2026-11-24T06:07:59Z&resource="+ref("boris"), fragment...); text(t, a, ".why-choice") != "Разговор" {
		t.Errorf("services of Boris: %s", text(t, a, ".why-choice"))
	}
}

// Without the exception its reason is gone, on the page as in the engine.
func TestWhyNotWithoutItsCause(t *testing.T) {
	h := newHouse(t)
	setup := h.setupOf("studio")
	olga := h.signIn("olga@studio.example")
	path := "/schedules/why?service=" + idOf(t, setup, "cut") + "&start=2026-11-25T10:00:00%2B03:00"
	if got := attrs(t, olga.get(path, fragment...), "#why", "data-reason")[0]; got != "exception" {
		t.Fatalf("the reason is %q", got)
	}
	h.db.MustExec(`update exceptions set deleted_at = now() where id = $1`, setup.Exceptions[0].ID)
	h.db.MustExec(`update company_versions set setup_version = setup_version + 1`)
	if got := attrs(t, olga.get(path, fragment...), "#why", "data-reason")[0]; got != "" {
		t.Errorf("without its cause it still says %q", got)
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
	h.must(h.desk.AddMember(context.Background(), slug, "boss@big.example", "Boss", password, booking.Owner))
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

// In random companies around changes of the clocks, what the day grid shows free
// is what the widget's API offers and what domain.md, walked through minute by
// minute, allows; and each reason of "why not?" is the rule that says no there.
func TestDayGridAgreesWithWidgetAndReference(t *testing.T) {
	h := newHouse(t)
	free, refused := 0, map[booking.Reason]int{}
	for seed := range uint64(8) {
		r := randomCompany(t, h, seed)
		reference := bookingtest.New(r.calendar, r.from, r.to)
		for _, service := range r.calendar.Services {
			for _, resource := range append([]booking.ID{""}, service.Resources...) {
				ask := booking.Ask{Service: service.ID, Resource: resource, Now: h.clock.Now()}
				for _, day := range reference.Days(ask) {
					var want []string
					for _, s := range day.Slots {
						want = append(want, s.Start.Format(time.RFC3339))
					}
					free += len(want)
					page := r.boss.get(schedule("day", day.Date.String(), string(service.ID), string(resource)), fragment...)
					if got := attrs(t, page, ".plan-start", "data-start"); page.Status != 200 || !slices.Equal(got, want) {
						t.Fatalf("seed %d, %s with %q on %s: %d\nshown %v\nwant  %v", seed, service.Ref, resource, day.Date, page.Status, got, want)
					}
					if got := r.offered(h, service, resource, day.Date); !slices.Equal(got, want) {
						t.Fatalf("seed %d, %s with %q on %s:\noffered %v\nwant    %v", seed, service.Ref, resource, day.Date, got, want)
					}
				}
				for i, start := range reference.Starts() {
					if start.Minute()%30 == 0 && i/30%6 != int(seed)%6 || start.Minute()%30 != 0 && i%611 != int(seed) {
						continue // some of those on the grid, a few of those off it
					}
					want := reference.Reason(ask, start)
					refused[want]++
					a := r.boss.get("/schedules/why?"+url.Values{"service": {string(service.ID)}, "resource": {string(resource)}, "start": {start.Format(time.RFC3339)}}.Encode(), fragment...)
					if got := attrs(t, a, "#why", "data-reason"); a.Status != 200 || got[0] != string(want) || strings.Contains(string(a.Body), "why.reason") {
						t.Fatalf("seed %d, %s with %q at %s: %d %v, want %q", seed, service.Ref, resource, start, a.Status, got, want)
					}
				}
			}
		}
	}
	if free < 100 || len(refused) < 8 {
		t.Errorf("too little was checked: %d free starts, reasons %v", free, refused)
	}
	t.Logf("%d free starts agree, and the reasons %v", free, refused)
}
