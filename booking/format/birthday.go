package format

import (
	"strconv"
	"time"

	"okno/booking"
)

// Birthday is one as it is kept (booking.ParseBirthday) the way its reader types it, with the year where that is known: 12.05.1990 and 12.05,
// "12 May 1990", or "May 12, 1990". What is none stays as it is.
func (s Style) Birthday(kept string) string {
	if s.words() == &russian || len(kept) != len("12.05") && len(kept) != len("12.05.1990") {
		return kept
	}
	day, err1 := strconv.Atoi(kept[:2])
	month, err2 := strconv.Atoi(kept[3:5])
	year := 0
	var err3 error
	if len(kept) > len("12.05") {
		year, err3 = strconv.Atoi(kept[6:])
	}
	if err1 != nil || err2 != nil || err3 != nil || month < 1 || month > 12 {
		return kept
	}
	return Day{s, booking.Date{Year: year, Month: time.Month(month), Day: day}}.text(year > 0)
}
