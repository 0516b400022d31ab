package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/handlers"
)

// arena is a salon of three with long days and confirmation at once, met by visitors at
// whatever address they like.
func newArena(t testing.TB) *house {
	h := newHouse(t, limitsOn, func(o *handlers.Options) {
		_, all, _ := net.ParseCIDR("127.0.0.0/8")
		o.Proxies = []*net.IPNet{all}
		o.Pause = func(context.Context, time.Duration) {} // the longest is said by TestFloodIsSlower
	})
	var week []string
	for day := 1; day <= 7; day++ {
		week = append(week, fmt.Sprintf(`{"weekday": %d, "from": "10:00", "to": "20:00"}`, day))
	}
	person := func(ref string) string {
		return fmt.Sprintf(`{"ref": %q, "name": %q, "kind": "staff", "weekly": [%s]}`, ref, ref, strings.Join(week, ","))
	}
	h.loadText(`{"okno": 1, "company": {"slug": "arena", "name": "Арена", "timezone": "Europe/Moscow", "locale": "ru", "currency": "RUB", "phone": "+74951234567",
		"step_min": 15, "min_notice_min": 60, "horizon_days": 60, "confirmation": "auto"},
		"resources": [` + person("one") + `,` + person("two") + `,` + person("three") + `],
		"services": [{"ref": "cut", "name": "Стрижка", "duration_min": 60, "resources": ["one", "two", "three"]},
			{"ref": "long", "name": "Окрашивание", "duration_min": 120, "resources": ["one", "two"]}],
		"forms": [{"ref": "site", "name": "Сайт", "key": "arena-site"}]}`)
	h.must(h.desk.AddMember(t.Context(), "arena", "ann@arena.example", "Анна", password, booking.Desk))
	return h
}

// at asks the arena's widget API as somebody at an address.
func (h *house) at(address, method, path, body string, header ...string) answer {
	h.t.Helper()
	return h.do(h.Client(), h.request(method, "/api/v1/widget/arena-site"+path, strings.NewReader(body),
		append([]string{"Content-Type", "application/json", "X-Forwarded-For", address}, header...)...))
}

// freeStarts are those of a service from tomorrow on.
func (h *house) freeStarts(service string, days int) []string {
	h.t.Helper()
	from := booking.DateOf(h.clock.Now(), time.UTC).AddDays(1)
	var week struct {
		Days []struct{ Slots []struct{ Start string } }
	}
	h.at("198.51.100.200", "GET", fmt.Sprintf("/slots?service=%s&from=%s&to=%s", service, from, from.AddDays(days-1)), "").json(&week)
	var starts []string
	for _, day := range week.Days {
		for _, slot := range day.Slots {
			starts = append(starts, slot.Start)
		}
	}
	return starts
}

// opened is a view token of somebody who opened the form five seconds ago.
func (h *house) opened(address string) string {
	h.t.Helper()
	var config struct{ View string }
	h.at(address, "GET", "/config", "").json(&config)
	h.clock.set(h.clock.Now().Add(5 * time.Second))
	return config.View
}

// bookAt books like the widget does: with a fresh view token, as somebody with phone n.
func (h *house) bookAt(address, start string, n int, more ...string) answer {
	h.t.Helper()
	body := fmt.Sprintf(`{"service": "cut", "start": %q, "view": %q, "client": {"name": "Гость %d", "phone": "+79161%06d", "email": "guest%d@example.com"}}`,
		start, h.opened(address), n, n, n)
	return h.at(address, "POST", "/bookings", strings.NewReplacer(more...).Replace(body), "Idempotency-Key", rand8())
}

// became is the status of a booking that was made, else that of the answer.
func became(a answer) string {
	var made struct{ Status any }
	a.json(&made)
	return fmt.Sprint(made.Status)
}

