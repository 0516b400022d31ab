package handlers_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"okno/booking"
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
	h.must(h.accounts.AddMember(t.Context(), "arena", "ann@arena.example", "Анна", password, booking.Desk))
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
