package handlers

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits are what one address may ask of the public side of this process.
type limits struct {
	read   *limiter // config and slots
	submit *limiter // bookings of a form that was really opened
	blind  *limiter // bookings without a view token: a business's own programs, or a script
	signIn *limiter
}

func newLimits(public bool, now func() time.Time) *limits {
	l := &limits{signIn: newLimiter(rate.Every(3*time.Second), 20, now)}
	if public {
		l.read = newLimiter(100, 2000, now) // an office behind one address, or a program that reads a month
		l.submit = newLimiter(2, 120, now)
		l.blind = newLimiter(1, 60, now)
	}
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
