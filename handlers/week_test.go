package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"okno/db"
)

func (h *house) week(ref, date string) string {
	return "/bookings/week?resource=" + h.idOf("resources", ref) + "&date=" + date
}

// A week has seven days of one resource from Monday on, with its bookings, hours and exceptions.
func TestWeekOfAResource(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	a := b.get(h.week("anna", "2026-11-26")) // a Thursday
	if got := text(t, a, ".column .column-name"); a.Status != 200 || got != "пн 23 ноября | вт 24 ноября | ср 25 ноября | чт 26 ноября | пт 27 ноября | сб 28 ноября | вс 29 ноября" {
		t.Errorf("%d: %s", a.Status, got)
	}
	if got := attrs(t, a, ".column-link", "data-short"); len(got) != 7 || got[0] != "пн 23\u00a0ноя" {
		t.Errorf("in narrow columns: %q", got)
	}
	if got := text(t, a, "#day-title"); got != "23 ноября – 29 ноября 2026" {
		t.Errorf("the heading: %s", got)
	}
	if got := text(t, b.get(h.week("anna", "2027-01-01")), "#day-title"); got != "28 декабря 2026 – 3 января 2027" {
		t.Errorf("the heading over a new year: %s", got)
	}
	if got := text(t, a, ".column .column-hours"); got != "10–14 | 10–14 | 10–14 | не работает | не работает | не работает | не работает" {
		t.Errorf("the hours: %s", got)
	}
	if cards := find(t, a, ".card"); len(cards) != 1 || len(find(t, a, `#column-2026-11-24 .card[data-booking="`+string(id)+`"]`)) != 1 {
		t.Errorf("%d cards, want one on Tuesday", len(cards))
	}
	if got := text(t, a, "#column-2026-11-25 .blocked"); got != "отпуск" || len(find(t, a, "#column-2026-11-26 .closed")) != 1 {
		t.Errorf("Wednesday is blocked by %q", got)
	}
	if got := text(t, a, "#totals"); !strings.HasPrefix(got, "1 запись занято 13") {
		t.Errorf("the totals: %q", got)
	}
	anna := h.idOf("resources", "anna")
	for selector, want := range map[string]string{
		"#day-previous": "/bookings/week?date=2026-11-16&resource=" + anna, "#day-next": "/bookings/week?date=2026-11-30&resource=" + anna,
		"#day-today": "/bookings/week?date=today&resource=" + anna, "#week-2026-11-24": "/bookings?date=2026-11-24",
		"#day-new": "/bookings/new?resource=" + anna + "&date=today",
	} {
		if got := attrs(t, a, selector, "href"); len(got) != 1 || got[0] != want {
			t.Errorf("%s leads to %q, want %s", selector, got, want)
		}
	}
	if got := attrs(t, b.get(h.week("anna", "today")), "#now", "class"); len(got) != 1 || got[0] != "now now-1" || len(find(t, b.get(h.week("anna", "2026-12-01")), "#now")) != 0 {
		t.Errorf("the line of Monday: %q", got)
	}
	if len(find(t, b.get(h.week("hall", "2026-11-24")), ".card")) != 1 || len(find(t, b.get(h.week("boris", "2026-11-24")), ".card")) != 0 {
		t.Error("the hall has the booking too, and Boris has not")
	}
	if got := text(t, b.get("/bookings/week"), "#week-resource option[selected]"); got != "Анна" {
		t.Errorf("without a resource it is the week of %q", got)
	}
	if got := attrs(t, b.get(day), "#week-"+anna, "href"); len(got) != 1 || got[0] != h.week("anna", "2026-11-24")[:15]+"date=2026-11-24&resource="+anna {
		t.Errorf("the board's column leads to %q", got)
	}
	if got := attrs(t, h.signIn("olga@studio.example").get("/resources/"+anna), "#resource-bookings", "href"); len(got) != 1 || got[0] != "/bookings/week?resource="+anna {
		t.Errorf("the resource's page leads to %q", got)
	}
	max := h.signIn("max@studio.example").get(h.week("anna", "2026-11-24"))
	if max.Status != 200 || len(find(t, max, ".card")) != 1 || len(find(t, max, ".is-movable, #day-new, #cursor, [data-can-change]")) != 0 {
		t.Errorf("a manager sees it, and changes nothing: %d", max.Status)
	}
}

