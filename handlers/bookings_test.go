package handlers_test

import (
	"context"
	"html"
	"net/url"
	"strings"
	"testing"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/peopledb"
	"okno/desk/bookings"
)

// deskMember is Dasha at the front desk, asking the desk directly.
func (h *house) deskMember() acts.Member {
	h.t.Helper()
	company, err := h.db.CompanyBySlug(context.Background(), "studio")
	h.must(err)
	user, err := peopledb.UserByEmail(context.Background(), h.db, "dasha@studio.example")
	h.must(err)
	return acts.Member{Company: company.ID, User: user.ID, Name: user.Name, Role: booking.Desk}
}

// booked is a visitor's booking that has been made.
func (h *house) booked(changes ...string) booking.ID {
	h.t.Helper()
	var b booked
	a := h.book(rand8(), bookingBody(changes...))
	if a.Status != 201 {
		h.t.Fatalf("%d %s", a.Status, a.Body)
	}
	a.json(&b)
	return booking.ID(b.ID)
}

const day = "/bookings?date=2026-11-24"

func TestBoardShowsTheDay(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	page := b.get(day)
	if cards := find(t, page, `.card[data-booking="`+string(id)+`"]`); len(cards) != 2 { // Anna and the hall
		t.Errorf("%d cards", len(cards))
	}
	if got := text(t, page, ".column .column-name"); page.Status != 200 || !strings.Contains(got, "Анна") || strings.Contains(got, "Выключен") {
		t.Errorf("%d; columns: %s", page.Status, got)
	}
	if len(find(t, b.get("/bookings?date=2026-11-26"), ".card")) != 0 {
		t.Error("cards of another day")
	}
	part := b.get(day, fragment...)
	if strings.Contains(string(part.Body), "<!doctype") || !strings.Contains(strings.Join(part.Header.Values("Vary"), ","), "HX-Request") {
		t.Errorf("the fragment is a page, or is cached as one: %v %.200s", part.Header, part.Body)
	}
	for _, bad := range []string{"2026-02-30", "1", "99999-01-01", "'; drop table bookings", "2026-11-24T00:00:00Z"} {
		if a := b.get("/bookings?date=" + url.QueryEscape(bad)); a.Status != 404 {
			t.Errorf("date %q: %d", bad, a.Status)
		}
	}
}

func TestQueriesOfTheBoard(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	h.desk.Setups = &db.Setups{} // as in a process that has just started
	before := h.queries.Load()
	if b.get(day); h.queries.Load()-before > 5 {
		t.Errorf("a board of a company not yet known took %d queries, want at most 5", h.queries.Load()-before)
	}
	t.Logf("unknown: %d", h.queries.Load()-before)
	for path, want := range map[string]int64{day: 3, "/bookings/" + string(id): 7} {
		before := h.queries.Load()
		if b.get(path); h.queries.Load()-before > want {
			t.Errorf("%s took %d queries, want at most %d", path, h.queries.Load()-before, want)
		}
	}
}

func TestModalTellsEverything(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	modal := b.get("/bookings/"+string(id), fragment...)
	for _, want := range []string{"Стрижка", "Анна", "Зал", "Иван", "ivan@example.com", "Комментарий", "у окна", "tel:+79161234567"} {
		if !strings.Contains(html.UnescapeString(string(modal.Body)), want) {
			t.Errorf("no %q in the modal: %s", want, modal.Body)
		}
	}
	if page := b.get("/bookings/" + string(id)); page.Status != 200 || !strings.Contains(string(page.Body), "<!doctype html>") {
		t.Errorf("a direct visit: %d", page.Status)
	}
	for _, unknown := range []string{"00000000-0000-0000-0000-000000000000", "1", "%27", "..%2f"} {
		if a := b.get("/bookings/" + unknown); a.Status != 404 {
			t.Errorf("booking %q: %d", unknown, a.Status)
		}
	}
}

