package booking

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// minPhoneDigits are so many that a run of digits in prose may reach somebody.
const minPhoneDigits = 7

// WholePhone are so many that a number alone is likely a phone with its country.
const WholePhone = 10

var (
	// aRun is a run of digits with what people write between those of a phone.
	aRun = regexp.MustCompile(`[+＋(]{0,2}\p{Nd}(?:[ \t\p{Zs}()./‐-―\-]{0,4}\p{Nd})*`)
	// anAddress is an e-mail in prose, generously: also with a gap around its @.
	AnAddress = regexp.MustCompile(`[^\s<>()\[\]",;:/?&=]+ ?[@＠] ?[^\s<>()\[\]",;:/?&=]+\.[^\s<>()\[\]",;:/?&=]+|[^\s<>()\[\]",;:/?&=]+[@＠][^\s<>()\[\]",;:/?&=]+`)
	aDate     = regexp.MustCompile(`^(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4}|[0-9]{2}))[.]?$`)
	aTime     = regexp.MustCompile(`^([0-9]{1,2})[.]([0-9]{2})(?:[-–—]([0-9]{1,2})[.]([0-9]{2}))?$`)
)

// Hidden is what stands for what is not to be seen.
const Hidden = "•••"

// MaskText is prose without the phones and e-mails in it, each masked as a Contact's is.
// Dates and times of day stay.
func MaskText(text string) string {
	return masking(text, func(_, masked string) string { return masked })
}

// masking has each phone and e-mail of a text replaced by what replace makes of it and of its mask.
func masking(text string, replace func(found, masked string) string) string {
	text = AnAddress.ReplaceAllStringFunc(text, func(found string) string {
		return replace(found, string([]rune(found)[0])+Hidden)
	})
	return aRun.ReplaceAllStringFunc(text, func(run string) string { return maskRun(run, replace) })
}

// maskRun masks the phones of a run of digits: all of it, but for the dates and times that
// stand in it, and where what is between them is too short for one.
func maskRun(run string, replace func(found, masked string) string) string {
	var out, phone strings.Builder
	flush := func() {
		digits := DigitsIn(phone.String())
		if len(digits) < minPhoneDigits {
			out.WriteString(phone.String())
		} else {
			found := strings.TrimRightFunc(phone.String(), unicode.IsSpace)
			out.WriteString(replace(found, Hidden+string(digits[len(digits)-2:])) + phone.String()[len(found):])
		}
		phone.Reset()
	}
	for len(run) > 0 {
		word, gap := run, ""
		if i := strings.IndexFunc(run, unicode.IsSpace); i >= 0 {
			rest := strings.TrimLeftFunc(run[i:], unicode.IsSpace)
			word, gap = run[:i], run[i:len(run)-len(rest)]
		}
		if run = run[len(word)+len(gap):]; isDate(word) || isTime(word) {
			flush()
			out.WriteString(word + gap)
			continue
		}
		phone.WriteString(word + gap)
	}
	flush()
	return out.String()
}

// DigitsIn are the digits of a text in any script.
func DigitsIn(text string) []rune {
	var digits []rune
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits = append(digits, r)
		}
	}
	return digits
}

func isDate(word string) bool {
	m := aDate.FindStringSubmatch(word)
	if m == nil {
		return false
	}
	year, month, day := m[1], m[2], m[3]
	if year == "" {
		day, month, year = m[4], m[5], m[6]
	}
	return between(month, 1, 12) && between(day, 1, 31) && (len(year) == 2 || between(year, 1900, 2099))
}

func isTime(word string) bool {
	m := aTime.FindStringSubmatch(word)
	return m != nil && between(m[1], 0, 24) && between(m[2], 0, 59) && (m[3] == "" || between(m[3], 0, 24) && between(m[4], 0, 59))
}

func between(text string, from, to int) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= from && n <= to
}

// Unmask is a text that somebody has typed over the masked form of stored, with what the
// masks in it stand for: who may not see a number neither loses nor changes it.
func Unmask(typed, stored string) string {
	var originals []string
	masking(stored, func(found, masked string) string {
		if strings.Contains(typed, masked) {
			typed = strings.Replace(typed, masked, "\x00"+strconv.Itoa(len(originals))+"\x00", 1)
			originals = append(originals, found)
		}
		return masked
	})
	for i, original := range originals {
		typed = strings.Replace(typed, "\x00"+strconv.Itoa(i)+"\x00", original, 1)
	}
	return typed
}

// MaskPage is the address of a page without the phones and e-mails in it, as they are
// written there or escaped. What is no address is masked as prose.
func MaskPage(page string) string {
	u, err := url.Parse(page)
	if err != nil {
		return MaskText(page)
	}
	u.User = nil
	parts := strings.FieldsFunc(u.RawQuery, func(r rune) bool { return r == '&' || r == ';' })
	for i, part := range parts {
		if plain, err := url.QueryUnescape(part); err != nil || MaskText(plain) != plain || MaskText(part) != part {
			name, _, _ := strings.Cut(part, "=")
			if MaskText(name) != name {
				name = ""
			}
			parts[i] = name + "=" + Hidden
		}
	}
	u.RawQuery, u.ForceQuery = "", false
	path, fragment := MaskText(u.Path), MaskText(u.Fragment)
	if path != u.Path {
		u.Path, u.RawPath = path, ""
	}
	u.Fragment, u.RawFragment = "", ""
	text := u.String()
	if unescaped, err := url.PathUnescape(text); err == nil && u.RawPath == "" {
		text = unescaped
	}
	if len(parts) > 0 {
		text += "?" + strings.Join(parts, "&")
	}
	if fragment != "" {
		text += "#" + fragment
	}
	return text
}

// Masked is a contact without what reaches its owner: the last digits of the
// phone, the first letter of the e-mail, and a name without either.
func (c Contact) Masked() Contact {
	c.Name = MaskText(c.Name)
	if n := len(c.Phone); n > 2 && !strings.HasPrefix(c.Phone, Hidden) {
		c.Phone = Hidden + c.Phone[n-2:]
	}
	if c.Email != "" && !strings.HasSuffix(c.Email, Hidden) {
		c.Email = string([]rune(c.Email)[0]) + Hidden
	}
	return c
}

// Masked is a booking without what reaches its client.
func (b Booking) Masked() Booking {
	b.Contact, b.Notes = b.Contact.Masked(), MaskText(b.Notes)
	return b
}

// Masked is a client without what reaches him.
func (c Client) Masked() Client {
	for _, a := range ClientAttributes {
		if text, ok := a.Value(&c).(*string); ok {
			*text = a.Masked(*text)
		}
	}
	return c
}

// plainDetails are what acts add to history that is no prose: times, lengths, names of things.
var plainDetails = map[string]bool{
	"start_from": true, "start_to": true, "length_from": true, "length_to": true, "since": true, "on": true, "waived": true, "status": true, "fields": true, "amount": true,
}

// Masked is a line of history without what reaches a client.
func (l HistoryLine) Masked() HistoryLine {
	l.Actor.Name = MaskText(l.Actor.Name)
	detail := make(map[string]string, len(l.Detail))
	for name, value := range l.Detail {
		switch {
		case name == "phone_from", name == "phone_to":
			value = Contact{Phone: value}.Masked().Phone
		case name == "email_from", name == "email_to":
			value = Contact{Email: value}.Masked().Email
		case !plainDetails[name]:
			value = MaskText(value)
		}
		detail[name] = value
	}
	if l.Detail != nil {
		l.Detail = detail
	}
	return l
}
