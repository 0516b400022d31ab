package day

import (
	"strconv"
	"time"

	"okno/booking"
	"okno/views"
)

// soonDays is how long before a birthday the desk is told of it.
const soonDays = 7

// BirthdaySaid is that somebody has a birthday on the date, or within a week of it; "" where he has not, or it is not known.
func BirthdaySaid(w *views.Words, kept string, on booking.Date) string {
	next, known := nextBirthday(kept, on)
	switch days := on.DaysUntil(next); {
	case !known || days >= soonDays:
		return ""
	case days == 0:
		return w.T("birthday.today")
	}
	return w.T("birthday.soon", "date", w.Day(next).Plain())
}

// nextBirthday is the next date of a birthday from a date on, that date itself too; false where it is not known. In a year without
// 29 February it is the 28th.
func nextBirthday(kept string, from booking.Date) (booking.Date, bool) {
	if len(kept) < 5 {
		return booking.Date{}, false
	}
	day, errDay := strconv.Atoi(kept[:2])
	month, errMonth := strconv.Atoi(kept[3:5])
	if errDay != nil || errMonth != nil {
		return booking.Date{}, false
	}
	for year := from.Year; ; year++ {
		date := booking.Date{Year: year, Month: time.Month(month), Day: day}
		if !date.Exists() && day == 29 {
			date.Day = 28
		}
		if !date.Before(from) {
			return date, date.Exists()
		}
	}
}
