package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

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
		{"cut", "", "2026-11-24T10:30", "occupied", "занято записью", "/bookings/" + string(id)},
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
	if got := text(t, both, ".why-others li p:first-child"); !strings.Contains(got, "Анна: время занято") || !strings.Contains(got, "Борис: 10:15–10:45 — вне рабочих часов") {
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
