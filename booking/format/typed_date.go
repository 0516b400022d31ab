package format

import (
	"strconv"
	"strings"
	"time"

	"okno/booking"
)

// typedDays are words for days by how far they lie from today.
var typedDays = map[string]int{
	"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2,
	"yesterday": -1, "today": 0, "tomorrow": 1,
}

// TypedDate is the date that somebody has typed, in Russian or in English whatever the style's language:
// «12 дек», "dec 12", 12.12, 12.12.2026, 2026-12-12, «завтра», «пт», "friday". Without a year it is the
// nearest one, a weekday the next one from today. It says false where the text is no date, or one that there is not.
func (s Style) TypedDate(text string, today booking.Date) (booking.Date, bool) {
	text = strings.Trim(strings.ToLower(text), " .,")
	if date, err := booking.ParseDate(text); err == nil {
		return date, date.Usable()
	}
	if days, known := typedDays[text]; known {
		return today.AddDays(days), true
	}
	if day := weekdayNamed(text); day != 0 {
		return today.AddDays((day - today.Weekday() + 7) % 7), true
	}
	return s.typedParts(text, today)
}

// weekdayNamed is the ISO number of a weekday, by its short or its whole name; 0 for any other text.
func weekdayNamed(text string) int {
	for _, l := range []*language{&russian, &english} {
		for day := 1; day <= 7; day++ {
			if text == strings.ToLower(l.short[day]) || text == strings.ToLower(l.weekdays[day]) {
				return day
			}
		}
	}
	return 0
}

func (s Style) typedParts(text string, today booking.Date) (booking.Date, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" .,/\u00a0", r) })
	if len(parts) < 2 || len(parts) > 3 {
		return booking.Date{}, false
	}
	month := monthNamed(parts[1])
	switch first := monthNamed(parts[0]); {
	case first != 0:
		parts[0], month = parts[1], first
	case month == 0 && strings.Contains(text, "/") && s.american(s.country):
		parts[0], parts[1] = parts[1], parts[0]
		fallthrough
	case month == 0:
		month = number(parts[1], 2)
	}
	d := booking.Date{Year: today.Year, Month: time.Month(month), Day: number(parts[0], 2)}
	if len(parts) == 3 {
		if d.Year = number(parts[2], 4); d.Year < 100 {
			d.Year += 2000
		}
		return d, d.Usable()
	}
	const half = 183 // days: the nearest one is half a year back or ahead
	switch {
	case d.DaysUntil(today) > half:
		d.Year++
	case today.DaysUntil(d) > half:
		d.Year--
	}
	return d, d.Usable()
}

// monthNamed is the number of a month by at least three letters of its name; 0 for any other text.
func monthNamed(text string) int {
	letters := []rune(text)
	if len(letters) < 3 {
		return 0
	}
	for _, l := range []*language{&russian, &english} {
		for month := 1; month <= 12; month++ {
			// «декабрь» and «декабря» begin alike, and so do «май» and «мая».
			name := []rune(strings.ToLower(l.months[month]))
			stem := max(2, len(name)-1)
			if strings.HasPrefix(string(name), text) || len(letters) <= len(name)+1 && strings.HasPrefix(text, string(name[:stem])) {
				return month
			}
		}
	}
	return 0
}

// number is a text of at most so many digits; 0 for any other.
func number(text string, digits int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || len(text) > digits {
		return 0
	}
	return n
}
