package booking

import (
	"slices"
	"strings"
)

// Terms are what a service takes and costs with one of its people, where that is
// not what it takes and costs otherwise (docs/services.md).
type Terms struct {
	Resource    ID
	DurationMin int    // 0: the service's
	Price       string // decimal as the service's; "": the service's
}

// With is how long the service takes and what it costs with those resources: by
// the terms of the one among them that has some.
func (s *Service) With(resources ...ID) (durationMin int, price string) {
	durationMin, price = s.DurationMin, s.Price
	for _, t := range s.Terms {
		if !slices.Contains(resources, t.Resource) {
			continue
		}
		if t.DurationMin > 0 {
			durationMin = t.DurationMin
		}
		if t.Price != "" {
			price = t.Price
		}
		break
	}
	return durationMin, price
}

// TermField is the name of a field of the terms with a resource: "price" or "duration".
func TermField(name string, resource ID) string { return name + "-" + string(resource) }

// terms reads those of the people among the links. What is wrong stands under TermField.
func (t ServiceText) terms(links []ID, known []Resource, wrong Fields) []Terms {
	var all []Terms
	for _, r := range known {
		if r.Kind != Staff || !slices.Contains(links, r.ID) {
			continue
		}
		own, readable := Terms{Resource: r.ID}, false
		if name := TermField("duration", r.ID); strings.TrimSpace(t.Terms[name]) != "" {
			own.DurationMin = wrong.Minutes(name, t.Terms[name], MinDurationMin, MaxDurationMin)
		}
		name := TermField("price", r.ID)
		if own.Price, readable = ParsePrice(t.Terms[name]); !readable {
			wrong[name] = Say("error.price")
		}
		if own.DurationMin != 0 || own.Price != "" {
			all = append(all, own)
		}
	}
	return all
}
