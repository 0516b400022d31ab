package booking

import "slices"

// Without is what becomes of a service when one of its resources goes away.
type Without struct {
	Service Service
	Others  []Resource // active ones of the same kind that can do its work, in the panel's order
}

// Bookable says whether the service can still be booked.
func (w Without) Bookable() bool { return len(w.Others) > 0 }

// WithoutResource says what becomes of the services that are offered now and
// linked to the resource (domain.md, "When a slot is free", rule 4: of every
// linked kind one active resource is needed). It is empty for a resource that is
// not active: without it nothing changes.
func WithoutResource(services []Service, resources []Resource, id ID) []Without {
	active := map[ID]Resource{}
	for _, r := range resources {
		if r.Active {
			active[r.ID] = r
		}
	}
	gone, works := active[id]
	var all []Without
	for _, s := range services {
		if !works || !s.Active || !slices.Contains(s.Resources, id) || !everyKind(s, resources, active) {
			continue
		}
		w := Without{Service: s}
		for _, r := range resources {
			if r.Active && r.Kind == gone.Kind && r.ID != id && slices.Contains(s.Resources, r.ID) {
				w.Others = append(w.Others, r)
			}
		}
		all = append(all, w)
	}
	return all
}

// everyKind says whether the service has an active resource of each kind that is
// linked to it.
func everyKind(s Service, resources []Resource, active map[ID]Resource) bool {
	linked, there := map[Kind]bool{}, map[Kind]bool{}
	for _, r := range resources {
		if slices.Contains(s.Resources, r.ID) {
			linked[r.Kind] = true
			if _, ok := active[r.ID]; ok {
				there[r.Kind] = true
			}
		}
	}
	return len(linked) > 0 && len(linked) == len(there)
}
