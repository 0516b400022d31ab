package booking_test

import (
	"testing"
	"time"

	"okno/booking"
)

func TestAHoldIsProlongedButNotForEver(t *testing.T) {
	made := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	h := booking.Hold{CreatedAt: made, Expires: made.Add(booking.HoldFor), Last: made.Add(booking.HoldAtMost)}
	for _, test := range []struct{ at, want time.Duration }{
		{0, 5 * time.Minute},
		{4 * time.Minute, 9 * time.Minute},
		{8 * time.Minute, 13 * time.Minute},
		{12 * time.Minute, 17 * time.Minute},
		{16 * time.Minute, 20 * time.Minute},
		{19 * time.Minute, 20 * time.Minute},
	} {
		now := made.Add(test.at)
		if !h.Live(now) {
			t.Fatalf("after %v it is over", test.at)
		}
		if h.Expires = h.Prolonged(now); h.Expires != made.Add(test.want) {
			t.Errorf("prolonged after %v it lasts until %v", test.at, h.Expires.Sub(made))
		}
	}
	if h.Live(made.Add(booking.HoldAtMost)) {
		t.Error("it lives longer than it may in all")
	}
}