// One address takes five times at once, some more that wait for a person's word and are
// marked, and no week; the desk sees it as one, takes all of it back, and can undo that.
func TestOneAddressBooksNoWeek(t *testing.T) {
	h := newArena(t)
	before := h.freeStarts("cut", 7)
	count := map[string]int{}
	var refused problem
	for n := 0; n < 176 && count["429"] < 3; n++ { // hour by hour, with each of the three
		a := h.bookAt("203.0.113.7", before[n/3*4], n)
		h.clock.set(h.clock.Now().Add(250*time.Millisecond - 5*time.Second)) // four a second
		if a.Status != 201 {
			a.json(&refused)
		}
		count[became(a)]++
	}
	if count["confirmed"] != abuse.BookingNear.Most || count["confirmed"]+count["pending"] != abuse.BookingMost.Most || count["429"] != 3 {
		t.Errorf("answers: %v", count)
	}
	if !strings.Contains(refused.Detail, "+7\u00a0495\u00a0123-45-67") {
		t.Errorf("who is refused reads %q", refused.Detail)
	}
	if left := len(h.freeStarts("cut", 7)); left*2 < len(before) {
		t.Errorf("%d free starts of %d are left", left, len(before))
	}
	if n := h.one(`select count(*)::text from deliveries where audience = 'client'`); n != fmt.Sprint(abuse.BookingNear.Most) {
		t.Errorf("%s mails to invented clients", n)
	}
	if n := h.one(`select count(*)::text from bookings where suspect and status <> 'pending'`); n != "0" {
		t.Errorf("%s marked ones stand", n)
	}

	ann := h.signIn("ann@arena.example")
	for _, page := range []string{"/bookings", "/leads", "/clients", "/overview"} {
		if got := text(t, ann.get(page), "#flood"); !strings.Contains(got, "50 записей") || !strings.Contains(got, "из одного места") {
			t.Errorf("%s says of it: %q", page, got)
		}
	}
	link := attribute(find(t, ann.get("/overview"), "#flood a")[0], "href")
	form := url.Values{}
	for _, box := range find(t, ann.get(link), "[name=id]") {
		form.Add("id", attribute(box, "value"))
	}
	if len(form["id"]) != 50 {
		t.Errorf("%d lines can be ticked", len(form["id"]))
	}
	waiting := h.one(`select count(*)::text from deliveries where state = 'waiting'`)
	if a := ann.post(link+"/withdrawal", form); a.Status != 303 {
		t.Fatalf("withdrawing: %d %s", a.Status, a.Body)
	}
	if left := h.freeStarts("cut", 7); len(left) != len(before) {
		t.Errorf("%d free starts of %d after withdrawing", len(left), len(before))
	}
	if n := h.one(`select count(*)::text from deliveries where state = 'waiting'`); n != "0" || waiting == "0" {
		t.Errorf("%s messages wait, %s before", n, waiting)
	}
	if got := text(t, ann.get("/overview"), "#flood"); got != "" {
		t.Errorf("the notice stays: %q", got)
	}
	if a := ann.post(link+"/withdrawal", form); a.Status != 409 {
		t.Errorf("withdrawn twice: %d", a.Status)
	}
	id := h.one(`select booking_id::text from booking_history where act = 'withdrawn' limit 1`)
	if got := string(ann.get("/bookings/" + id).Body); !strings.Contains(got, "Отозвана вместе с наплывом") {
		t.Error("its history does not say so")
	}
	if n := h.one(`select count(*)::text from audit_log where act = 'setup.flood_withdrawn'`); n != "1" {
		t.Errorf("%s lines in the log", n)
	}
	// One of the times is taken meanwhile: all the others come back.
	if a := h.bookAt("192.0.2.1", before[0], 500); a.Status != 201 {
		t.Fatalf("an honest client: %d %s", a.Status, a.Body)
	}
	h.db.MustExec(`update booking_resources set resource_id = (select resource_id from booking_resources where booking_id = $1)
		where booking_id = (select id from bookings where deleted_at is null)`, h.one(`select id::text from bookings where deleted_at is not null order by starts_at limit 1`))
	if a := ann.post(link+"/restoration", nil); a.Status != 303 {
		t.Fatalf("bringing back: %d", a.Status)
	}
	if n := h.one(`select count(*)::text from bookings where deleted_at is null and status in ('pending', 'confirmed')`); n != "50" {
		t.Errorf("%s bookings stand after bringing 49 of 50 back", n)
	}
}

// Forty people behind one address book within ten minutes, as the widget does it: all are
// served, and nobody is refused.
func TestHonestCrowdBehindOneAddress(t *testing.T) {
	h := newArena(t)
	free := h.freeStarts("cut", 5)
	count := map[string]int{}
	for n := range 40 {
		address := "203.0.113.7"
		start := free[(n*4)%len(free)]
		view := h.opened(address)
		if a := h.at(address, "GET", "/slots?service=cut&from=2026-11-24&to=2026-11-30", ""); a.Status != 200 {
			t.Fatalf("%d is not told what is free: %d", n, a.Status)
		}
		var held struct{ ID string }
		h.at(address, "POST", "/holds", fmt.Sprintf(`{"service": "cut", "start": %q, "visitor": "v%d", "view": %q}`, start, n, view)).json(&held)
		h.clock.set(h.clock.Now().Add(9 * time.Second))
		body := fmt.Sprintf(`{"service": "cut", "start": %q, "view": %q, "hold": %q, "client": {"name": "Гость", "phone": "+79162%06d", "email": "g%d@example.com"}}`, start, view, held.ID, n, n)
		a := h.at(address, "POST", "/bookings", body, "Idempotency-Key", rand8())
		if a.Status != 201 {
			t.Fatalf("client %d of 40: %d %s", n+1, a.Status, a.Body)
		}
		count[became(a)]++
	}
	if count["confirmed"] == 0 || count["confirmed"]+count["pending"] != 40 {
		t.Errorf("%v", count)
	}
	// Whom the company has seen before does not wait for what others do.
	h.db.MustExec(`update bookings set created_at = created_at - interval '3 days', suspect = false where contact_phone = '+79162000001'`)
	if a := h.bookAt("203.0.113.7", free[len(free)-1], 0, "+79161000000", "+79162000001"); became(a) != "confirmed" {
		t.Errorf("a regular client: %d %s", a.Status, a.Body)
	}
	// Neither does who comes from elsewhere, once the rush is over.
	h.clock.set(h.clock.Now().Add(11 * time.Minute))
	if a := h.bookAt("192.0.2.9", free[len(free)-9], 777); became(a) != "confirmed" {
		t.Errorf("a stranger elsewhere: %s", a.Body)
	}
}

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

