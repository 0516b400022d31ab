package booking

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

var (
	typedBirthday = regexp.MustCompile(`^(\d{1,2})[./ -](\d{1,2})(?:[./ -](\d{4}))?\.?$`)
	dated         = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$`)
)

// ParseBirthday reads a day and a month, with or without a year: 12.05.1990, 12/5, 1990-05-12. It gives DD.MM or DD.MM.YYYY, as it
// is kept; "" is none. 29.02 exists, and of a year only where that has it.
func ParseBirthday(text string) (string, bool) {
	if text == "" {
		return "", true
	}
	day, month, year := "", "", ""
	if m := typedBirthday.FindStringSubmatch(text); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := dated.FindStringSubmatch(text); m != nil {
		year, month, day = m[1], m[2], m[3]
	}
	d, _ := strconv.Atoi(day)
	m, _ := strconv.Atoi(month)
	y, _ := strconv.Atoi(year)
	kept := fmt.Sprintf("%02d.%02d", d, m)
	if y > 0 {
		kept += fmt.Sprintf(".%04d", y)
	}
	if y == 0 {
		y = 2000 // a leap year
	}
	return kept, y >= 1900 && y <= LastYear && Date{y, time.Month(m), d}.Exists()
}
