package handlers_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/report"
	"okno/handlers"
	"okno/handlers/funnel"
)

// everyProxy lets a test come from any address.
func everyProxy(o *handlers.Options) {
	_, all, _ := net.ParseCIDR("0.0.0.0/0")
	o.Proxies = []*net.IPNet{all}
}

// unmet tells, from an address, that days were looked at in vain, and returns the status.
func (h *house) unmet(address, view string, searches ...string) int {
	h.t.Helper()
	return h.do(h.Client(), h.request("POST", "/api/v1/widget/studio-site/events",
		strings.NewReader(`{"event": "unmet", "view": "`+view+`", "searches": [`+strings.Join(searches, ",")+`]}`), "X-Forwarded-For", address)).Status
}

const thursdayEvening = `{"service": "cut", "date": "2026-11-26", "hour": 18}`

// unmetRows are all that is counted, as "slug service day hour: searches, closed".
func (h *house) unmetRows() string {
	h.t.Helper()
	return h.one(`select coalesce(string_agg(format('%s %s%s %s %s: %s, %s', c.slug, s.ref, coalesce(' of ' || r.ref, ''), u.day, u.hour, u.searches, u.closed), '; ' order by s.ref, u.day, u.hour, r.ref), '')
		from unmet_searches u join companies c on c.id = u.company_id join services s on s.company_id = u.company_id and s.id = u.service_id
		left join resources r on r.company_id = u.company_id and r.id = u.resource_id`)
}

func TestASearchWithoutASlotCountsOncePerVisitorServiceAndDay(t *testing.T) {
	h := newHouse(t, everyProxy)
	view := h.view()
	for _, told := range []struct{ address, search string }{
		{"10.0.0.1", thursdayEvening},
		{"10.0.0.1", thursdayEvening},
		{"10.0.0.1", `{"service": "cut", "resource": "anna", "date": "2026-11-26", "hour": 19}`}, // the same day once more
		{"10.0.0.2", thursdayEvening},
		{"10.0.0.3", `{"service": "cut", "resource": "anna", "date": "2026-11-25"}`}, // her day off
		{"10.0.0.3", `{"service": "talk", "date": "2026-11-25"}`},                    // Boris, who does not work then
		{"10.0.0.4", `{"service": "cut", "date": "2026-11-24"}`},                     // has free times
		{"10.0.0.4", `{"service": "cut", "date": "2026-12-01", "hour": 10}`},         // a free hour
		{"10.0.0.4", `{"service": "cut", "date": "2026-11-22"}`},                     // is over
		{"10.0.0.4", `{"service": "cut", "date": "2029-11-22"}`},                     // cannot be booked yet
	} {
		if status := h.unmet(told.address, view, told.search); status != 204 {
			t.Errorf("%s: %d", told.search, status)
		}
	}
	h.must(h.handlers.Funnel.Flush(t.Context()))
	h.must(h.handlers.Funnel.Flush(t.Context())) // nothing twice
	const want = "studio cut of anna 2026-11-25 -1: 1, 0; studio cut 2026-11-26 18: 2, 2; studio talk 2026-11-25 -1: 1, 1"
	if got := h.unmetRows(); got != want {
		t.Errorf("counted:\n%s\nwant\n%s", got, want)
	}
	h.clock.set(h.clock.Now().Add(31 * time.Minute))
	h.unmet("10.0.0.1", h.view(), thursdayEvening)
	h.must(h.handlers.Funnel.Flush(t.Context()))
	if got := h.unmetRows(); !strings.Contains(got, "cut 2026-11-26 18: 3, 3") {
		t.Errorf("another visit, half an hour later: %s", got)
	}
}

func TestASearchThatMakesNoSenseIsRefused(t *testing.T) {
	h := newHouse(t, everyProxy)
	view := h.view()
	for what, searches := range map[string][]string{
		"a service of another company":   {`{"service": "steal", "date": "2026-11-26"}`},
		"a service that is off":          {`{"service": "closed", "date": "2026-11-26"}`},
		"a resource of another company":  {`{"service": "cut", "resource": "rex", "date": "2026-11-26"}`},
		"a resource without the service": {`{"service": "cut", "resource": "boris", "date": "2026-11-26"}`},
		"no date":                        {`{"service": "cut"}`},
		"a date that is none":            {`{"service": "cut", "date": "2026-02-30"}`},
		"a date beyond all calendars":    {`{"service": "cut", "date": "9999-12-31"}`},
		"an hour that is none":           {`{"service": "cut", "date": "2026-11-26", "hour": 24}`},
		"an hour before midnight":        {`{"service": "cut", "date": "2026-11-26", "hour": -1}`},
	} {
		if status := h.unmet("10.0.0.1", view, searches...); status != 422 {
			t.Errorf("%s: %d", what, status)
		}
	}
	for what, token := range map[string]string{"nobody's view": "", "a made-up view": "abc", "a view of another form": h.viewOf("rival-site")} {
		if status := h.unmet("10.0.0.2", token, thursdayEvening); status != 204 {
			t.Errorf("%s: %d", what, status)
		}
	}
	h.must(h.handlers.Funnel.Flush(t.Context()))
	if got := h.unmetRows(); got != "" {
		t.Errorf("counted: %s", got)
	}
}

