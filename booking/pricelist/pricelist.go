// Package pricelist says how long a service takes and what it costs before it is known who does it.
package pricelist

import (
	"cmp"
	"slices"

	"okno/booking"
)

// Range is between what and what a service is.
type Range struct {
	Shortest, Longest int    // minutes
	Price             string // the lowest, "" where that is not known: none is shown with somebody
	From              bool   // there are higher ones
}

// Of is that of a service with any of the resources: of the active people among
// them who do it; where there are none, what the service says itself.
func Of(s *booking.Service, resources []booking.Resource) Range {
	own := Range{Shortest: s.DurationMin, Longest: s.DurationMin, Price: s.Price}
	if len(s.Terms) == 0 {
		return own
	}
	var all Range
	for _, r := range resources {
		if r.Kind != booking.Staff || !r.Active || !slices.Contains(s.Resources, r.ID) {
			continue
		}
		length, price := s.With(r.ID)
		if all.Longest == 0 {
			all = Range{Shortest: length, Longest: length, Price: price}
			continue
		}
		all.Shortest, all.Longest = min(all.Shortest, length), max(all.Longest, length)
		if all.From = all.From || price != all.Price; all.Price != "" && less(price, all.Price) {
			all.Price = price
		}
	}
	if all.Longest == 0 {
		return own
	}
	all.From = all.From && all.Price != ""
	return all
}

// less compares decimals of as many digits after the point; none at all is the least.
func less(a, b string) bool { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) < 0 }