func TestWeekOfNobody(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	for _, bad := range []string{"date=2026-02-30", "date=%27", "resource=1", "resource=00000000-0000-0000-0000-000000000000", "resource=%27%3B--", "date=2100-12-31", "date=2000-01-01"} {
		if a := b.get("/bookings/week?" + bad); a.Status != http.StatusNotFound {
			t.Errorf("%s: %d", bad, a.Status)
		}
		if a := b.get("/bookings/week/live?version=1&" + bad); a.Status != http.StatusNotFound {
			t.Errorf("the socket of %s: %d", bad, a.Status)
		}
	}
	h.loadText(`{"okno": 1, "company": {"slug": "other", "name": "Другая", "timezone": "Europe/Moscow", "locale": "ru", "currency": "RUB"},
		"resources": [{"ref": "foreign", "name": "Чужая", "kind": "staff"}], "services": [], "bookings": [], "forms": []}`)
	if a := b.get(h.week("foreign", "2026-11-24")); a.Status != http.StatusNotFound {
		t.Errorf("another company's resource: %d", a.Status)
	}
	if len(find(t, b.get(h.week("off", "2026-11-24")), "#grid")) != 1 {
		t.Error("the week of one that is switched off is shown, whoever asks for it by name")
	}
	h.db.MustExec(`update resources set active = false`)
	h.db.MustExec(`update company_versions set setup_version = setup_version + 1`)
	if got := text(t, b.get("/bookings/week"), ".empty h2"); got != "Ресурсов пока нет" {
		t.Errorf("where nothing is active: %q", got)
	}
}

func TestQueriesOfAWeek(t *testing.T) {
	h := newHouse(t)
	h.booked()
	b, path := h.signIn("dasha@studio.example"), h.week("anna", "2026-11-24")
	h.desk.Setups = &db.Setups{}
	for _, want := range []int64{5, 3} { // the setup is not known, and known: the session's, the bookings, what is beside them
		before := h.queries.Load()
		if b.get(path); h.queries.Load()-before > want {
			t.Errorf("%d queries, want at most %d", h.queries.Load()-before, want)
		}
	}
}

// What is dragged to another day goes through the board's own act: it can be undone, and the other's week shows it.
func TestWeekIsLive(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	watch := func(ref string) board {
		t.Helper()
		s, _, err := h.signIn("max@studio.example").open(fmt.Sprintf("/bookings/week/live?resource=%s&date=2026-11-24&version=%d", h.idOf("resources", ref), h.version()))
		h.must(err)
		return s.there()
	}
	anna, boris := watch("anna"), watch("boris")
	seen := attrs(t, b.get(h.week("anna", "2026-11-24")), ".card", "data-seen")
	move := url.Values{"answer": {"toast"}, "seen": seen, "start": {"2026-11-23T12:00:00+03:00"}}
	a := b.post("/bookings/"+string(id)+"/move", move, fragment...)
	undo := attrs(t, a, "[hx-post^='/undo/']", "hx-post")
	if a.Status != 200 || len(undo) != 1 {
		t.Fatalf("moved: %d, %q %s", a.Status, undo, a.Body)
	}
	message := answer{t: t, Body: []byte(anna.until("#day[data-window="))}
	if len(find(t, message, "#column-2026-11-23 .card")) != 1 || len(find(t, message, "#column-2026-11-24 .card")) != 0 {
		t.Errorf("the message shows %s", message.Body)
	}
	if got := text(t, answer{t: t, Body: []byte(boris.until("pulse"))}, ".column"); got != "" {
		t.Errorf("Boris' week hears of it: %s", got)
	}
	b.post(undo[0], nil, fragment...)
	if message := (answer{t: t, Body: []byte(anna.until(`id="column-2026-11-24"`))}); len(find(t, message, "#column-2026-11-24 .card")) != 1 {
		t.Errorf("after the undo: %s", message.Body)
	}
	b.post("/bookings/"+string(id)+"/cancellation", nil, fragment...)
	if message := (answer{t: t, Body: []byte(anna.until(`id="withdrawn"`))}); !strings.HasPrefix(text(t, message, "#withdrawn .chip"), "вт 10:00 Иван") {
		t.Errorf("the cancelled one: %s", text(t, message, "#withdrawn"))
	}
}
