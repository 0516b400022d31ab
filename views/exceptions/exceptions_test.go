package exceptions_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/views"
	_ "okno/views/all"
)

func TestExceptionsInPlainSentences(t *testing.T) {
	today := bookingtest.Date(t, "2026-11-24")
	until := func(text string) *booking.Date { d := bookingtest.Date(t, text); return &d }
	from := bookingtest.Date(t, "2026-12-01")
	for _, test := range []struct {
		e      booking.Exception
		ru, en string
	}{
		{booking.Exception{FromDate: from, Weekdays: []int{3}, From: 16 * 60, To: 18 * 60, Reason: "учёба"},
			"каждую среду 16–18, с 1 декабря без конца — учёба", "every Wednesday 16–18, from 1 December onwards — учёба"},
		{booking.Exception{FromDate: from, ToDate: &from, WholeDay: true},
			"во вторник, 1 декабря, весь день", "on Tuesday, 1 December, all day"},
		{booking.Exception{FromDate: from, ToDate: until("2026-12-05"), WholeDay: true},
			"с 1 по 5 декабря, целые дни", "from 1 to 5 December, all day"},
		{booking.Exception{FromDate: from, ToDate: until("2027-01-03"), WholeDay: true, Weekdays: []int{1, 2, 3, 4, 5}},
			"по будням весь день, с 1 декабря 2026 по 3 января 2027", "on weekdays all day, from 1 December 2026 to 3 January 2027"},
		{booking.Exception{FromDate: bookingtest.Date(t, "2027-01-30"), ToDate: until("2027-02-03"), From: 9*60 + 30, To: booking.DayEnd},
			"каждый день 9:30–24, с 30 января по 3 февраля 2027", "every day 9:30–24, from 30 January to 3 February 2027"},
		{booking.Exception{FromDate: from, Weekdays: []int{1, 3, 7}, From: 22 * 60, To: 6 * 60},
			"по понедельникам, средам и воскресеньям 22–6 следующего дня, с 1 декабря без конца", "on Mondays, Wednesdays and Sundays 22–6 the next day, from 1 December onwards"},
		{booking.Exception{FromDate: from, Weekdays: []int{6, 7}, From: 0, To: 0},
			"по выходным 0–24, с 1 декабря без конца", "at weekends 0–24, from 1 December onwards"},
		{booking.Exception{FromDate: from, ToDate: &from, From: 9 * 60, To: 9 * 60},
			"во вторник, 1 декабря, 9–9 следующего дня", "on Tuesday, 1 December, 9–9 the next day"},
	} {
		for locale, want := range map[string]string{"ru": test.ru, "en": test.en} {
			got := strings.NewReplacer(views.NBSP, " ", views.Joiner, "").Replace(views.In(locale).ExceptionText(test.e, today))
			if got != want {
				t.Errorf("%s: %q, want %q", locale, got, want)
			}
		}
	}
}

// What Go puts together from a word of the domain has a message, and its icons are there.
func TestExceptionWords(t *testing.T) {
	for _, locale := range []string{"ru", "en"} {
		for _, key := range strings.Fields(`about long no_day weekday clock unknown changed hits_changed not_begun over fate move_taken gone`) {
			if key = "exceptions.error." + key; !views.Messages.Has(key) {
				t.Errorf("%s: no message %s", locale, key)
			}
		}
		for _, key := range strings.Fields(`said.saved said.ended said.deleted said.restored said.both news.changed news.new
			empty.coming empty.past empty.deleted empty.filtered show.coming show.past show.deleted`) {
			if key = "exceptions." + key; !views.Messages.Has(key) {
				t.Errorf("%s: no message %s", locale, key)
			}
		}
		for _, key := range strings.Fields(`said.moved said.cancelled removes returns hits hits_more others more`) {
			if key = "exceptions." + key; !views.Messages.Counts(key) {
				t.Errorf("%s: no message %s that counts", locale, key)
			}
		}
	}
}
