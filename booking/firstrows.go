package booking

import (
	"fmt"
	"slices"
	"strings"
)

// ResourceRow is a resource as a row of the first steps has it. An empty name
// means that there is to be no such resource.
type ResourceRow struct {
	ID       ID     // made with the row, so that a form that is sent twice makes nothing twice
	Ref      string // of a template's resource, "" otherwise
	Revision int    // that was seen, 0 for a new one
	Name     string
	Kind     Kind
}

// Resource reads the row into r, whose other fields stay. What is wrong with it
// is put under "name_N" and "kind_N", N being its number.
func (t ResourceRow) Resource(r Resource, number int, wrong map[string]Sentence) Resource {
	field := numbered(number)
	r.Name = fields(wrong).line(field("name"), t.Name, MaxName)
	if r.Kind = t.Kind; !slices.Contains(Kinds, t.Kind) {
		wrong[field("kind")] = Say("error.kind")
	}
	return r
}

// ServiceRow is a service as a row of the first steps has it. An empty name means
// that there is to be no such service.
type ServiceRow struct {
	ID        ID
	Ref       string
	Revision  int
	Name      string
	Duration  string
	Price     string
	Resources []ID
}

// Service reads the row into s, whose other fields stay. What is wrong with it is
// put under "service_N", "duration_N", "price_N" and "resource_N".
func (t ServiceRow) Service(s Service, known []Resource, number int, wrong map[string]Sentence) Service {
	field, typed := numbered(number), fields{}
	s.Name = typed.line("service", t.Name, MaxName)
	s.DurationMin = typed.minutes("duration", t.Duration, MinDurationMin, MaxDurationMin)
	price, ok := ParsePrice(t.Price)
	if s.Price = price; !ok {
		typed["price"] = Say("error.price")
	}
	links, ok := linksOf(t.Resources, s.Resources, known)
	switch s.Resources = links; {
	case !ok:
		typed["resource"] = Say("error.resource_unknown")
	case len(links) == 0:
		typed["resource"] = Say("error.first_nobody")
	}
	for name, sentence := range typed {
		wrong[field(name)] = sentence
	}
	return s
}

// Blank says whether a row's name is empty.
func Blank(name string) bool { return strings.TrimSpace(name) == "" }

func numbered(n int) func(string) string {
	return func(name string) string { return fmt.Sprintf("%s_%d", name, n) }
}
