package booking

import "slices"

// Reason says which rule of domain.md, "When a slot is free", is the first to
// say no. It is a name for machines; the locales have its words.
type Reason string

const (
	ServiceUnknown    Reason = "service_unknown"     // no such service in this company
	ResourceUnknown   Reason = "resource_unknown"    // no such resource in this company
	ResourceNotLinked Reason = "resource_not_linked" // the requested resource does not do this service
	ServiceInactive   Reason = "service_inactive"    // rule 1
	NoResource        Reason = "no_resource"         // rule 1: no active resource is linked
	OffGrid           Reason = "off_grid"            // rule 2: not a multiple of the step
	InPast            Reason = "in_past"             // rule 3: before now
	TooSoon           Reason = "too_soon"            // rule 3: within the minimum notice
	TooFar            Reason = "too_far"             // rule 3: beyond the horizon
	ResourceInactive  Reason = "resource_inactive"   // rules 4 and 6: the requested resource is switched off
	KindMissing       Reason = "kind_missing"        // rule 4: all linked resources of a kind are switched off
	OutsideHours      Reason = "outside_hours"       // rule 5: not wholly inside working hours
	Excepted          Reason = "exception"           // rule 5: an exception overlaps
	Occupied          Reason = "occupied"            // rule 5: a booking, buffers included
	Held              Reason = "held"                // rule 5: another visitor's hold
)

// Reasons in the order in which the rules are asked.
var Reasons = []Reason{
	ServiceUnknown, ResourceUnknown, ResourceNotLinked,
	ServiceInactive, NoResource, OffGrid, InPast, TooSoon, TooFar,
	ResourceInactive, KindMissing, OutsideHours, Excepted, Occupied, Held,
}

// Refusal is a no: its first reason and what caused it. A kind has no free
// resource for as many reasons as it has resources; the Refusal is then that of
// the resource which came furthest through the rules (the first such in the
// panel's order), since that one is nearest to a yes, and Others has them all.
type Refusal struct {
	Reason    Reason
	Kind      Kind      // from rule 4 on: the kind that is missing or not free
	Resource  ID        // from rule 5 on, and for a requested resource: whom the reason is about
	Exception ID        // for Excepted: the first one in the calendar's order
	Booking   ID        // for Occupied: the earliest one
	Hold      ID        // for Held: the earliest one
	Others    []Refusal // from rule 5 on: the first reason of each resource of the kind, in the panel's order
}

// furthest is the refusal of a kind all of whose resources were refused.
func furthest(others []Refusal) *Refusal {
	rank := func(r Refusal) int { return slices.Index(Reasons, r.Reason) }
	no := slices.MaxFunc(others, func(a, b Refusal) int { return rank(a) - rank(b) })
	no.Others = others
	return &no
}

// fail is the Error for a question that has no answer, nil where r is an answer.
func (r *Refusal) fail() error {
	switch r.Reason {
	case ServiceUnknown:
		return Fail(NotFound, "error.service_unknown")
	case ResourceUnknown:
		return Fail(NotFound, "error.resource_unknown")
	case ResourceNotLinked:
		return FailFields(map[string]Sentence{"resource": Say("error.resource_not_linked")})
	}
	return nil
}
