// Package lookup is how people are found by what somebody types, and which of them look like one person.
package lookup

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/unicode/norm"

	"okno/booking"
)

// The bounds of a search.
const (
	MinSearch      = 2  // characters; a booking's number may be shorter
	maxSearchWords = 8  // of a question; what comes after them is not looked for
	maxKeyWords    = 24 // of a name
	maxKey         = 48 // runes of one key
	minPhoneKey    = 3  // digits of a phone's end that are worth a key
)

// Fold is text as people mean it when they search and sort: lower case, single
// spaces, no accents, so that «Семёнов» is found as «семенов» and "Zoë" as "zoe".
func Fold(s string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(strings.ToLower(s)))
	return strings.Join(strings.Fields(plain), " ")
}

// SearchKeys are what a contact is found by, each by its beginning: the words of
// the name, the e-mail, and the phone from every digit on, so that any three
// digits in a row of it find it.
func SearchKeys(c booking.Contact) []string {
	name := c.Name
	var keys []string
	for _, address := range append(booking.AnAddress.FindAllString(name, -1), c.Email) { // also what somebody put into his name
		if address != "" {
			keys, name = append(keys, emailKey(Fold(address))), strings.ReplaceAll(name, address, " ")
		}
	}
	words := foldedWords(name)
	keys = append(keys, words[:min(len(words), maxKeyWords)]...)
	digits := booking.Digits(c.Phone)
	for i := 0; i+minPhoneKey <= len(digits); i++ {
		keys = append(keys, digits[i:])
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Search is what somebody looks for.
type Search struct {
	Text string // as it was typed, tidied
	// Words are all to be found, each as the beginning of a key: any one of its
	// spellings will do.
	Words  [][]string
	Number int64 // of a booking, 0 where it cannot be meant
	// Phone and Email are the contact that was typed, where it is complete: E.164, and
	// as ParseEmail gives it.
	Phone, Email string
}

// Contact says whether what was typed is a phone or an e-mail, complete or not.
func (s Search) Contact() bool { return s.IsPhone() || strings.ContainsAny(s.Text, "@＠") }

// Complete is the phone or the e-mail that was typed, "" where there is no complete one.
func (s Search) Complete() string { return cmp.Or(s.Phone, s.Email) }

// Key is what a client with the contact that was typed has for a key, "" where it is not complete.
func (s Search) Key() string {
	if s.Phone != "" {
		return booking.Digits(s.Phone)
	}
	if s.Email != "" {
		return emailKey(Fold(s.Email))
	}
	return ""
}

// Names are the words of a search that can be of a name alone: who may not see phones and
// e-mails finds nobody by a part of them.
func (s Search) Names() (words []string, ok bool) {
	if len(s.Words) == 0 || s.Contact() {
		return nil, false
	}
	for _, spellings := range s.Words {
		if booking.Digits(spellings[0]) == spellings[0] {
			return nil, false
		}
		words = append(words, spellings[0])
	}
	return words, true
}

// IsPhone says whether what was typed is a phone, or a part of one.
func (s Search) IsPhone() bool {
	return len(s.Words) == 1 && booking.Digits(s.Words[0][0]) == s.Words[0][0]
}

// ParseSearch reads what was typed into a search field. Phones may be written as
// people of the zone's country write them, in part as well. What is too short
// or too long to look for is Invalid.
func ParseSearch(text string, zone *time.Location) (Search, error) {
	clean, ok := booking.CleanLine(text, booking.MaxName)
	if !ok {
		return Search{}, booking.Fail(booking.Invalid, "error.search_long", "Max", booking.MaxName)
	}
	s := Search{Text: clean}
	numeric := strings.TrimLeft(clean, "#№ ")
	if n, err := strconv.ParseInt(numeric, 10, 64); err == nil && n > 0 && len(numeric) < 10 && numeric[0] > '0' {
		s.Number = n
	}
	if s.Number > 0 && (numeric != clean || len(numeric) < minPhoneKey) {
		return s, nil
	}
	if s.Number == 0 && utf8.RuneCountInString(clean) < MinSearch {
		return s, booking.Fail(booking.Invalid, "error.search_short", "Min", MinSearch)
	}
	s.Email, _ = booking.ParseEmail(clean)
	if spellings := phoneSpellings(clean, zone); spellings != nil {
		s.Phone, _ = booking.ParsePhone(clean, zone)
		s.Words = [][]string{spellings}
		return s, nil
	}
	for part := range strings.FieldsSeq(clean) {
		words := []string{emailKey(Fold(part))}
		if !strings.Contains(part, "@") {
			words = foldedWords(part)
		}
		for _, word := range words {
			if len(s.Words) < maxSearchWords {
				s.Words = append(s.Words, []string{word})
			}
		}
	}
	if len(s.Words) == 0 && s.Number == 0 {
		return s, booking.Fail(booking.Invalid, "error.search_empty")
	}
	return s, nil
}

// phoneSpellings are the digits to look for where the text is a phone or a part
// of one: as typed, without the trunk prefix that people of the country dial
// first (8 in Russia, 0 in Britain), and in full. Nil where it is no phone.
func phoneSpellings(text string, zone *time.Location) []string {
	if strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789+-–—()./ \u00a0", r) }) {
		return nil
	}
	digits := booking.Digits(text)
	if len(digits) < minPhoneKey || len(digits) > maxKey {
		return nil
	}
	all := []string{digits}
	trunk := phonenumbers.GetNddPrefixForRegion(booking.Region(zone), true)
	if rest, ok := strings.CutPrefix(digits, trunk); ok && trunk != "" && len(rest) >= minPhoneKey && !strings.HasPrefix(text, "+") {
		all = append(all, rest)
	}
	if e164, ok := booking.ParsePhone(text, zone); ok {
		all = append(all, booking.Digits(e164))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// foldedWords are the words of a text as keys: letters and digits; a name of
// nothing but signs (an emoji, say) is found by them.
func foldedWords(text string) []string {
	words := strings.FieldsFunc(Fold(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.So, r)
	})
	for i, word := range words {
		words[i] = cut(word)
	}
	return words
}

// emailKey is the key of an e-mail: whatever is cut off, the @ stays, which tells it from a name.
func emailKey(address string) string {
	box, domain, _ := strings.Cut(address, "@")
	return cut(string([]rune(box)[:min(len([]rune(box)), maxKey-1)]) + "@" + domain)
}

func cut(key string) string {
	runes := []rune(key)
	return string(runes[:min(len(runes), maxKey)])
}
