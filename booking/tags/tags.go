// Package tags is the company's own words about its clients: VIP, allergy, friends of the house. A tag lives as long
// as some client has it.
package tags

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/lookup"
)

// The bounds of tags.
const (
	Max        = 30  // characters of one
	MaxClient  = 10  // of one client; two cards that are merged may bring more
	MaxCompany = 100 // different ones
)

// Act is the giving and taking of tags, as an undo names it.
const Act booking.Act = "tags"

// Renamed is another name for a tag, likewise.
const Renamed booking.Act = "tag_renamed"

// Key is what two spellings of one tag have in common.
func Key(tag string) string { return lookup.Fold(tag) }

// List are the tags of booking.Client.Tags.
func List(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// Both are the tags of two clients who become one, in order.
func Both(one, other string) []string {
	all := append(List(one), List(other)...)
	slices.SortFunc(all, func(a, b string) int { return strings.Compare(Key(a), Key(b)) })
	return slices.CompactFunc(all, func(a, b string) bool { return Key(a) == Key(b) })
}

// Read are the tags that somebody has typed, with commas between them. None, one that is too long, and what reaches somebody
// (everybody of the team sees tags) are Invalid, in the field "tag".
func Read(typed string) ([]string, error) {
	var all []string
	known := map[string]bool{}
	for part := range strings.FieldsFuncSeq(typed, func(r rune) bool { return strings.ContainsRune(",;\n", r) }) {
		tag, fits := booking.CleanLine(part, Max)
		key := Key(tag)
		switch {
		case !fits:
			return nil, wrong("error.tag_long", "Max", Max)
		case booking.MaskText(tag) != tag:
			return nil, wrong("error.tag_contact")
		case key == "" || known[key]:
			continue
		}
		known[key] = true
		all = append(all, tag)
	}
	if len(all) == 0 {
		return nil, wrong("error.tag_empty")
	}
	return all, nil
}

func wrong(key string, pairs ...any) error {
	return booking.FailFields(booking.Fields{"tag": booking.Say(key, pairs...)})
}

// Fits refuses more tags than there may be: of the client, and of the company.
func Fits(ofClient, ofCompany int) error {
	switch {
	case ofClient > MaxClient:
		return wrong("error.tags_client", "Max", MaxClient)
	case ofCompany > MaxCompany:
		return wrong("error.tags_company", "Max", MaxCompany)
	}
	return nil
}
