package handlers_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"okno/handlers"
)

// Another site's page can make no request that changes anything, by form, by fetch or
// by WebSocket, whatever it sends along.
func TestForeignOriginsCannotAct(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	foreign := [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "same-site", "Origin", "https://evil.okno.test"}}
	for _, header := range foreign {
		for _, act := range []struct{ method, path, kind string }{
			{"POST", "/account/name", "application/x-www-form-urlencoded"}, {"POST", "/account/name", "text/plain"},
			{"POST", "/services/order", "application/json"}, {"DELETE", "/services/x/archive", ""}, {"POST", "/sign-in", "application/x-www-form-urlencoded"},
			{"POST", "/settings/company/logo", "multipart/form-data; boundary=x"},
		} {
			a := h.do(b.Client, h.request(act.method, act.path, strings.NewReader("name=Evil"), append([]string{"Content-Type", act.kind}, header...)...))
			if a.Status != 403 {
				t.Errorf("%s %s with %v: %d", act.method, act.path, header, a.Status)
			}
		}
	}
	address := "ws" + strings.TrimPrefix(h.URL, "http") + "/bookings/live?date=2026-11-24&version=0"
	_, answer, err := websocket.Dial(t.Context(), address, &websocket.DialOptions{HTTPClient: b.Client, HTTPHeader: http.Header{"Origin": {"https://evil.example"}}})
	if err == nil || answer.StatusCode != 403 {
		t.Errorf("a socket from another site: %v", err)
	}
}

// A socket takes no long messages: it only pushes.
func TestSocketsTakeLittle(t *testing.T) {
	h := newHouse(t)
	s := h.signIn("olga@studio.example").watch(h.version())
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	_ = s.Write(ctx, websocket.MessageText, []byte(strings.Repeat("x", 64<<10)))
	for {
		if _, _, err := s.Read(ctx); err != nil {
			if ctx.Err() != nil {
				t.Error("a message of 64 KB is taken")
			}
			return
		}
	}
}

// Whoever's access the team's page closes is gone from the board at once.
func TestClosedAccessEndsTheSocket(t *testing.T) {
	h := newHouse(t)
	for _, act := range []string{"disabling", "removal"} {
		s := h.signIn("dasha@studio.example").watch(h.version())
		h.signIn("olga@studio.example").post("/settings/team/"+h.user("dasha@studio.example")+"/"+act, nil)
		if code := s.end(); code != websocket.StatusPolicyViolation {
			t.Errorf("%s: the socket ended with %v", act, code)
		}
		h.signIn("olga@studio.example").post("/settings/team/"+h.user("dasha@studio.example")+"/enabling", nil)
	}
}

func TestHeadersOfEveryPage(t *testing.T) {
	for base, hsts := range map[string]string{"http://okno.test": "", "https://okno.test": "max-age=63072000; includeSubDomains"} {
		t.Run(base, func(t *testing.T) {
			h := newHouse(t, func(o *handlers.Options) { o.BaseURL = base })
			for _, path := range []string{"/sign-in", "/sign-up", "/forgot", "/nowhere", "/widget.js", "/m/none", "/api/v1/widget/none/config", "/healthz"} {
				header := h.get(path).Header
				policy := header.Get("Content-Security-Policy")
				for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
					if !strings.Contains(policy, want) {
						t.Errorf("%s: the policy lacks %s: %s", path, want, policy)
					}
				}
				if strings.Contains(policy, "unsafe") || header.Get("Strict-Transport-Security") != hsts || header.Get("Server") != "" || header.Get("X-Powered-By") != "" {
					t.Errorf("%s: %v", path, header)
				}
			}
		})
	}
}

