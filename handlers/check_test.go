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
	if n := h.queries.Load() - before; n > 1 {
		t.Errorf("%d queries, want the session's alone", n)
	}
}
