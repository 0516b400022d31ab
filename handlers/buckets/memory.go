// Package buckets is how often something may be done: token buckets of this process, and of all processes in the
// database.
package buckets

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"okno/booking/abuse"
)

// Memory is a token bucket per network, and one per site where a site has many. A nil
// limiter allows everything.
type Memory struct {
	near, wide abuse.Rule
	now        func() time.Time

	mu      sync.Mutex
	buckets map[string]*bucket
	swept   time.Time
}

type bucket struct {
	*rate.Limiter
	burst float64
}

// maxBuckets bounds the memory of a limiter: some 20 MB. Whoever comes when it is full
// shares a bucket with all others who do, which is as much as a thousand have.
const (
	maxBuckets = 100_000
	crowd      = 1000
)

// NewMemory makes a limiter whose buckets are kept in this process: near counts by network, wide by site.
func NewMemory(near, wide abuse.Rule, now func() time.Time) *Memory {
	return &Memory{near: near, wide: wide, now: now, buckets: map[string]*bucket{}}
}

// Allow takes tokens of the address's network and of its site.
func (l *Memory) Allow(address string, cost int) bool {
	if l == nil {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.sweep(now)
	network, site := abuse.NetworkOf(address), abuse.SiteOf(address)
	if !l.bucket(network, l.near, 1).AllowN(now, cost) {
		return false
	}
	return site == network || l.bucket(site, l.wide, 1).AllowN(now, cost)
}

func (l *Memory) bucket(name string, rule abuse.Rule, times int) *bucket {
	b := l.buckets[name]
	if b != nil {
		return b
	}
	if len(l.buckets) >= maxBuckets && name != "" {
		return l.bucket("", rule, crowd)
	}
	b = &bucket{rate.NewLimiter(rate.Limit(rule.PerSecond()*float64(times)), rule.Most*times), float64(rule.Most * times)}
	l.buckets[name] = b
	return b
}

// Refill is how long an empty bucket takes to have a token again.
func (l *Memory) Refill() time.Duration { return l.near.Every() }

// sweep forgets networks whose bucket is full again, now and then.
func (l *Memory) sweep(now time.Time) {
	if now.Sub(l.swept) < time.Minute {
		return
	}
	l.swept = now
	for name, b := range l.buckets {
		if b.TokensAt(now) >= b.burst {
			delete(l.buckets, name)
		}
	}
}
