package booking

import "slices"

// ResourceText is a resource as a person types it: nothing in it is checked yet.
// The fields' names in errors are those that the form sends.
type ResourceText struct {
	Typed    Typed // of ResourceAttributes
	Services []ID  `form:"service"` // that it is to do
	Seen     []ID  `form:"seen"`    // that it did when the form was shown
}

// Resource reads the text into r, whose other fields stay. services are all of
// the company. What cannot be accepted comes back as one Invalid Error with
// every field of it.
func (t ResourceText) Resource(r Resource, services []Service) (Resource, error) {
	wrong := Fields{}
	ResourceAttributes.Read(t.Typed, &r, wrong)
	added, removed := t.Links()
	for _, id := range slices.Concat(added, removed) {
		if !slices.ContainsFunc(services, func(s Service) bool { return s.ID == id }) {
			wrong["service"] = Say("error.service_unknown")
		}
	}
	if len(wrong) > 0 {
		return Resource{}, FailFields(wrong)
	}
	return r, nil
}

// Links are the services that the person has added and taken away. What they did
// not touch is nobody's change: a service that somebody else has linked since
// the form was shown stays linked.
func (t ResourceText) Links() (added, removed []ID) {
	for _, id := range t.Services {
		if !slices.Contains(t.Seen, id) && !slices.Contains(added, id) {
			added = append(added, id)
		}
	}
	for _, id := range t.Seen {
		if !slices.Contains(t.Services, id) && !slices.Contains(removed, id) {
			removed = append(removed, id)
		}
	}
	return added, removed
}

// MovedResource is the order in which id stands before another resource of its
// kind, or last of it where before is "". It names a neighbour and no number, so
// that it means the same to somebody whose list is a moment old. False when
// there is no such resource, or before is of another kind.
func MovedResource(all []Resource, id, before ID) ([]ID, bool) {
	at := func(id ID) int { return slices.IndexFunc(all, func(r Resource) bool { return r.ID == id }) }
	from, to := at(id), at(before)
	if from < 0 || before != "" && (to < 0 || all[to].Kind != all[from].Kind) {
		return nil, false
	}
	var order []ID
	last := 0 // the place behind the last of the kind
	for _, r := range all {
		if r.ID != id || before == id {
			order = append(order, r.ID)
		}
		if r.ID != id && r.Kind == all[from].Kind && !r.Archived {
			last = len(order)
		}
	}
	switch before {
	case id:
		return order, true
	case "":
		if last == 0 { // the only one of its kind stays where it is
			last = from
		}
		return slices.Insert(order, last, id), true
	}
	return slices.Insert(order, slices.Index(order, before), id), true
}
