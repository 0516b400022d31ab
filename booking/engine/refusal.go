package engine

import (
	"slices"

	"okno/booking"
)

// Refusal is a no: its first reason and what caused it. A kind has no free
// resource for as many reasons as it has resources; the Refusal is then that of
// the resource which came furthest through the rules (the first such in the
// panel's order), since that one is nearest to a yes, and Others has them all.
type Refusal struct {
	Reason    booking.Reason
	Kind      booking.Kind // from rule 4 on: the kind that is missing or not free
	Resource  booking.ID   // from rule 5 on, and for a requested resource: whom the reason is about
	Exception booking.ID   // for Excepted: the first one in the calendar's order
	Booking   booking.ID   // for Occupied: the earliest one
	Hold      booking.ID   // for Held: the earliest one
	Others    []Refusal    // from rule 5 on: the first reason of each resource of the kind, in the panel's order
}

// furthest is the refusal of a kind all of whose resources were refused.
func furthest(others []Refusal) *Refusal {
	rank := func(r Refusal) int { return slices.Index(booking.Reasons, r.Reason) }
	no := slices.MaxFunc(others, func(a, b Refusal) int { return rank(a) - rank(b) })
	no.Others = others
	return &no
}

// fail is the Error for a question that has no answer, nil where r is an answer.
func (r *Refusal) fail() error {
	switch r.Reason {
	case booking.ServiceUnknown:
		return booking.Fail(booking.NotFound, "error.service_unknown")
	case booking.ResourceUnknown:
		return booking.Fail(booking.NotFound, "error.resource_unknown")
	case booking.ResourceNotLinked:
		return booking.FailFields(map[string]booking.Sentence{"resource": booking.Say("error.resource_not_linked")})
	}
	return nil
}
