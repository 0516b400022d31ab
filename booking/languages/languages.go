// Package languages is what a company's visitors read in a language that is not the company's own: which
// languages there are, and the texts of services and resources in them.
package languages

import (
	"slices"
	"strings"

	"okno/booking"
)

// All are those that Okno speaks, by their tags (BCP 47).
var All = []string{"ru", "en"}

// Names are what they call themselves.
var Names = map[string]string{"ru": "Русский", "en": "English"}

// Of are the languages of a company's visitors, its own one first.
func Of(c booking.Company) []string {
	list := []string{c.Locale}
	for _, tag := range strings.Fields(c.Languages) {
		if slices.Contains(All, tag) && tag != c.Locale {
			list = append(list, tag)
		}
	}
	return list
}

// Stored is a list of languages as a company keeps it: in Okno's order, "" where there is but one.
func Stored(list []string) string {
	var kept []string
	for _, tag := range All {
		if slices.Contains(list, tag) {
			kept = append(kept, tag)
		}
	}
	if len(kept) < 2 {
		return ""
	}
	return strings.Join(kept, " ")
}

// Choices are what can be stored.
var Choices = []string{"", Stored(All)}

// Wanted is the first language of a list that whoever asks reads, by the preferences of a browser
// (RFC 9110, 12.5.4); "" where it reads none of them, or does not say.
func Wanted(accept string, list []string) string {
	best, weight := "", 0.0
	for part := range strings.SplitSeq(accept[:min(len(accept), 1000)], ",") {
		tag, parameters, _ := strings.Cut(strings.TrimSpace(part), ";")
		tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		if q := quality(parameters); q > weight && slices.Contains(list, tag) {
			best, weight = tag, q
		}
	}
	return best
}
