package handlers_test

import (
	"fmt"
	"strings"
	"testing"
)

// People without colours of their own keep the ones that they have, whatever
// the board is narrowed to, and have the same in the filter, in the list of
// columns, on «Today», in the schedules and among the resources.
func TestColoursOfPeopleDoNotChange(t *testing.T) {
	h := newHouse(t)
	var resources []string
	for i := range 7 {
		resources = append(resources, fmt.Sprintf(`{"ref": "p%d", "name": "Person %d", "kind": "staff", "active": %t, "weekly": [{"weekday": 2, "from": "09:00", "to": "18:00"}]}`, i, i, i != 1))
	}
	h.loadText(`{"okno": 1, "company": {"slug": "plain", "name": "Plain", "timezone": "Europe/Moscow"}, "resources": [` + strings.Join(resources, ",") + `]}`)
	setup := h.setupOf("plain")
	h.must(h.accounts.AddMember(t.Context(), "plain", "olga@plain.example", "Olga", password, "owner"))
	b := h.signIn("olga@plain.example")
	hue := func(path, selector string) string {
		t.Helper()
		a := b.get(path)
		got := attrs(t, a, selector, "class")
		if len(got) == 0 {
			t.Fatalf("%s has no %s: %d", path, selector, a.Status)
		}
		return got[0][strings.Index(got[0], "hue-"):]
	}
	for _, ref := range []string{"p2", "p4", "p6"} {
		id := idOf(t, setup, ref)
		want := hue("/bookings?date=2026-11-24", "#column-"+id+" .avatar")
		for _, where := range [][2]string{
			{"/bookings?date=2026-11-24&resource=" + id, "#column-" + id + " .avatar"},
			{"/bookings?date=2026-11-24&resource=" + id, "label:has(#pick-" + id + ")"},
			{"/bookings?date=2026-11-24", "label:has(#column-shown-" + id + ") .avatar"},
			{"/overview", `.load[href*="` + id + `"] .avatar`},
			{"/schedules?view=day&date=2026-11-24&resource=" + id, "#column-" + id + " .avatar"},
			{"/resources/" + id, "#resource-avatar .avatar"},
		} {
			if got := hue(where[0], where[1]); got != want {
				t.Errorf("%s %s: %s, want %s", where[0], where[1], got, want)
			}
		}
	}
}
