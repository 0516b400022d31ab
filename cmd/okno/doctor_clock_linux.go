package main

import "golang.org/x/sys/unix"

// clockKept asks the kernel whether the clock is kept by NTP; known is false where it would not say.
func clockKept() (synchronised, known bool) {
	state, err := unix.Adjtimex(&unix.Timex{})
	if err != nil {
		return false, false
	}
	return state != unix.TIME_ERROR, true
}
