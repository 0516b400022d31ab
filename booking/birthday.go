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
	dayMonth      = regexp.MustCompile(`^(\d{1,2}) (\pL{3,})\.?(?:,? (\d{4}))?$`)
	monthDay      = regexp.MustCompile(`^(\pL{3,})\.? (\d{1,2})(?:,? (\d{4}))?$`)
	dated         = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$`)
)

// monthNames are how the months begin, in both languages.
var monthNames = [...][]string{{"jan", "янв"}, {"feb", "фев"}, {"mar", "мар"}, {"apr", "апр"}, {"may", "мая", "май"}, {"jun", "июн"},
	{"jul", "июл"}, {"aug", "авг"}, {"sep", "сен"}, {"oct", "окт"}, {"nov", "ноя"}, {"dec", "дек"}}

// named is a birthday whose month is a word, as its numbers: 12 May 1990, May 12, 1990 and 12 мая; any other text as it is.
func named(text string) string {
	day, month, year := "", "", ""
	if m := dayMonth.FindStringSubmatch(text); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := monthDay.FindStringSubmatch(text); m != nil {
		month, day, year = m[1], m[2], m[3]
	}
	for i, names := range monthNames {
		for _, name := range names {
			if strings.HasPrefix(strings.ToLower(month), name) {
				return strings.TrimSuffix(fmt.Sprintf("%s.%d.%s", day, i+1, year), ".")
			}
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
	text = named(strings.ReplaceAll(text, "\u00a0", " "))
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
