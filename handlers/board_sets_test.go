package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

func TestColumnsAreKeptAsSetsOfTheMembersOwn(t *testing.T) {
	h := newHouse(t)
	dasha := h.signIn("dasha@studio.example")
	act := func(values ...string) answer {
		form := url.Values{}
		for i := 0; i < len(values); i += 2 {
			form.Set(values[i], values[i+1])
		}
		return dasha.post("/bookings/columns?date=2026-12-01", form, fragment...)
	}
	shown := func(a answer) string { return fmt.Sprint(len(find(t, a, "#grid .column"))) }
	all := shown(dasha.get("/bookings?date=2026-12-01", fragment...))
	one := h.one(`select id::text from resources where company_id = (select id from companies where slug = 'studio') and active order by position limit 1`)
	act("column", one) // is hidden
	a := act("save", `  Без «первого» <b> `)
	if got := attrs(t, a, ".column-set-name[aria-pressed=true]", "value"); len(got) != 1 || got[0] != "Без «первого» <b>" {
		t.Fatalf("kept as %q: %s", got, a.Body)
	}
	fewer := shown(a)
	if fewer == all {
		t.Fatalf("%s columns with one hidden", fewer)
	}
	if a := act("all", "shown"); shown(a) != all || len(attrs(t, a, ".column-set-name[aria-pressed=true]", "value")) != 0 {
		t.Errorf("all of them: %s", shown(a))
	}
	if a := act("use", "Без «первого» <b>"); shown(a) != fewer {
		t.Errorf("the set has %s columns, not %s", shown(a), fewer)
	}
	if n := len(find(t, h.signIn("max@studio.example").get("/bookings?date=2026-12-01", fragment...), ".column-set")); n != 0 {
		t.Errorf("somebody else sees %d sets", n)
	}
	for name, bad := range map[string]string{"empty": "   ", "long": strings.Repeat("я", 41)} {
		if a := act("save", bad); a.Status != 422 {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	if a := act("forget", "Без «первого» <b>"); len(find(t, a, ".column-set")) != 0 || shown(a) != fewer {
		t.Errorf("forgotten: %s", a.Body)
	}
	if a := act("use", "Без «первого» <b>"); a.Status != 404 {
		t.Errorf("a set that is gone: %d", a.Status)
	}
	for i := range 13 {
		if a, want := act("save", fmt.Sprint("set ", i)), 200; a.Status != want && (i < 12 || a.Status != 422) {
			t.Errorf("set %d: %d", i, a.Status)
		}
	}
}