func TestConfirmCancelRestore(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	path := "/bookings/" + string(id)
	for _, step := range []struct {
		method, path string
		form         url.Values
		status       int
		now          booking.Status
	}{
		{"POST", "/confirmation", nil, 200, booking.Confirmed},
		{"POST", "/confirmation", nil, 200, booking.Confirmed}, // repeated: no harm
		{"POST", "/cancellation", url.Values{"reason": {strings.Repeat("я", 3000)}}, 422, booking.Confirmed},
		{"POST", "/cancellation", url.Values{"reason": {"заболел <b>"}}, 200, booking.Cancelled},
		{"POST", "/confirmation", nil, 409, booking.Cancelled},
		{"DELETE", "/cancellation", nil, 200, booking.Confirmed},
	} {
		a := b.send(step.method, path+step.path, step.form, fragment...)
		if got := h.status(id); a.Status != step.status || got != step.now {
			t.Errorf("%s %s: %d, now %s: %s", step.method, step.path, a.Status, got, text(t, a, "[role=alert]"))
		}
		if reason := step.form.Get("reason"); step.status == 422 && !strings.Contains(string(a.Body), reason) {
			t.Error("the reason that was typed is lost")
		}
	}
	var acts []string
	h.must(h.db.Select(&acts, `select act || ' ' || actor_name from booking_history where booking_id = $1 order by n`, id))
	if got := strings.Join(acts, ", "); got != "created Иван, confirmed DASHA, cancelled DASHA, restored DASHA" {
		t.Errorf("history: %s", got)
	}
}

func TestCancelledTimeIsFreeAndMayBeGone(t *testing.T) {
	h := newHouse(t)
	first := h.booked()
	b := h.signIn("dasha@studio.example")
	b.post("/bookings/"+string(first)+"/cancellation", nil, fragment...)
	h.booked("Иван", "Пётр")
	a := b.send("DELETE", "/bookings/"+string(first)+"/cancellation", nil, fragment...)
	if a.Status != 409 || h.status(first) != booking.Cancelled || !strings.Contains(string(a.Body), "Пётр") {
		t.Errorf("%d, now %s: %.500s", a.Status, h.status(first), a.Body)
	}
}

func TestManagersLookOnly(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("max@studio.example")
	if a := b.get("/bookings/"+string(id), fragment...); a.Status != 200 || len(find(t, a, "form[action$=confirmation], [hx-post$=confirmation]")) != 0 {
		t.Errorf("the modal of a manager: %d", a.Status)
	}
	if a := b.post("/bookings/"+string(id)+"/confirmation", nil, fragment...); a.Status != 403 || h.status(id) != booking.Pending {
		t.Errorf("a manager confirms: %d, now %s", a.Status, h.status(id))
	}
	m := h.deskMember()
	m.Role = booking.Manager
	if _, err := h.desk.Bookings.Confirm(context.Background(), m, bookings.Target{Booking: id}); booking.CodeOf(err) != booking.Forbidden {
		t.Errorf("the act itself: %v", err)
	}
}

func TestAnotherCompanySeesNothing(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("rex@rival.example")
	if a := b.get(day); len(find(t, a, ".card")) != 0 || strings.Contains(string(a.Body), "Анна") {
		t.Error("the rival sees the studio's board")
	}
	for _, method := range []string{"GET /", "POST /confirmation", "POST /cancellation", "DELETE /cancellation"} {
		verb, tail, _ := strings.Cut(method, " ")
		a := b.send(verb, "/bookings/"+string(id)+strings.TrimSuffix(tail, "/"), nil, fragment...)
		if a.Status != 404 || strings.Contains(string(a.Body), "Иван") {
			t.Errorf("%s: %d %s", method, a.Status, a.Body)
		}
	}
	if h.status(id) != booking.Pending {
		t.Errorf("the rival has made it %s", h.status(id))
	}
}

func TestHostileNamesAreText(t *testing.T) {
	h := newHouse(t)
	id := h.booked("Иван", `<script>alert(1)</script><b onmouseover=x>😀\u202e`)
	b := h.signIn("dasha@studio.example")
	for _, path := range []string{day, "/bookings/" + string(id)} {
		a := b.get(path)
		if n := len(find(t, a, "script:not([src]), [onmouseover]")); n != 0 || !strings.Contains(string(a.Body), "&lt;script&gt;") {
			t.Errorf("%s: %d elements came out of a name", path, n)
		}
	}
}

func (h *house) status(id booking.ID) booking.Status {
	h.t.Helper()
	var s booking.Status
	h.must(h.db.Get(&s, `select status from bookings where id = $1`, id))
	return s
}
