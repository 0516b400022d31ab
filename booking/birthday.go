package booking

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	typedBirthday = regexp.MustCompile(`^(\d{1,2})[./ -](\d{1,2})(?:[./ -](\d{4}))?\.?$`)
	dated         = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$`)
)

// monthNames are how the months begin, in both languages.
var monthNames = strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec янв фев мар апр мая июн июл авг сен окт ноя дек")

// named is a birthday whose month is a word, as its numbers: 12 May 1990, May 12, 1990 and 12 мая; any other text as it is.
func named(text string) string {
	words := strings.Fields(strings.NewReplacer("\u00a0", " ", ",", " ", ". ", " ").Replace(text))
	if len(words) < 2 || len(words) > 3 {
		return text
	}
	if _, err := strconv.Atoi(words[1]); err == nil {
		words[0], words[1] = words[1], words[0]
	}
	for i, name := range monthNames {
		if strings.HasPrefix(strings.ToLower(words[1]), name) {
			words[1] = strconv.Itoa(i%12 + 1)
			return strings.Join(words, ".")
		}
	}
	return text
}

// ParseBirthday reads a day and a month, with or without a year: 12.05.1990, 12/5, 1990-05-12, 12 May 1990, May 12. It gives DD.MM or
// DD.MM.YYYY, as it is kept; "" is none. 29.02 exists, and of a year only where that has it.
func ParseBirthday(text string) (string, bool) {
	if text == "" {
		return "", true
	}
	text = named(text)
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
