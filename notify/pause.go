package notify

import (
	"math"
	"time"

	"okno/booking/telling"
)

// Retry says how often and how soon a delivery is tried again.
type Retry struct {
	Attempts int                             // after this many a delivery is parked
	Pause    func(attempt int) time.Duration // how long to wait after the attempt, counted from 1
	Later    func(attempt int) time.Duration // the same where a mail server has asked to come again; nil: Pause
	Lease    time.Duration                   // after this long an attempt counts as lost; well above what a channel takes
}

// PatientRetry tries twelve times. What could not be reached is tried again after seconds
// at first, because most failures are short, and then every two hours, for a server that is
// repaired in the morning. A mail server that asks to come again means minutes, and takes
// haste for a spammer's (RFC 5321, 4.5.4.1; RFC 6647): six minutes, twelve, twenty-four,
// up to every four hours for more than a day. random gives numbers in [0, 1).
func PatientRetry(random func() float64) Retry {
	return Retry{
		Attempts: 12, Lease: 2 * time.Minute,
		Pause: growing(10*time.Second, 2.5, 2*time.Hour, random),
		Later: growing(6*time.Minute, 2, 4*time.Hour, random),
	}
}

// after is how long to wait after an attempt over a channel that failed for that reason.
func (r Retry) after(attempt int, channel telling.Channel, why telling.Why) time.Duration {
	if r.Later != nil && channel == telling.Email && why == telling.WhyLater {
		return r.Later(attempt)
	}
	return r.Pause(attempt)
}

// growing multiplies the pause from attempt to attempt up to most, and moves it by up
// to a fifth either way, so that what failed together does not come back together.
func growing(first time.Duration, factor float64, most time.Duration, random func() float64) func(int) time.Duration {
	return func(attempt int) time.Duration {
		pause := min(float64(first)*math.Pow(factor, float64(attempt-1)), float64(most))
		return time.Duration(pause * (0.8 + 0.4*random()))
	}
}
