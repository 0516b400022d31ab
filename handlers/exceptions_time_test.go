package handlers_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"okno/booking/exceptions"
)

// anna1213 is Anna's hour from 12 to 13 on Tuesday, as the board drags it.
func (h *house) anna1213() url.Values {
	return url.Values{"resource": {h.idOf("resources", "anna")}, "start": {tuesday + "T12:00:00+03:00"}, "length": {"60"}, "preset": {"Обед"}}
}

// joined is a text without what keeps a line from breaking.
func joined(text string) string { return strings.ReplaceAll(text, "\u2060", "") }

// The front desk blocks an hour on the board: it is an exception of that person, gone from the widget at once,
// changed by a drag, freed, and each of these is taken back.
func TestDeskBlocksTimeOnTheBoard(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	free := h.startsOn("cut", tuesday)
	if !slices.Contains(free, tuesday+"T12:00:00+03:00") {
		t.Fatalf("12:00 is not free to begin with: %v", free)
	}
	form := b.get("/exceptions/time?resource="+h.idOf("resources", "anna")+"&start="+tuesday+"T09:00:00Z&length=60", fragment...)
	if sent := sentBy(t, form, "#time-form form[action='/exceptions/time']"); sent.Get("from") != "12:00" || sent.Get("to") != "13:00" || sent.Get("from_date") != tuesday {
		t.Errorf("the form begins with %v", sent)
	}
	a := b.post("/exceptions/time", h.anna1213(), fragment...)
	if a.Status != 200 || a.Header.Get("HX-Trigger") != "okno:done" || !strings.Contains(joined(text(t, a, ".toast-text")), "Анна: 12–13 закрыто") {
		t.Fatalf("%d %.500s", a.Status, a.Body)
	}
	e := h.exceptions()[1]
	if e.Reason != "Обед" || e.From != 12*60 || e.To != 13*60 || !exceptions.OfBoard(e) {
		t.Errorf("saved: %+v", e)
	}
	if slices.Contains(h.startsOn("cut", tuesday), tuesday+"T12:00:00+03:00") {
		t.Error("the widget still offers 12:00")
	}
	board := b.get("/bookings?date=" + tuesday)
	if n := len(find(t, board, `a.blocked.is-movable[data-exception="`+string(e.ID)+`"][data-minutes="60"]`)); n != 1 {
		t.Errorf("%d such blocks on the board", n)
	}
	// Dragged by its edges: the reason stays.
	path := "/exceptions/" + string(e.ID) + "/time"
	if a := b.post(path, url.Values{"answer": {"toast"}, "revision": {"1"}, "start": {tuesday + "T12:30:00+03:00"}, "length": {"90"}}, fragment...); a.Status != 200 {
		t.Fatalf("%d %.500s", a.Status, a.Body)
	}
	if e = h.exceptions()[1]; e.From != 12*60+30 || e.To != 14*60 || e.Reason != "Обед" {
		t.Errorf("dragged: %+v", e)
	}
	// Whoever has not seen that overwrites nothing, and reads both.
	stale := b.post(path, url.Values{"revision": {"1"}, "from": {"11:00"}, "to": {"11:30"}, "from_date": {tuesday}}, fragment...)
	if stale.Status != 409 || stale.Header.Get("HX-Retarget") != "#modal-body" || !strings.Contains(joined(text(t, stale, ".exception-sentence")), "12:30–14") ||
		sentBy(t, stale, "#time-form form[action='"+path+"']").Get("from") != "11:00" {
		t.Errorf("%d %q", stale.Status, text(t, stale, ".exception-sentence"))
	}
	// Back, by what the toast sends.
	if a := b.post(path, url.Values{"revision": {"2"}, "resource": {string(e.Resource)}, "from_date": {tuesday}, "from": {"12:00"}, "to": {"13:00"}, "reason": {"Обед"}}, fragment...); a.Status != 200 {
		t.Errorf("%d %.300s", a.Status, a.Body)
	}
	if a := b.post(path+"/deletion", url.Values{"revision": {"2"}}, fragment...); a.Status != 409 {
		t.Errorf("freeing what was changed since: %d", a.Status)
	}
	if a := b.post(path+"/deletion", url.Values{"revision": {"3"}}, fragment...); a.Status != 200 || !slices.Equal(h.startsOn("cut", tuesday), free) {
		t.Errorf("freed: %d, %v", a.Status, h.startsOn("cut", tuesday))
	}
	if a := b.send("DELETE", path+"/deletion", nil, fragment...); a.Status != 200 || len(h.exceptions()) != 2 {
		t.Errorf("blocked again: %d, %d exceptions", a.Status, len(h.exceptions()))
	}
	if log := h.signIn("olga@studio.example").get("/settings/audit"); !strings.Contains(string(log.Body), "Обед") {
		t.Error("the activity log does not tell of it")
	}
}

