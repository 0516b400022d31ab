package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"okno/booking"
)

// watchOn is watch of another date's board.
func (b browser) watchOn(date string) board {
	b.h.t.Helper()
	s, _, err := b.open(fmt.Sprintf("/bookings/live?date=%s&version=%d", date, b.h.version()))
	b.h.must(err)
	return s.there()
}

// Whatever happens to an earlier booking of the same client, the open board of a later date says of the client's booking there
// what a fresh page says: whether the client is new. Where that stays as it is, it is told nothing.
func TestBoardOfALaterDateIsToldWhoIsNewThen(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	later := h.booked("2026-11-24", "2026-12-01")
	h.booked("2026-11-24T10", "2026-12-01T12", "Иван", "Пётр", "45-67", "45-60", "ivan@", "petr@")
	here, there := b.watchOn("2026-11-24"), b.watchOn("2026-12-01")
	var earlier booking.ID
	act := func(path string) func() {
		return func() {
			if a := b.post("/bookings/"+string(earlier)+"/"+path, typedForm("reason", ""), fragment...); a.Status != 200 {
				t.Errorf("%s: %d %s", path, a.Status, text(t, a, ".problem, .field-error"))
			}
		}
	}
	move := func(date string) func() {
		return func() {
			form := typedForm("date", date, "start", date+"T10:00:00+03:00", "answer", "toast")
			if a := b.post("/bookings/"+string(earlier)+"/move", form, fragment...); a.Status != 200 {
				t.Errorf("moved to %s: %d %s", date, a.Status, text(t, a, ".problem, .toast-text"))
			}
		}
	}
	for _, step := range []struct {
		what string
		do   func()
		new  bool
	}{
		{"booked", func() { earlier = h.booked() }, false},
		{"cancelled", act("cancellation"), true},
		{"restored", func() { b.send("DELETE", "/bookings/"+string(earlier)+"/cancellation", nil, fragment...) }, false},
		{"moved behind", move("2026-12-02"), true},
		{"moved before", move("2026-11-23"), false},
		{"deleted", func() { b.send("DELETE", "/bookings/"+string(earlier), nil, fragment...) }, true},
	} {
		step.do()
		card := `.card[data-booking="` + string(later) + `"]`
		got := text(t, answer{t: t, Body: []byte(there.until(string(later)))}, card)
		page := text(t, b.get("/bookings?date=2026-12-01"), card)
		if strings.Contains(page, "новый клиент") != step.new || !strings.Contains(got, page) {
			t.Errorf("%s: the open board says %q, a fresh page %q", step.what, got, page)
		}
	}
	here.until(string(earlier))

	const told = `select count(*)::text from changes where what = 'client' and booking_id is not null`
	before := h.one(told)
	earlier = h.booked("10:00:00", "11:00:00")
	if got := h.one(told); got == before {
		t.Error("the client's first booking is told to nobody")
	}
	before = h.one(told)
	h.booked("10:00:00", "12:00:00")                                                     // another one of the same client: the first stays
	h.booked("10:00:00", "13:00:00", "Иван", "Анна", "45-67", "45-61", "ivan@", "anna@") // of somebody else
	h.booked("2026-11-24T10", "2026-12-02T10")                                           // behind both
	act("confirmation")()
	if got := h.one(told); got != before {
		t.Errorf("%s changes tell of bookings that are no client's first, %s before", got, before)
	}
}
