package telling

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"okno/booking"
)

var (
	scheme    = regexp.MustCompile(`(?i)[a-z][a-z0-9+.-]*://|\b(www\.|mailto:|tel:|sms:|tg:|javascript:|data:)`)
	domain    = regexp.MustCompile(`[\pL\pN][\pL\pN\pM-]*(?:\.[\pL\pN][\pL\pN\pM-]*)+`)
	otherDots = strings.NewReplacer("。", ".", "．", ".", "｡", ".", "․", ".") // IDNA, and what looks alike
)

// reserved are endings that nobody owns (RFC 2606, 6762, 7686), and that look like a link all the same.
var reserved = []string{"example", "test", "invalid", "localhost", "local", "onion"}

// HasLink says whether something in the text would be made a link of by a mail program or a
// chat, or be read as an address on the web.
func HasLink(text string) bool {
	text = otherDots.Replace(text)
	if scheme.MatchString(text) {
		return true
	}
	return slices.ContainsFunc(domain.FindAllString(text, -1), isDomain)
}

// isDomain says whether a text with dots ends as domains do: «ул.Ленина» and «J.Smith» do not.
func isDomain(text string) bool {
	ascii, err := idna.Lookup.ToASCII(strings.ToLower(text))
	if err != nil {
		return false
	}
	ending := ascii[strings.LastIndexByte(ascii, '.')+1:]
	_, known := publicsuffix.PublicSuffix(ascii)
	if !known {
		suffix, _ := publicsuffix.PublicSuffix("a." + ending)
		_, known = publicsuffix.PublicSuffix(ending)
		known = known || strings.Contains(suffix, ".")
	}
	return known || slices.Contains(reserved, ending)
}

// Unlinked is the text with every link in it taken apart, so that it reads on and leads nowhere.
func Unlinked(text string) string {
	if !HasLink(text) {
		return text
	}
	words := strings.Fields(text)
	for i, word := range words {
		if HasLink(word) {
			words[i] = strings.TrimSpace(strings.Map(func(r rune) rune {
				if strings.ContainsRune(`.:/\@?#=&%_~`, r) || otherDots.Replace(string(r)) == "." {
					return ' '
				}
				return r
			}, word))
		}
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// Defused is a name as the team reads it: what says of itself that it is an address on the web
// is taken apart, and the rest stays as it was typed.
func Defused(name string) string {
	if scheme.MatchString(otherDots.Replace(name)) {
		return Unlinked(name)
	}
	return name
}

// longestName is how much of a name that a stranger has typed is told to somebody else.
const longestName = 60

// PlainName is a name of a person or a company that a stranger has typed, as it may be told to
// somebody who has not asked for it: one line, not long, without links.
func PlainName(name string) string {
	runes := []rune(Unlinked(booking.PlainLine(name)))
	if len(runes) <= longestName {
		return string(runes)
	}
	return strings.TrimRightFunc(string(runes[:longestName-1]), unicode.IsSpace) + "…"
}

// ForeignLink is the first thing in a text that leads to another site than the given host,
// "" where nothing does. Variables of templates are no links.
func ForeignLink(text, host string) string {
	for _, word := range strings.Fields(variable.ReplaceAllString(text, " ")) {
		if !HasLink(word) {
			continue
		}
		bare := strings.TrimRight(strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(strings.Trim(word, `().,;:!?"'«»<>`)), "https://"), "http://"), "/")
		own, rest, _ := strings.Cut(bare, "/")
		if host == "" || own != strings.ToLower(host) || HasLink(rest) {
			return word
		}
	}
	return ""
}
