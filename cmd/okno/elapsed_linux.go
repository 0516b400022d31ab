package main

import (
	"time"

	"golang.org/x/sys/unix"
)

// elapsed counts from now by the clock that nobody sets and that goes on while the machine sleeps, which Go's own
// does not (clock_gettime(2), CLOCK_BOOTTIME).
func elapsed() func() time.Duration {
	began, err := boottime()
	if err != nil {
		return sinceNow()
	}
	return func() time.Duration {
		now, _ := boottime()
		return now - began
	}
}

func boottime() (time.Duration, error) {
	var now unix.Timespec
	err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &now)
	return time.Duration(now.Nano()), err
}
