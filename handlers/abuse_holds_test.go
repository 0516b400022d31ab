package handlers_test

import (
	"fmt"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/abuse"
)

// Holds take a share of a day and no more, from however many addresses; a time is not
// taken again at once from where it was held; and booking works without a hold.
func TestHoldsLeaveTheDays(t *testing.T) {
	for name, address := range map[string]func(n int) string{
		"twelve addresses": func(n int) string { return fmt.Sprintf("203.0.113.%d", n/12) },
		"one /48":          func(n int) string { return fmt.Sprintf("2001:db8:7:%x::1", n) },
	} {
		t.Run(name, func(t *testing.T) {
			h := newArena(t)
			before, long := h.freeStarts("cut", 3), h.freeStarts("long", 3)
			given := 0
			for n := range 144 {
				free := h.freeStarts("cut", 3)
				if len(free) == 0 {
					break
				}
				start := free[(n*5)%len(free)]
				a := h.at(address(n), "POST", "/holds", fmt.Sprintf(`{"service": "cut", "start": %q, "visitor": "v%d", "view": %q}`, start, n, h.opened(address(n))))
				h.clock.set(h.clock.Now().Add(-5 * time.Second))
				if a.Status == 201 {
					given++
				} else if a.Status != 429 {
					t.Fatalf("%d %s", a.Status, a.Body)
				}
			}
			if given < 4 || name == "one /48" && given > abuse.HoldMany.Most {
				t.Errorf("%d holds are given", given)
			}
			if left := len(h.freeStarts("cut", 3)); left*100 < len(before)*(100-abuse.HoldShare.Most) {
				t.Errorf("%d holds leave %d of %d starts", given, left, len(before))
			}
			if left := len(h.freeStarts("long", 3)); left*100 < len(long)*(100-abuse.HoldShare.Most) {
				t.Errorf("%d holds leave %d of %d long starts", given, left, len(long))
			}
			free := h.freeStarts("cut", 3)
			if a := h.bookAt("192.0.2.1", free[0], 1); a.Status != 201 {
				t.Errorf("a client without a hold: %d %s", a.Status, a.Body)
			}
		})
	}
}

func TestTimesAreNotHeldForEver(t *testing.T) {
	h := newArena(t)
	start := h.freeStarts("cut", 1)[0]
	hold := func(address, visitor, view string) (int, time.Time) {
		a := h.at(address, "POST", "/holds", fmt.Sprintf(`{"service": "cut", "resource": "one", "start": %q, "visitor": %q, "view": %q}`, start, visitor, view))
		var held struct{ Expires time.Time }
		a.json(&held)
		return a.Status, held.Expires
	}
	began := h.clock.Now()
	for n, after := range []time.Duration{0, 6, 12, 18} { // each is over before the next
		h.clock.set(began.Add(after * time.Minute))
		if status, expires := hold("203.0.113.7", fmt.Sprint("v", n), h.opened("203.0.113.7")); status != 201 || expires.After(began.Add(booking.HoldAtMost+10*time.Second)) {
			t.Errorf("taken for the %d. time: %d, until %v", n+1, status, expires)
		}
	}
	h.clock.set(began.Add(24 * time.Minute))
	if status, _ := hold("203.0.113.7", "v9", h.opened("203.0.113.7")); status != 429 {
		t.Errorf("held from the same place after twenty minutes: %d", status)
	}
	if status, _ := hold("192.0.2.1", "honest", h.opened("192.0.2.1")); status != 201 {
		t.Errorf("somebody elsewhere: %d", status)
	}
	// Without a view token it is shorter.
	start = h.freeStarts("cut", 1)[20]
	if status, expires := hold("192.0.2.2", "blind", ""); status != 201 || expires.Sub(h.clock.Now()) > booking.BlindHoldFor {
		t.Errorf("blind: %d, for %v", status, expires.Sub(h.clock.Now()))
	}
}

// Signs of life that move nothing write nothing, and are counted for themselves.
func TestSignsOfLifeWriteNothing(t *testing.T) {
	h := newArena(t)
	var held struct{ ID string }
	h.at("203.0.113.7", "POST", "/holds", fmt.Sprintf(`{"service": "cut", "start": %q, "visitor": "v", "view": %q}`, h.freeStarts("cut", 1)[0], h.opened("203.0.113.7"))).json(&held)
	version := h.one(`select sum(version)::text from company_versions`)
	count := map[int]int{}
	for range 150 {
		count[h.at("203.0.113.7", "PUT", "/holds/"+held.ID, "").Status]++
	}
	if now := h.one(`select sum(version)::text from company_versions`); now != version || count[200] != abuse.Alive.Most || count[429] == 0 {
		t.Errorf("version %s, then %s; %v", version, now, count)
	}
	h.clock.set(h.clock.Now().Add(2 * time.Minute))
	var prolonged struct{ Seconds int }
	if h.at("203.0.113.7", "PUT", "/holds/"+held.ID, "").json(&prolonged); prolonged.Seconds != int(booking.HoldFor.Seconds()) {
		t.Errorf("after two minutes it lasts for %d s", prolonged.Seconds)
	}
}
