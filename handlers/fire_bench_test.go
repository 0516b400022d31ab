package handlers_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"okno/booking"
)

// BenchmarkSignInUnderFire prints how long the owner waits to be let in while 250
// addresses send a wrong password each second, at the real cost of a hash: by a browser
// that is known, and by one that is not.
//
//	go test ./handlers -run '^$' -bench UnderFire -benchtime 1x
func BenchmarkSignInUnderFire(b *testing.B) {
	h := newHouseOn(b, seeded(b))
	known := h.signIn("olga@studio.example")
	h.clock.set(time.Now())
	h.desk.Now, h.accounts.HashParams = time.Now, nil
	for b.Loop() {
		for _, target := range []string{"olga@studio.example", "u%d@studio.example"} {
			ctx, stop := context.WithCancel(b.Context())
			var all sync.WaitGroup
			for n := range 250 {
				all.Go(func() {
					client := h.browserFrom(fmt.Sprintf("127.1.%d.1", n+1))
					time.Sleep(rand.N(time.Second))
					for try := 0; ctx.Err() == nil; try++ {
						email := target
						if strings.Contains(target, "%d") {
							email = fmt.Sprintf(target, n*1000+try)
						}
						form := url.Values{"email": {email}, "password": {"guess"}}
						go func() {
							r, _ := http.NewRequestWithContext(ctx, "POST", h.URL+"/sign-in", strings.NewReader(form.Encode()))
							r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
							if answer, err := client.Do(r); err == nil {
								answer.Body.Close()
							}
						}()
						time.Sleep(time.Second)
					}
				})
			}
			time.Sleep(5 * time.Second)
			for n := range 3 {
				for name, owner := range map[string]browser{"known": known, "unknown": h.browserFrom(fmt.Sprintf("127.9.9.%d", n+1))} {
					start := time.Now()
					a := owner.post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}})
					b.Logf("flood of %s, a browser that is %s: %d after %v", target, name, a.Status, time.Since(start).Round(time.Millisecond))
				}
			}
			stop()
			all.Wait()
		}
	}
}

// BenchmarkWhoHasAnAccount prints how much better than by a coin it can be told whether an
// address has an account from how long ten wrong passwords take: a threshold between the
// sums of ten is chosen on one half of the tries and used on the other.
//
//	go test ./handlers -run '^$' -bench WhoHas -benchtime 1x
func BenchmarkWhoHasAnAccount(b *testing.B) {
	h := newHouseOn(b, seeded(b))
	for _, slug := range []string{"two", "three"} {
		h.loadText(fmt.Sprintf(`{"okno": 1, "company": {"slug": %q, "name": "X", "timezone": "Europe/London"}}`, slug))
		h.must(h.accounts.AddMember(b.Context(), slug, "olga@studio.example", "", password, booking.Owner))
	}
	now := monday
	round := func(email string) (sum time.Duration) {
		client := h.browserFrom(fmt.Sprintf("127.%d.%d.%d", rand.N(200)+2, rand.N(250)+1, rand.N(250)+1))
		for range 10 {
			now = now.Add(time.Hour)
			h.clock.set(now)
			start := time.Now()
			client.post("/sign-in", url.Values{"email": {email}, "password": {strings.Repeat("x", 300)}})
			sum += time.Since(start)
		}
		return sum
	}
	const rounds = 400
	for b.Loop() {
		var known, unknown []time.Duration
		for n := range rounds {
			if n%2 == 0 {
				known, unknown = append(known, round("olga@studio.example")), append(unknown, round("nobody@studio.example"))
			} else {
				unknown, known = append(unknown, round("nobody@studio.example")), append(known, round("olga@studio.example"))
			}
		}
		advantage := func(known, unknown []time.Duration, than time.Duration) float64 {
			over := func(all []time.Duration) (n float64) {
				for _, each := range all {
					if each > than {
						n++
					}
				}
				return n / float64(len(all))
			}
			return over(known) - over(unknown)
		}
		best, sign := time.Duration(0), 1.0
		for _, than := range slices.Concat(known[:rounds/2], unknown[:rounds/2]) {
			if a := advantage(known[:rounds/2], unknown[:rounds/2], than); max(a, -a) > max(advantage(known[:rounds/2], unknown[:rounds/2], best)*sign, 0) {
				best, sign = than, 1
				if a < 0 {
					sign = -1
				}
			}
		}
		b.ReportMetric(sign*advantage(known[rounds/2:], unknown[rounds/2:], best), "advantage")
		slices.Sort(known)
		slices.Sort(unknown)
		b.ReportMetric(float64(known[rounds/2].Microseconds())/10_000, "ms-known")
		b.ReportMetric(float64(unknown[rounds/2].Microseconds())/10_000, "ms-unknown")
	}
}
