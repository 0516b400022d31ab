package firststeps

import (
	"fmt"
	"strings"

	"okno/booking"
)

// ResourceRow is a resource as a row of the first steps has it. An empty name
// means that there is to be no such resource.
type ResourceRow struct {
	ID       booking.ID // made with the row, so that a form that is sent twice makes nothing twice
	Ref      string     // of a template's resource, "" otherwise
	Revision int        // that was seen, 0 for a new one
	Name     string
	Kind     booking.Kind
}

// Resource reads the row into r, whose other fields stay. What is wrong with it
// is put under "name_N" and "kind_N", N being its number.
func (t ResourceRow) Resource(r booking.Resource, number int, wrong map[string]booking.Sentence) booking.Resource {
	field := numbered(number)
	typed := booking.Fields{}
	booking.ResourceAttributes.Only("name", "kind").Read(booking.Typed{"name": t.Name, "kind": string(t.Kind)}, &r, typed)
	for name, sentence := range typed {
		wrong[field(name)] = sentence
	}
	return r
}

// ServiceRow is a service as a row of the first steps has it. An empty name means
// that there is to be no such service.
type ServiceRow struct {
	ID        booking.ID
	Ref       string
	Revision  int
	Name      string
	Duration  string
	Price     string
	Resources []booking.ID
}

// Service reads the row into s, whose other fields stay. What is wrong with it is
// put under "service_N", "duration_N", "price_N" and "resource_N".
func (t ServiceRow) Service(s booking.Service, known []booking.Resource, number int, wrong map[string]booking.Sentence) booking.Service {
	field, typed := numbered(number), booking.Fields{}
	booking.ServiceAttributes.Only("name", "duration", "price").Read(booking.Typed{"name": t.Name, "duration": t.Duration, "price": t.Price}, &s, typed)
	if sentence, there := typed["name"]; there {
		delete(typed, "name")
		typed["service"] = sentence
	}
	links, ok := booking.LinksOf(t.Resources, s.Resources, known)
	switch s.Resources = links; {
	case !ok:
		typed["resource"] = booking.Say("error.resource_unknown")
	case len(links) == 0:
		typed["resource"] = booking.Say("error.first_nobody")
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
