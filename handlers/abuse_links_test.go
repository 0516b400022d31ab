package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/abuse"
)

// Who may not cancel any more does not cancel by moving first.
func TestMovingBringsNoCancellingBack(t *testing.T) {
	h := newArena(t)
	h.db.MustExec(`update companies set cancel_cutoff_min = 3 * 1440, move_cutoff_min = 120`)
	v := visit{house: h}
	var made booked
	free := h.freeStarts("cut", 20)
	h.bookAt("203.0.113.7", free[8], 1).json(&made)
	v.path, v.id = strings.TrimPrefix(made.ManageURL, "http://okno.test"), booking.ID(made.ID)
	if a := v.act("cancel", nil); a.Status != 409 {
		t.Fatalf("a day before: %d", a.Status)
	}
	for _, start := range []string{free[len(free)-1], free[len(free)-40]} {
		if a := v.act("move", url.Values{"start": {start}}); a.Status != 303 {
			t.Fatalf("moved: %d %s", a.Status, text(t, a, "main"))
		}
		if a := v.act("cancel", nil); a.Status != 409 {
			t.Errorf("cancelled after moving to %s: %d", start, a.Status)
		}
	}
	// Who could still have cancelled keeps that.
	h.bookAt("203.0.113.8", h.freeStarts("cut", 20)[len(free)/2], 2).json(&made)
	v.path = strings.TrimPrefix(made.ManageURL, "http://okno.test")
	if a := v.act("move", url.Values{"start": {h.freeStarts("cut", 20)[len(free)-200]}}); a.Status != 303 {
		t.Fatalf("moved in time: %d", a.Status)
	}
	if a := v.act("cancel", nil); a.Status != 303 {
		t.Errorf("cancelled in time: %d %s", a.Status, text(t, a, "main"))
	}
}

// A storm of acts on one link: the first is told at once, the others once, and beyond ten
// in an hour they are refused.
func TestStormOnOneLink(t *testing.T) {
	h := newArena(t)
	var made booked
	h.bookAt("203.0.113.7", h.freeStarts("cut", 20)[100], 1).json(&made)
	v := visit{h, strings.TrimPrefix(made.ManageURL, "http://okno.test"), booking.ID(made.ID)}
	h.db.MustExec(`update deliveries set state = 'sent'`) // what was told of its making
	h.clock.set(h.clock.Now().Add(5 * time.Minute))
	var said string
	for n := range 20 {
		h.clock.set(h.clock.Now().Add(50 * time.Millisecond))
		if a := v.act([]string{"cancel", "undo"}[n%2], nil); a.Status == http.StatusTooManyRequests {
			said = text(t, a, "main")
		}
		h.db.MustExec(`update deliveries set state = 'sent' where state = 'waiting' and due_at <= now()`)
	}
	acts := h.one(`select count(*)::text from booking_history where booking_id = $1 and act <> 'created'`, made.ID)
	if acts != fmt.Sprint(abuse.ClientActs.Most) || !strings.Contains(said, "слишком часто") {
		t.Errorf("%s acts, then %q", acts, said)
	}
	var most int
	h.must(h.db.Get(&most, `select max(n) from (select count(*) as n from deliveries where topic = $1 group by audience, recipient) each`, booking.AboutBooking))
	if most > 3 {
		t.Errorf("somebody gets %d messages", most)
	}
	h.clock.set(h.clock.Now().Add(time.Hour + time.Minute))
	if a := v.act("cancel", nil); a.Status != 303 || h.one(`select status from bookings where id = $1`, made.ID) != "cancelled" {
		t.Errorf("an hour later: %d %s", a.Status, text(t, a, "main"))
	}
}