// What a request says of the host, or of who sent it on, leads nobody astray.
func TestHostAndForwardedHeadersAreNotBelieved(t *testing.T) {
	h := newHouse(t)
	for _, header := range []string{"X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"} {
		a := h.browser().get("/bookings", header, "evil.example")
		if a.Status != 303 || strings.Contains(a.Header.Get("Location")+string(a.Body), "evil.example") {
			t.Errorf("%s: %d %v", header, a.Status, a.Header)
		}
	}
	r := h.request("GET", "/bookings", nil)
	r.Host = "evil.example"
	if a := h.do(h.browser().Client, r); strings.Contains(a.Header.Get("Location")+string(a.Body), "evil.example") {
		t.Errorf("Host: %v", a.Header)
	}
	b := h.browser()
	b.post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}}, "X-Forwarded-For", "203.0.113.7")
	if got := h.one(`select address from sessions`); got != "127.0.0.1" {
		t.Errorf("the address is %s", got)
	}
}

func TestProxiesAreBelieved(t *testing.T) {
	_, loopback, err := net.ParseCIDR("127.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	h := newHouse(t, func(o *handlers.Options) { o.Proxies = []*net.IPNet{loopback} })
	h.browser().post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}}, "X-Forwarded-For", "198.51.100.9, 203.0.113.7, 127.0.0.2")
	if got := h.one(`select address from sessions`); got != "203.0.113.7" {
		t.Errorf("the address is %s, want the last that is no proxy of ours", got)
	}
}

func TestBodiesAreBounded(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	for _, path := range []string{"/account/name", "/services", "/sign-in", "/forgot", "/settings/company"} {
		if a := b.post(path, url.Values{"name": {strings.Repeat("x", 100<<10)}}); a.Status != 413 {
			t.Errorf("%s takes 100 KB: %d", path, a.Status)
		}
	}
}

// BenchmarkBoardInAFlood prints how long the board takes while nobody else asks for
// anything, and while 10,000 sign-ins a minute are tried from many addresses.
func BenchmarkBoardInAFlood(b *testing.B) {
	h := newHouseOn(b, seeded(b))
	desk := h.signIn("olga@studio.example")
	measure := func() (median, worst time.Duration) {
		var took []time.Duration
		for range 100 {
			start := time.Now()
			if a := desk.get("/bookings"); a.Status != 200 {
				b.Fatal(a.Status)
			}
			took = append(took, time.Since(start))
			time.Sleep(10 * time.Millisecond)
		}
		return sorted(took)
	}
	for b.Loop() {
		idle, idleWorst := measure()
		ctx, stop := context.WithCancel(b.Context())
		var all sync.WaitGroup
		var tried, refused int64
		var mu sync.Mutex
		ticker := time.NewTicker(time.Minute / 10_000)
		all.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-ctx.Done():
					return
				case <-ticker.C:
				}
				all.Go(func() {
					client := h.browserFrom(fmt.Sprintf("127.1.%d.%d", n/200%250+1, n%200+1))
					form := url.Values{"email": {fmt.Sprintf("u%d@studio.example", n%50)}, "password": {"guess"}}
					r, _ := http.NewRequestWithContext(ctx, "POST", h.URL+"/sign-in", strings.NewReader(form.Encode()))
					r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
					answer, err := client.Do(r)
					if err != nil {
						return
					}
					answer.Body.Close()
					mu.Lock()
					defer mu.Unlock()
					tried++
					if answer.StatusCode == 429 {
						refused++
					}
				})
			}
		})
		flooded, floodedWorst := measure()
		stop()
		ticker.Stop()
		all.Wait()
		b.ReportMetric(float64(idle.Microseconds())/1000, "ms-idle")
		b.ReportMetric(float64(flooded.Microseconds())/1000, "ms-flooded")
		b.Logf("the board: idle %v (worst %v), flooded %v (worst %v); %d sign-ins answered, %d refused", idle, idleWorst, flooded, floodedWorst, tried, refused)
	}
}

func sorted(took []time.Duration) (median, worst time.Duration) {
	slices.Sort(took)
	return took[len(took)/2], took[len(took)-1]
}
