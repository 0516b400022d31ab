package handlers

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits are what may be asked of the public side. Reading is counted by each
// process for itself, sending by all of them together.
type limits struct {
	read      *limiter // config, slots and the like
	hold      *limiter // holds of a form that was really opened
	blindHold *limiter
	visit     *limiter // clients' own pages of their bookings
	signIn    *limiter

	submit    *shared // from one address, of a form that was really opened
	blind     *shared // from one address without a view token: a business's own programs, or a script
	form      *shared // through one form
	blindForm *shared
}

func (h *Handlers) newLimits() *limits {
	l := &limits{signIn: newLimiter(10, 300, h.Now)} // what PostgreSQL is not asked about; desk has the real limits
	if !h.PublicLimits {
		return l
	}
	l.read = newLimiter(100, 2000, h.Now) // an office behind one address, or a program that reads a month
	l.hold, l.blindHold = newLimiter(2, 120, h.Now), newLimiter(1, 60, h.Now)
	l.visit = newLimiter(2, 120, h.Now)
	all := func(purpose string, perSecond float64, burst int) *shared {
		hash := func(name string) []byte { return h.tokens.sign("limit "+purpose, []byte(name)) }
		return &shared{desk: h.Desk, hash: hash, perSecond: perSecond, burst: burst, now: h.Now}
	}
	l.submit, l.blind = all("submit", 2, 120), all("blind", 1, 60)
	l.form, l.blindForm = all("form", 50, 3000), all("blind form", 10, 1000)
	return l
}

// limiter is a token bucket per address. A nil limiter allows everything.
type limiter struct {
	rate  rate.Limit
	burst int
	now   func() time.Time

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	swept   time.Time
}

func newLimiter(r rate.Limit, burst int, now func() time.Time) *limiter {
	return &limiter{rate: r, burst: burst, now: now, buckets: map[string]*rate.Limiter{}}
}

// allow takes one token of the address.
func (l *limiter) allow(address string) bool {
	if l == nil {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.sweep(now)
	bucket := l.buckets[address]
	if bucket == nil {
		bucket = rate.NewLimiter(l.rate, l.burst)
		l.buckets[address] = bucket
	}
	return bucket.AllowN(now, 1)
}

// refill is how long an empty bucket takes to have a token again.
func (l *limiter) refill() time.Duration {
	return time.Duration(float64(time.Second) / float64(l.rate))
}

// sweep forgets addresses whose bucket is full again, now and then.
func (l *limiter) sweep(now time.Time) {
	if now.Sub(l.swept) < time.Minute {
		return
	}
	l.swept = now
	for address, bucket := range l.buckets {
		if bucket.TokensAt(now) >= float64(l.burst) {
			delete(l.buckets, address)
		}
	}
}