// Whoever is blocked is asked to call, and so is who has as many bookings to come as the
// company allows; the desk books for both.
func TestBlockedAndBooked(t *testing.T) {
	h := newArena(t)
	ann := h.signIn("ann@arena.example")
	free := h.freeStarts("cut", 10)
	h.db.MustExec(`update companies set max_coming = 2`)
	h.db.MustExec(`update company_versions set setup_version = setup_version + 1`)
	for n, want := range []int{201, 201, 422} {
		a := h.bookAt(fmt.Sprintf("192.0.2.%d", n), free[n*30], 1)
		var p problem
		if want != 201 {
			a.json(&p)
		}
		if a.Status != want || want == 422 && (p.Code != booking.ByPhone || !strings.Contains(p.Fields["client.phone"], "+7\u00a0495\u00a0123-45-67")) {
			t.Errorf("booking %d of one phone: %d %s", n+1, a.Status, a.Body)
		}
	}
	a := h.bookAt("192.0.2.9", free[100], 2, "guest2@", "guest1@")
	if a.Status != 422 {
		t.Errorf("the same e-mail with another phone: %d", a.Status)
	}
	h.bookAt("192.0.2.9", free[100], 3)
	id := h.one(`select id::text from bookings where contact_phone = '+79161000003'`)
	if !strings.Contains(string(ann.get("/bookings/"+id).Body), "Не записывать через сайт") {
		t.Error("a booking does not offer to block its client")
	}
	if a := ann.post("/blocks", url.Values{"booking": {id}}); a.Status != 303 {
		t.Fatalf("blocking: %d %s", a.Status, a.Body)
	}
	for name, change := range map[string][2]string{"both": {"", ""}, "another phone": {"+79161000003", "+79161000033"}, "another e-mail": {"guest3@", "guest33@"}} {
		var p problem
		if h.bookAt("192.0.2.9", free[150], 3, change[0], change[1]).json(&p); p.Code != booking.ByPhone {
			t.Errorf("%s: %+v", name, p)
		}
	}
	h.at("192.0.2.9", "POST", "/leads", fmt.Sprintf(`{"answers": {"name": "N", "phone": "+79161000003"}, "view": %q}`, h.opened("192.0.2.9")), "Idempotency-Key", "l")
	if n := h.one(`select count(*)::text from leads where status = 'spam'`); n != "1" {
		t.Errorf("%s requests of who is blocked are spam", n)
	}
	if a := ann.post("/bookings", url.Values{"service": {h.one(`select id::text from services where ref = 'cut' and company_id = (select id from companies where slug = 'arena')`)},
		"start": {free[200]}, "date": {free[200][:10]}, "time": {free[200][11:16]}, "name": {"Гость"}, "phone": {"+79161000003"}}); a.Status >= 400 {
		t.Errorf("the desk books for him: %d %s", a.Status, text(t, a, "main"))
	}
	page := ann.get("/blocks")
	if !strings.Contains(text(t, page, "main"), "Гость 3") || len(find(t, page, ".check-row")) != 1 {
		t.Errorf("the list: %s", text(t, page, "main"))
	}
	if a := ann.post("/blocks/"+h.one(`select id::text from blocks`)+"/end", nil); a.Status != 303 {
		t.Errorf("lifting: %d", a.Status)
	}
	h.db.MustExec(`update companies set max_coming = 0`)
	h.db.MustExec(`update company_versions set setup_version = setup_version + 1`)
	if a := h.bookAt("192.0.2.9", free[250], 33, "+79161000033", "+79161000003"); a.Status != 201 {
		t.Errorf("after that: %d %s", a.Status, a.Body)
	}
}

// A flood is answered more slowly the longer it is.
func TestFloodIsSlower(t *testing.T) {
	h := newArena(t)
	var waits []time.Duration
	h.handlers.Pause = func(_ context.Context, d time.Duration) { waits = append(waits, d) }
	free := h.freeStarts("cut", 5)
	for n := range 20 {
		if a := h.bookAt("203.0.113.7", free[n*4], n); a.Status != 201 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
	}
	if waits[9] != 0 || waits[10] != 250*time.Millisecond || waits[19] != 2*time.Second {
		text, _ := json.Marshal(waits)
		t.Errorf("%s", text)
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
