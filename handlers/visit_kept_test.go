package handlers_test

import (
	"net/url"
	"testing"
	"time"

	"okno/booking/abuse"
)

// The reason that a client has typed comes back with whatever refuses it: too many
// acts, a cut-off that has passed meanwhile, a fault of ours.
func TestReasonOfAClientComesBack(t *testing.T) {
	h := newHouse(t, limitsOn)
	v := h.visit("k", bookingBody())
	reason := url.Values{"reason": {"Заболел <b>я</b>"}}
	kept := func(what string, a answer, status int, selector string) {
		t.Helper()
		if got := text(t, a, selector); a.Status != status || got != reason.Get("reason") {
			t.Errorf("%s: %d, %q", what, a.Status, got)
		}
	}
	h.clock.set(time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)) // an hour before the visit: too late
	a := v.act("cancel", reason)
	if a.Status != 409 || text(t, a, "#visit-problem") == "" || text(t, a, "#visit-typed") != "Вы написали: Заболел <b>я</b>" {
		t.Errorf("after the cut-off: %d %s", a.Status, text(t, a, "#visit"))
	}
	h.clock.set(monday)
	for range 2 * abuse.Visit.Most { // whoever shares the address has used all there is
		v.page("")
	}
	kept("too many", v.act("cancel", reason), 429, "#visit textarea")
	kept("too many, by the script", v.act("cancel", reason, fragment...), 429, "#visit textarea")
	if a := v.act("late", url.Values{"minutes": {"5"}}); a.Status != 429 || len(find(t, a, "#visit textarea")) != 0 {
		t.Errorf("another act: %d", a.Status)
	}
	h.clock.set(monday.Add(time.Hour))
	h.exec(`alter table bookings rename to gone`)
	kept("a fault of ours", v.act("cancel", reason), 500, "#visit textarea")
	h.exec(`alter table gone rename to bookings`)
	v.done(v.act("cancel", reason), "Запись отменена.")
}
