package handlers_test

import (
	"strings"
	"testing"

	"okno/booking"
)

// A setup that works says so; one that does not says what, whose and where to mend
// it, to everybody who may see it, and the navigation counts.
func TestCheckPage(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("max@studio.example")
	a := b.get("/check")
	before := len(find(t, a, ".check-row"))
	if got := text(t, a, ".nav-badge [aria-hidden]"); a.Status != 200 || (got == "") != (before == 0) {
		t.Fatalf("%d: %d rows, badge %q", a.Status, before, got)
	}
	_, err := h.db.Exec(`delete from weekly_intervals where resource_id = (select id from resources where ref = 'anna')`)
	h.must(err)
	_, err = h.db.Exec(`update company_versions set setup_version = setup_version + 1`)
	h.must(err)
	a = b.get("/check")
	var anna booking.ID
	h.must(h.db.Get(&anna, `select id from resources where ref = 'anna'`))
	if len(find(t, a, `.check-row a[href="/schedules?view=week&resource=`+string(anna)+`"]`)) != 1 {
		t.Errorf("Anna's week is not linked: %s", text(t, a, ".check-row"))
	}
	for _, path := range []string{"/check", "/bookings"} {
		if got, want := text(t, b.get(path), ".nav-badge [aria-hidden]"), len(find(t, a, ".check-row")); got == "" || want <= before {
			t.Errorf("%s: the badge says %q, there are %d rows", path, got, want)
		}
	}
}

func TestCheckOfARivalIsItsOwn(t *testing.T) {
	h := newHouse(t)
	a := h.signIn("rex@rival.example").get("/check")
	if a.Status != 200 || !strings.Contains(text(t, a, ".empty"), "Everything works") || len(find(t, a, ".nav-badge, .check-row")) != 0 {
		t.Errorf("%d: %s", a.Status, text(t, a, ".check"))
	}
	if a := h.browser().get("/check"); a.Status != 303 {
		t.Errorf("nobody is asked to sign in: %d", a.Status)
	}
}

func TestQueriesOfTheCheck(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	b.get("/check") // the setup is known from now on
	before := h.queries.Load()
	b.get("/check")
	if n := h.queries.Load() - before; n > 2 {
		t.Errorf("%d queries, want the session's and one for the bookings", n)
	}
}

// The engine is asked: what is closed until the horizon says by what, what is
// taken says that, and bookings outside the rules are listed.
func TestCheckAsksTheEngine(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	id := h.booked()
	changed := func(sql string) answer {
		t.Helper()
		_, err := h.db.Exec(sql)
		h.must(err)
		_, err = h.db.Exec(`update company_versions set setup_version = setup_version + 1`)
		h.must(err)
		return b.get("/check", "Accept-Language", "ru")
	}
	a := b.get("/check", "Accept-Language", "ru")
	if got := text(t, a, ".check"); strings.Contains(got, "файле компании") || strings.Contains(got, "min_notice") || strings.Contains(got, "вне правил") {
		t.Fatalf("at first: %s", got)
	}
	a = changed(`delete from weekly_intervals where weekday = 2 and resource_id = (select id from resources where ref = 'anna')`)
	if got := text(t, a, ".check-misfit"); len(find(t, a, `.check-misfit a[href="/bookings/`+string(id)+`"]`)) != 1 || !strings.Contains(got, "вне графика: Анна") || !strings.Contains(got, "Иван") {
		t.Errorf("the booking outside hours: %q", got)
	}
	a = changed(`insert into exceptions (company_id, id, from_date, reason, position) select id, gen_random_uuid(), '2026-11-23', 'ремонт', 9 from companies where slug = 'studio'`)
	exception := h.one(`select id::text from exceptions where reason = 'ремонт'`)
	if got := text(t, a, ".check-list"); !strings.Contains(got, "всё закрывают исключения") || !strings.Contains(got, "ремонт") || len(find(t, a, `.check-row a[href="/exceptions/`+exception+`"]`)) != 2 {
		t.Errorf("closed without end: %q", got)
	}
	a = changed(`delete from exceptions where reason = 'ремонт'; update companies set horizon_days = 1, min_notice_min = 2000 where slug = 'studio'`)
	if got := text(t, a, ".check-list"); !strings.Contains(got, "записываться уже поздно") || len(find(t, a, `.check-row a[href="/settings/company"]`)) == 0 {
		t.Errorf("a notice as long as the horizon: %q", got)
	}
	changed(`update companies set horizon_days = 1, min_notice_min = 0 where slug = 'studio'`)
	if a = changed(`update booking_resources set occupied = '[2026-11-22,2026-12-30)'; update bookings set occupied = '[2026-11-22,2026-12-30)'`); !strings.Contains(text(t, a, ".check"), "Всё занято") {
		t.Errorf("all is taken: %q", text(t, a, ".check"))
	}
}
