package booking

import "fmt"

// Clock is a reading of the wall clock: minutes after 00:00, from 0 to 1440.
type Clock int

// DayEnd is 24:00, the first instant of the next date.
const DayEnd Clock = 24 * 60

// ParseClock reads HH:MM from 00:00 to 24:00.
func ParseClock(s string) (Clock, error) {
	digit := func(i int) int { return int(s[i] - '0') }
	if len(s) == 5 && s[2] == ':' {
		for _, i := range []int{0, 1, 3, 4} {
			if s[i] < '0' || s[i] > '9' {
				return 0, badClock(s)
			}
		}
		h, m := digit(0)*10+digit(1), digit(3)*10+digit(4)
		if c := Clock(h*60 + m); m < 60 && c <= DayEnd {
			return c, nil
		}
	}
	return 0, badClock(s)
}

func badClock(s string) error { return fmt.Errorf("%q is not a time like 09:30", s) }

// String is HH:MM.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }
