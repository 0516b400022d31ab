package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"okno/handlers"
)

const holds = "/api/v1/widget/studio-site/holds"

// holdOf asks to keep a slot of the studio for a visitor.
func (h *house) holdOf(visitor, start string) answer {
	body := fmt.Sprintf(`{"service": "cut", "start": %q, "visitor": %q}`, start, visitor)
	return h.do(h.Client(), h.request("POST", holds, strings.NewReader(body)))
}

func TestHoldsOverHTTP(t *testing.T) {
	h := newHouse(t)
	const ten = "2026-11-24T10:00:00+03:00"
	slots := "/api/v1/widget/studio-site/slots?service=cut&from=2026-11-24&to=2026-11-24"
	a := h.holdOf("me", ten)
	var hold struct{ ID, Expires string }
	a.json(&hold)
	if a.Status != 201 || hold.Expires != "2026-11-23T09:05:00+03:00" {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if strings.Contains(string(h.get(slots).Body), ten) || !strings.Contains(string(h.get(slots+"&hold="+hold.ID).Body), ten) {
		t.Error("a held slot is offered to everybody, or not to its owner")
	}
	var p problem
	if a := h.holdOf("you", ten); a.Status != 409 {
		t.Errorf("held twice: %d %s", a.Status, a.Body)
	} else if a.json(&p); p.Code != "slot_taken" || len(p.Alternatives) != 6 {
		t.Errorf("%s", a.Body)
	}
	h.clock.set(monday.Add(3 * time.Minute))
	if a := h.do(h.Client(), h.request("PUT", holds+"/"+hold.ID, nil)); a.Status != 200 || !strings.Contains(string(a.Body), "09:08:00") {
		t.Errorf("prolonged: %d %s", a.Status, a.Body)
	}
	if a := h.book("mine", bookingBody(`"consent"`, `"hold": "`+hold.ID+`", "consent"`)); a.Status != 201 {
		t.Errorf("the owner's booking: %d %s", a.Status, a.Body)
	}
	if a := h.do(h.Client(), h.request("PUT", holds+"/"+hold.ID, nil)); a.Status != 404 {
		t.Errorf("prolonged after the booking: %d %s", a.Status, a.Body)
	}
	h.holdOf("me", "2026-11-24T12:00:00+03:00").json(&hold)
	for range 2 {
		if a := h.do(h.Client(), h.request("DELETE", holds+"/"+hold.ID, nil)); a.Status != 204 {
			t.Errorf("given back: %d %s", a.Status, a.Body)
		}
	}
	for _, bad := range []string{"nonsense", "00000000-0000-0000-0000-000000000000"} {
		if a := h.do(h.Client(), h.request("PUT", holds+"/"+bad, nil)); a.Status != 404 {
			t.Errorf("hold %q: %d %s", bad, a.Status, a.Body)
		}
	}
}

// Twenty visitors reach for one slot at the same time: one holds it.
func TestOneSlotTwentyHolds(t *testing.T) {
	h := newHouse(t)
	statuses := map[int]int{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for n := range 20 {
		all.Go(func() {
			a := h.holdOf(fmt.Sprint("visitor ", n), "2026-11-24T10:00:00+03:00")
			mu.Lock()
			defer mu.Unlock()
			statuses[a.Status]++
		})
	}
	all.Wait()
	if statuses[201] != 1 || statuses[409] != 19 || h.rows("holds") != 1 {
		t.Errorf("answers %v, %d rows", statuses, h.rows("holds"))
	}
}

// Without a name and without a view token the address is the visitor.
func TestNamelessHoldsAreCountedByAddress(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.PublicLimits = true })
	starts := []string{"2026-11-24T10:00:00+03:00", "2026-11-24T12:00:00+03:00", "2026-11-23T12:30:00+03:00"}
	for n, want := range []int{201, 201, 429} {
		a := h.holdOf("", starts[n])
		if a.Status != want || (want == http.StatusTooManyRequests) != (a.Header.Get("Retry-After") == "300") {
			t.Errorf("hold %d: %d %v %s", n+1, a.Status, a.Header, a.Body)
		}
	}
}
