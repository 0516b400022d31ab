package booking

import (
	"slices"
	"strings"
	"unicode"
)

// ServiceText is a service as a person types it: nothing in it is checked yet.
// The fields' names in errors are those that the form sends.
type ServiceText struct {
	Typed     Typed // of ServiceAttributes
	Resources []ID  `form:"resource"`
	Terms     Typed // of its people, by TermField

	OwnReminders bool     `form:"own_reminders"` // else the company's
	Reminders    []string `form:"reminder"`      // minutes before the start
}

// Service reads the text into s, whose other fields stay. Resources may be
// those of the company that are not archived, or that s has had already; known
// are all of the company in the panel's order, which is the order of the links.
// What cannot be accepted comes back as one Invalid Error with every field of it.
func (t ServiceText) Service(s Service, known []Resource) (Service, error) {
	wrong := Fields{}
	ServiceAttributes.Read(t.Typed, &s, wrong)
	links, ok := LinksOf(t.Resources, s.Resources, known)
	if s.Resources = links; !ok {
		wrong["resource"] = Say("error.resource_unknown")
	}
	s.Terms = t.terms(links, known, wrong)
	if s.RemindersMin = nil; t.OwnReminders {
		s.RemindersMin = wrong.reminders("reminder", t.Reminders)
	}
	if len(wrong) > 0 {
		return Service{}, FailFields(wrong)
	}
	return s, nil
}

// ParsePrice reads an amount of money as people write it, "2 500,50" or
// "2500.5", and gives it as a decimal with two digits after the point; "" is
// none. A separator is the decimal one: who writes 1,234.56 is asked again
// rather than guessed at. At most ten digits stand before it, as in the database.
func ParsePrice(text string) (string, bool) {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	if text == "" {
		return "", true
	}
	whole, cents, point := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	strange := func(r rune) bool { return r < '0' || r > '9' }
	if whole == "" || len(cents) > 2 || point && cents == "" || strings.ContainsFunc(whole+cents, strange) {
		return "", false
	}
	whole = strings.TrimLeft(whole[:len(whole)-1], "0") + whole[len(whole)-1:]
	return whole + "." + (cents + "00")[:2], len(whole) <= 10
}

// IsColor says whether s is "#rrggbb" in lower case, or no colour at all.
func IsColor(s string) bool {
	strange := func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) }
	return s == "" || len(s) == 7 && s[0] == '#' && !strings.ContainsFunc(s[1:], strange)
}

// LinksOf are the wanted resources, each once, in the order of known. False
// when one is not of the company, or archived and not linked before.
func LinksOf(wanted, before []ID, known []Resource) ([]ID, bool) {
	left := map[ID]bool{}
	for _, id := range wanted {
		left[id] = true
	}
	links := []ID{}
	for _, r := range known {
		if left[r.ID] && (!r.Archived || slices.Contains(before, r.ID)) {
			links = append(links, r.ID)
			delete(left, r.ID)
		}
	}
	return links, len(left) == 0
}
