package handlers_test

import (
	"fmt"
	"net/http"
	"testing"

	"okno/booking/abuse"
)

// What a vandal sends does nothing to the requests of strangers who share his address.
func TestStrangersBesideAVandal(t *testing.T) {
	h := newArena(t)
	lead := func(n int, view string) int {
		body := fmt.Sprintf(`{"answers": {"name": "N %d", "phone": "+79163%06d"}, "view": %q}`, n, n, view)
		return h.at("203.0.113.7", "POST", "/leads", body, "Idempotency-Key", rand8()).Status
	}
	for n := range 3 {
		if status := lead(n, h.opened("203.0.113.7")); status != 201 {
			t.Fatalf("before it: %d", status)
		}
	}
	refused := 0
	for n := range 45 {
		if lead(100+n, "") == http.StatusTooManyRequests {
			refused++
		}
	}
	for n := range 3 {
		if status := lead(10+n, h.opened("203.0.113.7")); status != 201 {
			t.Errorf("in the middle of it: %d", status)
		}
	}
	arena := ` and company_id = (select id from companies where slug = 'arena')`
	if n := h.one(`select count(*)::text from leads where status = 'new' and not suspect` + arena); n != "6" || refused == 0 {
		t.Errorf("%s of 6 strangers' requests are new; %d of the vandal's are refused", n, refused)
	}
	if n := h.one(`select count(*)::text from leads where status = 'spam'` + arena); n != fmt.Sprint(abuse.LeadBlind.Most+1) {
		t.Errorf("%s are spam", n)
	}
}

// A search costs as much as it has weeks; and an IPv6 address is counted by its network.
func TestReadingIsCountedByItsCost(t *testing.T) {
	h := newArena(t)
	allowed := 0
	for ; allowed < 400; allowed++ {
		address := fmt.Sprintf("2001:db8:1:2::%x", allowed+1)
		if h.at(address, "GET", "/slots?service=cut&from=2027-01-01&to=2027-03-03", "").Status == http.StatusTooManyRequests {
			break
		}
	}
	if want := abuse.Read.Most / 9; allowed < want-1 || allowed > want+1 {
		t.Errorf("%d searches of 62 days at once, want some %d", allowed, want)
	}
	if a := h.at("2001:db8:1:3::1", "GET", "/config", ""); a.Status != 200 {
		t.Errorf("another network: %d", a.Status)
	}
	count := map[int]int{}
	for n := range 200 {
		r := h.request("GET", "/m/none", nil, "X-Forwarded-For", fmt.Sprintf("2001:db8:9:9::%x", n))
		count[h.do(h.Client(), r).Status]++
	}
	if count[404] != abuse.Visit.Most || count[429] != 200-abuse.Visit.Most {
		t.Errorf("clients' pages from 200 addresses of one network: %v", count)
	}
}

func TestOnlyWhatIsBuiltIsServed(t *testing.T) {
	h := newHouse(t)
	for path, want := range map[string]int{"/static/.gitkeep": 404, "/static/panel.css": 200} {
		if a := h.get(path); a.Status != want {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
}
