// Package format writes dates, times, lengths of time, sums, phone numbers and time
// zones as people do. It is the one place where that is decided: pages, mails, chats,
// calendar files and tables all write by it, and the widget's script agrees with it.
//
// How a thing is written depends on the reader's language, and in English on the
// company's country as well: 9:00 AM and November 24 in the United States, 9:00 and
// 24 November in Britain.
package format

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
)

// nbsp keeps a number and its unit on one line.
const nbsp = "\u00a0"

// Style is how things are written for one reader. The zero Style is that of In("en").
type Style struct {
	language *language
	country  string // ISO 3166-1 alpha-2, "" where nobody has said
	year     int    // the one that goes without saying, 0 where every year is said
}

// In is the style of a language, "ru" or "en"; an unknown one is English.
func In(locale string) Style {
	if locale == "ru" {
		return Style{language: &russian}
	}
	return Style{language: &english}
}

// At is the style for a company in that zone, at a time in whose year other years
// are to be said.
func (s Style) At(zone *time.Location, now time.Time) Style {
	if zone == nil {
		return s
	}
	s.country = booking.Region(zone)
	if !now.IsZero() {
		s.year = now.In(zone).Year()
	}
	return s
}

// In is the style with another year that goes without saying.
func (s Style) In(year int) Style {
	s.year = year
	return s
}

// Locale is "ru" or "en".
func (s Style) Locale() string { return s.words().locale }

// Tag is the style as one word: the language, then the country and the year where
// they are known, as in en-US-x-2026 (BCP 47 with a private part). Read reads it.
func (s Style) Tag() string {
	tag := s.Locale()
	if s.country != "" {
		tag += "-" + s.country
	}
	if s.year != 0 {
		tag += "-x-" + strconv.Itoa(s.year)
	}
	return tag
}

// Read is the style that a Tag names; the name of a language alone will do.
func Read(tag string) Style {
	tag, year, _ := strings.Cut(tag, "-x-")
	locale, country, _ := strings.Cut(tag, "-")
	s := In(locale)
	s.country = country
	s.year, _ = strconv.Atoi(year)
	return s
}

func (s Style) words() *language {
	if s.language == nil {
		return &english
	}
	return s.language
}

// american are the countries in which English writes months before days, and tells
// the hours of the day by twelve.
var american = strings.Fields("US AS CA GU MP PH PR UM VI")

func (s Style) american(country string) bool {
	return s.words() == &english && slices.Contains(american, country)
}

// Language is the language with the country's habits (BCP 47), for the widget's
// script: ru-RU, en-US or en-GB.
func (s Style) Language() string {
	switch {
	case s.words() == &russian:
		return "ru-RU"
	case s.american(s.country):
		return "en-US"
	}
	return "en-GB"
}
