package handlers_test

import (
	"strings"
	"sync"
	"testing"
)

// The studio is in Moscow.
func TestHolidaysAreClosedByOneClickAndTakenBack(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	holidays := func() int {
		return h.number(`select count(*) from exceptions where reason = 'Рождество Христово' and deleted_at is null`)
	}
	if got := text(t, b.get("/exceptions"), "#exceptions-holidays"); !strings.Contains(got, "Закрыть праздники до конца 20") {
		t.Fatalf("the button says %q", got)
	}
	a := b.post("/exceptions/holidays", nil, fragment...)
	if a.Status != 200 || holidays() != 1 || !strings.Contains(text(t, a, ".exception-rows"), "Новогодние каникулы") {
		t.Fatalf("%d, %d: %.300s", a.Status, holidays(), text(t, a, ".exception-rows"))
	}
	undo, back := undoOf(t, h, a)
	if again := b.post("/exceptions/holidays", nil, fragment...); holidays() != 1 || !strings.Contains(text(t, again, ".toast"), "уже закрыты") {
		t.Errorf("a second time: %d, %s", holidays(), text(t, again, ".toast"))
	}
	if a = b.post(undo, back, fragment...); a.Status != 200 || holidays() != 0 {
		t.Errorf("taken back: %d, %d are left", a.Status, holidays())
	}
	if a = b.post("/exceptions/holidays/deletion", back, fragment...); a.Status != 409 {
		t.Errorf("taken back twice: %d", a.Status)
	}
}

// Two people press the button at once: nothing is closed twice.
func TestHolidaysAreClosedOnceByTwoAtOnce(t *testing.T) {
	h := newHouse(t)
	one, other := h.signIn("olga@studio.example"), h.signIn("olga@studio.example")
	var both sync.WaitGroup
	for _, b := range []browser{one, other} {
		both.Go(func() {
			if a := b.post("/exceptions/holidays", nil, fragment...); a.Status != 200 {
				t.Errorf("answered %d", a.Status)
			}
		})
	}
	both.Wait()
	if twice := h.number(`select count(*) from (select from_date from exceptions where deleted_at is null group by from_date having count(*) > 1) d`); twice != 0 {
		t.Errorf("%d dates are closed twice", twice)
	}
}

// Whoever takes back the closing takes nothing that somebody has changed since.
func TestAnUndoOfHolidaysLeavesWhatWasChangedSince(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	undo, back := undoOf(t, h, b.post("/exceptions/holidays", nil, fragment...))
	path := "/exceptions/" + h.value(`select id from exceptions where reason = 'Рождество Христово' and deleted_at is null`)
	form := sentBy(t, b.get(path), "#exception-form")
	form.Set("reason", "Рождество, дежурим на телефоне")
	if a := b.post(path, form); a.Status != 303 {
		t.Fatalf("the change is answered %d", a.Status)
	}
	a := b.post(undo, back, fragment...)
	if said := text(t, a, ".toast"); a.Status != 200 || !strings.Contains(said, "кроме 1") {
		t.Errorf("%d: %q", a.Status, said)
	}
	if left := h.value(`select string_agg(reason, ', ') from exceptions where deleted_at is null and reason <> 'отпуск'`); left != "Рождество, дежурим на телефоне" {
		t.Errorf("left are %s", left)
	}
}
