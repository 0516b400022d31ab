package handlers_test

import (
	"slices"
	"strings"
	"testing"
)

func TestMonthBesideTheBoardSaysHowBusyEachDayIs(t *testing.T) {
	h := newHouse(t)
	if a := h.book(rand8(), bookingBody()); a.Status != 201 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	date := h.one(`select to_char(starts_at at time zone 'Europe/Moscow', 'YYYY-MM-DD') from bookings`)
	dasha := h.signIn("dasha@studio.example")
	path := "/bookings/month?view=list&date=" + date
	dasha.get(path, fragment...)
	before := h.queries.Load()
	a := dasha.get(path, fragment...)
	if n := h.queries.Load() - before; n > 2 {
		t.Errorf("it takes %d queries", n)
	}
	days := find(t, a, ".mini-day")
	if len(days) != 42 {
		t.Fatalf("%d days: %s", len(days), a.Body)
	}
	classes, urls := attrs(t, a, ".mini-day", "class"), attrs(t, a, ".mini-day", "href")
	here := attrs(t, a, ".mini-day[aria-current]", "href")
	if want := "/bookings?date=" + date + "&view=list"; len(here) != 1 || here[0] != want {
		t.Errorf("the day shown leads to %v, not %s", here, want)
	}
	i := slices.Index(urls, here[0])
	if !strings.Contains(classes[i], "is-busy-") || strings.Contains(classes[i], "is-busy-0") {
		t.Errorf("a day with a booking is %s", classes[i])
	}
	if !slices.ContainsFunc(classes, func(c string) bool { return strings.Contains(c, "is-closed") }) {
		t.Errorf("no day is closed: %v", classes)
	}
	if a := dasha.get("/bookings/month?date="+date+"&month=2100-12-01", fragment...); len(attrs(t, a, "#mini-next[hx-get]", "id")) != 0 {
		t.Errorf("after the last month comes another: %s", a.Body)
	}
}
