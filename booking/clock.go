package booking

import (
	"fmt"
	"time"
)

// Clock is a reading of the wall clock: minutes after 00:00, from 0 to 1440.
type Clock int

// DayEnd is 24:00, the first instant of the next date.
const DayEnd Clock = 24 * 60

// ClockOf is what the wall clock reads at t, in t's own zone, to the minute.
func ClockOf(t time.Time) Clock { return Clock(t.Hour()*60 + t.Minute()) }

// ParseClock reads HH:MM from 00:00 to 24:00.
func ParseClock(s string) (Clock, error) {
	digit := func(i int) int { return int(s[i] - '0') }
	if len(s) == 5 && s[2] == ':' {
		for _, i := range []int{0, 1, 3, 4} {
			if s[i] < '0' || s[i] > '9' {
				return 0, BadClock(s)
			}
		}
		h, m := digit(0)*10+digit(1), digit(3)*10+digit(4)
		if c := Clock(h*60 + m); m < 60 && c <= DayEnd {
			return c, nil
		}
	}
	return 0, BadClock(s)
}

// BadClock is the error of a text that ParseClock cannot read.
func BadClock(s string) error { return fmt.Errorf("%q is not a time like 09:30", s) }

// String is HH:MM.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }
