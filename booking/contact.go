package booking

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// ParsePhone reads a phone number as people write it and gives it in E.164.
// Numbers without a country code are read as those of the zone's country. It
// asks whether there can be such a number (ITU-T E.164 and the country's
// lengths), not whether it is in use: a client is not turned away for a number
// range that is newer than our tables.
func ParsePhone(s string, zone *time.Location) (string, bool) {
	if len(s) > 64 {
		return "", false
	}
	number, err := phonenumbers.Parse(s, Region(zone))
	// Not IsPossibleNumber, which lets numbers without their area code through.
	if err != nil || phonenumbers.IsPossibleNumberWithReason(number) != phonenumbers.IS_POSSIBLE {
		return "", false
	}
	return phonenumbers.Format(number, phonenumbers.E164), true
}

// CleanText is a text fit for keeping: valid UTF-8, without control characters
// other than line breaks and tabs, trimmed. False when it is longer than max runes
// or not UTF-8.
func CleanText(s string, max int) (string, bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n")))
	return s, utf8.RuneCountInString(s) <= max
}

// CleanLine is CleanText on one line.
func CleanLine(s string, max int) (string, bool) {
	s, ok := CleanText(s, max)
	return strings.Join(strings.Fields(s), " "), ok
}
