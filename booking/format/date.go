package format

import (
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"

	"okno/booking"
)

// Day is a date to be put into a sentence, in the form that the sentence asks for.
// The year is said where it is not the style's own.
type Day struct {
	style Style
	date  booking.Date
}

// Day is a date for a sentence: in a message of the locales {{.date}} is «среда,
// 2 декабря», {{.date.On}} «в среду, 2 декабря», and so on.
func (s Style) Day(d booking.Date) Day { return Day{s, d} }

// String is «среда, 2 декабря» or "Wednesday, 2 December".
func (d Day) String() string { return d.with(d.style.words().weekdays) }

// Heading begins a sentence: «Среда, 2 декабря».
func (d Day) Heading() string { return upper(d.String()) }

// On is when something happens: «в среду, 2 декабря», "on Wednesday, 2 December".
func (d Day) On() string { return d.with(d.style.words().on) }

// Till goes with «до» and «с»: «среды, 2 декабря».
func (d Day) Till() string { return d.with(d.style.words().till) }

// Short has a short weekday: «ср, 2 декабря».
func (d Day) Short() string { return d.with(d.style.words().short) }

// Brief is Short within a list: «ср 2 декабря».
func (d Day) Brief() string { return d.style.words().short[d.date.Weekday()] + " " + d.Plain() }

// Plain has no weekday: «2 декабря».
func (d Day) Plain() string { return d.text(d.date.Year != d.style.year) }

// Full has no weekday and always the year: «2 декабря 2026».
func (d Day) Full() string { return d.text(true) }

func (d Day) with(weekdays [8]string) string { return weekdays[d.date.Weekday()] + ", " + d.Plain() }

func (d Day) text(year bool) string {
	day, month := strconv.Itoa(d.date.Day), d.style.words().months[d.date.Month]
	if d.style.american(d.style.country) {
		day, month = month, day
		if year {
			month += ","
		}
	}
	text := day + nbsp + month
	if year {
		text += " " + strconv.Itoa(d.date.Year)
	}
	return text
}

// Date heads a page: «Вторник, 24 ноября 2026» or "Tuesday, 24 November 2026".
func (s Style) Date(d booking.Date) string {
	return s.Weekday(d.Weekday()) + ", " + Day{s, d}.Full()
}

// Answer is what somebody has answered to a question of a form, a date as people write
// it: «6 мая 1990», a telephone too: «+7 916 123-45-67».
func (s Style) Answer(value string) string {
	if date, err := booking.ParseDate(value); err == nil {
		return s.Day(date).Full()
	}
	if stored.MatchString(value) {
		return s.Phone(value)
	}
	return value
}

// stored is a telephone as it is kept, E.164.
var stored = regexp.MustCompile(`^\+[1-9]\d{6,14}$`)

// DayMonth is Date without the year, where that stands beside it.
func (s Style) DayMonth(d booking.Date) string {
	return s.Weekday(d.Weekday()) + ", " + Day{s, d}.text(false)
}

// Heading is Date with the year where it is not the style's own.
func (s Style) Heading(d booking.Date) string { return upper(s.Day(d).String()) }

// DateShort is «вт, 24 ноября» or "Tue, 24 November".
func (s Style) DateShort(d booking.Date) string { return s.Day(d).Short() }

// Weekday is the name of a day by its ISO number as a heading: «Вторник».
func (s Style) Weekday(day int) string { return upper(s.words().weekdays[day]) }

// OnWeekday is when something happens every week: «в среду», "on Wednesday".
func (s Style) OnWeekday(day int) string { return s.words().on[day] }

// WeekdayShort is «вт», "Tue".
func (s Style) WeekdayShort(day int) string { return s.words().short[day] }

func upper(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
