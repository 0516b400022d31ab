package booking

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
	LeavesGap         Reason = "leaves_gap"          // rule 7: the day of whoever is free would be cut up
)

// Reasons in the order in which the rules are asked.
var Reasons = []Reason{
	ServiceUnknown, ResourceUnknown, ResourceNotLinked,
	ServiceInactive, NoResource, OffGrid, InPast, TooSoon, TooFar,
	ResourceInactive, KindMissing, OutsideHours, Excepted, Occupied, Held, LeavesGap,
}
