package booking

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// ParsePhone reads a phone number as people write it and gives it in E.164.
// Numbers without a country code are read as those of the zone's country; where
// that gives no number in use, what stands in front is taken for an international
// prefix, of whatever country (00, 011, 810), or for a country code without its
// plus. It asks whether there can be such a number (ITU-T E.164 and the country's
// lengths), not whether it is in use: a client is not turned away for a number
// range that is newer than our tables. See DoubtPhone.
func ParsePhone(s string, zone *time.Location) (string, bool) {
	if len(s) > 64 {
		return "", false
	}
	read, valid := readPhone(s, Region(zone))
	if valid {
		return read, true
	}
	digits := Digits(s)
	for _, prefix := range []string{"00", "011", "810"} {
		rest, found := strings.CutPrefix(digits, prefix)
		if !found || strings.Contains(s, "+") {
			continue
		}
		if abroad, valid := readPhone("+"+rest, "ZZ"); valid || read == "" && abroad != "" {
			return abroad, true
		}
	}
	otherwise := "+" + digits // 7 916 … far from Russia
	if strings.HasPrefix(digits, "8") && strings.Contains(s, "+8") {
		otherwise = digits // +8 916 … in Russia: no country has a code like that
	}
	if abroad, valid := readPhone(otherwise, Region(zone)); read == "" && valid {
		return abroad, true
	}
	return read, read != ""
}

// readPhone is a number in E.164, "" where there can be none such, and whether it
// is one that is in use.
func readPhone(s, region string) (phone string, valid bool) {
	number, err := phonenumbers.Parse(s, region)
	// Not IsPossibleNumber, which lets numbers without their area code through.
	if err != nil || phonenumbers.IsPossibleNumberWithReason(number) != phonenumbers.IS_POSSIBLE {
		return "", false
	}
	return phonenumbers.Format(number, phonenumbers.E164), phonenumbers.IsValidNumber(number)
}

// Digits are the digits of a text, without all else.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
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

// Taking is a card's contact once it has taken over what was left in a booking: its e-mail, in
// the place of what stood there, and its phone where there was none.
func (c Contact) Taking(left Contact) Contact {
	if left.Email != "" {
		c.Email = left.Email
	}
	if c.Phone == "" {
		c.Phone = left.Phone
	}
	return c
}
