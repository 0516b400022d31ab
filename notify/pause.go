package notify

import (
	"math"
	"time"
)

// Retry says how often and how soon a delivery is tried again.
type Retry struct {
	Attempts int                             // after this many a delivery is parked
	Pause    func(attempt int) time.Duration // how long to wait after the attempt, counted from 1
	Lease    time.Duration                   // after this long an attempt counts as lost; well above what a channel takes
}

// PatientRetry tries twelve times in some ten hours: seconds at first, because most
// failures are short; a quarter of an hour for greylisting (RFC 6647); then every
// two hours, for a server that is repaired in the morning. random gives numbers in [0, 1).
func PatientRetry(random func() float64) Retry {
	return Retry{Attempts: 12, Pause: growing(10*time.Second, 2.5, 2*time.Hour, random), Lease: 2 * time.Minute}
}

// growing multiplies the pause from attempt to attempt up to most, and moves it by up
// to a fifth either way, so that what failed together does not come back together.
func growing(first time.Duration, factor float64, most time.Duration, random func() float64) func(int) time.Duration {
	return func(attempt int) time.Duration {
		pause := min(float64(first)*math.Pow(factor, float64(attempt-1)), float64(most))
		return time.Duration(pause * (0.8 + 0.4*random()))
	}
}
