package notify

import (
	"testing"
	"time"
)

func TestPausesGrowAndStayWithinAFifth(t *testing.T) {
	low := PatientRetry(func() float64 { return 0 })
	middle := PatientRetry(func() float64 { return 0.5 })
	high := PatientRetry(func() float64 { return 0.999999 })
	var total time.Duration
	for attempt := 1; attempt < middle.Attempts; attempt++ {
		pause := middle.Pause(attempt)
		total += pause
		if attempt > 1 && pause < middle.Pause(attempt-1) {
			t.Errorf("pause %d is shorter than the one before: %v", attempt, pause)
		}
		if l, h := low.Pause(attempt), high.Pause(attempt); l < pause*79/100 || l >= pause || h <= pause || h > pause*121/100 {
			t.Errorf("pause %d is %v, and with jitter from %v to %v", attempt, pause, l, h)
		}
	}
	if middle.Pause(1) != 10*time.Second || middle.Pause(1000) != 2*time.Hour || total < 8*time.Hour || total > 12*time.Hour {
		t.Errorf("first %v, longest %v, in all %v", middle.Pause(1), middle.Pause(1000), total)
	}
}