// Bookings that the time hits are decided first, as with any exception.
func TestBlockedTimeAsksAboutBookings(t *testing.T) {
	h := newHouse(t)
	if a := h.book("hit", bookingBody("T10:", "T12:")); a.Status != 201 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	b := h.signIn("dasha@studio.example")
	asked := b.post("/exceptions/time", h.anna1213(), fragment...)
	if asked.Status != 409 || len(h.exceptions()) != 1 || !strings.Contains(text(t, asked, ".hit-row"), "Иван") {
		t.Fatalf("%d %.300s", asked.Status, asked.Body)
	}
	form := sentBy(t, asked, "#hits")
	form.Set("do-"+form.Get("hit"), "cancel")
	if a := b.post("/exceptions/time", form, fragment...); a.Status != 200 || len(h.exceptions()) != 2 || h.value(`select status from bookings`) != "cancelled" {
		t.Errorf("%d, %d exceptions, the booking is %s", a.Status, len(h.exceptions()), h.value(`select status from bookings`))
	}
}

// The company may keep that from the front desk; a manager and another company's owner never may.
func TestWhoMayBlockTime(t *testing.T) {
	h := newHouse(t)
	olga, dasha := h.signIn("olga@studio.example"), h.signIn("dasha@studio.example")
	olga.post("/exceptions/time", h.anna1213(), fragment...)
	path := "/exceptions/" + string(h.exceptions()[1].ID) + "/time"
	tries := func(who browser, want int) {
		t.Helper()
		for _, a := range []answer{
			who.post("/exceptions/time", h.anna1213(), fragment...),
			who.post(path, url.Values{"revision": {"1"}, "to": {"14:00"}}, fragment...),
			who.post(path+"/deletion", url.Values{"revision": {"1"}}, fragment...),
			who.send("DELETE", path+"/deletion", nil, fragment...),
		} {
			if a.Status != want && !(want == 404 && a.Status == 422) { // her resource is unknown there
				t.Errorf("%d, want %d", a.Status, want)
			}
		}
	}
	tries(h.signIn("max@studio.example"), 403)
	tries(h.signIn("rex@rival.example"), 404)
	if a := dasha.post("/settings/company/desk", nil); a.Status != 403 {
		t.Errorf("the desk changes its own rights: %d", a.Status)
	}
	if a := olga.post("/settings/company/desk", nil); a.Status != 303 {
		t.Fatalf("%d %.300s", a.Status, a.Body)
	}
	tries(dasha, 403)
	if a := dasha.get("/exceptions/time", fragment...); a.Status != 403 {
		t.Errorf("the form: %d", a.Status)
	}
	if board := dasha.get("/bookings?date=" + tuesday); len(find(t, board, "#day[data-can-block], .blocked.is-movable")) != 0 {
		t.Error("the board offers it")
	}
	if a := dasha.get(path, fragment...); a.Status != 200 || len(find(t, a, "#time-form form[action]")) != 0 {
		t.Errorf("what is blocked, to look at: %d", a.Status)
	}
	olga.post("/settings/company/desk", url.Values{"blocks": {"true"}})
	if a := dasha.post(path, url.Values{"revision": {"1"}, "to": {"13:30"}}, fragment...); a.Status != 200 {
		t.Errorf("allowed again: %d %.300s", a.Status, a.Body)
	}
	// What closes more than hours of a day is none of the board's.
	wide := "/exceptions/" + string(h.exceptions()[0].ID) + "/time"
	if a := dasha.post(wide, url.Values{"revision": {"1"}, "from": {"10:00"}, "to": {"11:00"}}, fragment...); a.Status != 409 {
		t.Errorf("a day off: %d", a.Status)
	}
	if a := dasha.post(wide+"/deletion", url.Values{"revision": {"1"}}, fragment...); a.Status != 409 || len(h.exceptions()) != 2 {
		t.Errorf("a day off freed: %d", a.Status)
	}
}