// One visitor, who may be a program, counts for ten days in half an hour, however many he sends.
func TestAFloodOfSearchesCountsForTen(t *testing.T) {
	h := newHouse(t, everyProxy)
	view := h.view()
	for n := range 40 {
		h.unmet("10.0.0.9", view, fmt.Sprintf(`{"service": "cut", "date": %q, "hour": 20}`, booking.Date{Year: 2026, Month: 11, Day: 26}.AddDays(n)))
	}
	h.must(h.handlers.Funnel.Flush(t.Context()))
	if got := h.one(`select coalesce(sum(searches), 0)::text from unmet_searches`); got != "10" {
		t.Errorf("%s searches", got)
	}
}

func TestASearchInAPreviewIsNotCounted(t *testing.T) {
	h := newHouse(t, everyProxy)
	used := funnel.FormUsed{Company: 1, Form: booking.ID(h.form("studio-site")), Zone: time.UTC, Preview: true}
	h.must(h.handlers.Funnel.Unmet(used, "somebody", report.Unmet{}, func() (report.Obstacle, error) {
		t.Error("a preview is looked into")
		return report.Closed, nil
	}))
}

// Two processes count the same day at once, of many visitors: each search is counted once, and none of another company's service.
func TestProcessesCountSearchesTogether(t *testing.T) {
	h := newHouse(t)
	other := funnel.NewFunnel(h.desk, h.clock.Now, slog.New(slog.DiscardHandler))
	search := report.Unmet{Service: booking.ID(h.idOf("services", "cut")), Date: booking.Date{Year: 2026, Month: 11, Day: 26}, Hour: 18}
	foreign := search
	foreign.Service = booking.ID(h.one(`select s.id::text from services s where s.ref = 'steal'`))
	var company booking.CompanyID
	h.must(h.db.Get(&company, `select id from companies where slug = 'studio'`))
	form := funnel.FormUsed{Company: company, Form: booking.ID(h.one(`select id::text from forms where key = 'studio-site'`)), Zone: time.UTC}
	var all sync.WaitGroup
	for n := range 40 {
		f := h.handlers.Funnel
		if n%2 == 1 {
			f = other
		}
		all.Go(func() {
			met := report.Taken
			if n < 30 {
				met = report.Closed
			}
			who := fmt.Sprint("visitor ", n)
			for _, of := range []report.Unmet{search, search, foreign} {
				if err := f.Unmet(form, who, of, func() (report.Obstacle, error) { return met, nil }); err != nil {
					t.Error(err)
				}
			}
			if err := f.Flush(context.WithoutCancel(t.Context())); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	h.must(h.handlers.Funnel.Flush(t.Context()))
	h.must(other.Flush(t.Context()))
	if got, want := h.unmetRows(), "studio cut 2026-11-26 18: 40, 30"; got != want || h.rows("unmet_searches") != 1 {
		t.Errorf("counted %s in %d rows, want %s in one", got, h.rows("unmet_searches"), want)
	}
}

// Whoever sees that what is left of a month has no time has named no day.
func TestAFullMonthCountsWithoutADay(t *testing.T) {
	h := newHouse(t, everyProxy)
	view := h.view()
	const full = `{"service": "talk", "resource": "boris", "date": "2026-11-25", "month": true}` // he works on Tuesdays
	for _, told := range []struct{ address, search string }{
		{"10.0.0.1", full}, {"10.0.0.1", full}, {"10.0.0.2", full},
		{"10.0.0.3", `{"service": "talk", "date": "2026-11-25", "month": true}`}, // Anna has times on the 30th
		{"10.0.0.3", `{"service": "cut", "date": "2029-11-22", "month": true}`},  // cannot be booked yet
	} {
		if status := h.unmet(told.address, view, told.search); status != 204 {
			t.Errorf("%s: %d", told.search, status)
		}
	}
	h.must(h.handlers.Funnel.Flush(t.Context()))
	if got := h.unmetRows(); got != "studio talk of boris 2026-11-25 -2: 2, 2" {
		t.Errorf("counted: %s", got)
	}
	page := h.signIn("olga@studio.example").get("/reports?period=month&lang=ru")
	for what, want := range map[string]string{
		".report-unmet li > div":                 "2 раза искали «Разговор» на любой день до конца месяца, и не нашли Мешали только рабочие часы: с ними время нашлось бы самое большее для 2 поисков. Дня эти посетители не назвали.",
		"#report-unmet-title ~ details tbody tr": "Разговор любой день любое время 2 2",
		"#report-unmet-plot-text":                "",
	} {
		if got := strings.ReplaceAll(text(t, page, what), "\u00a0", " "); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s:\n%s\nwant\n%s", what, got, want)
		}
	}
	if link := find(t, page, ".report-unmet a"); len(link) != 1 || strings.Contains(attribute(link[0], "href"), "date=") {
		t.Error("the button leads to a day that nobody has named")
	}
}
