package db

import (
	"slices"

	"okno/booking"
)

// Service finds a service by what outsiders call it: its id or its ref.
func (s Setup) Service(name string) (booking.Service, bool) {
	return find(s.Services, name, func(each booking.Service) (booking.ID, string) { return each.ID, each.Ref })
}

// Resource finds a resource by its id or its ref.
func (s Setup) Resource(name string) (booking.Resource, bool) {
	return find(s.Resources, name, func(each booking.Resource) (booking.ID, string) { return each.ID, each.Ref })
}

// Exception finds an exception by its id.
func (s Setup) Exception(id booking.ID) (booking.Exception, bool) {
	i := slices.IndexFunc(s.Exceptions, func(e booking.Exception) bool { return e.ID == id })
	if i < 0 {
		return booking.Exception{}, false
	}
	return s.Exceptions[i], true
}

// Linked are the resources of a service; none where there is no such service.
func (s Setup) Linked(service booking.ID) []booking.ID {
	found, _ := s.Service(string(service))
	return found.Resources
}

// Active are the resources that are switched on, in the panel's order.
func (s Setup) Active() []booking.ID {
	var all []booking.ID
	for _, r := range s.Resources {
		if r.Active {
			all = append(all, r.ID)
		}
	}
	return all
}

// find looks for an id first: a ref may look like one.
func find[T any](all []T, name string, names func(T) (booking.ID, string)) (T, bool) {
	i := slices.IndexFunc(all, func(each T) bool { id, _ := names(each); return string(id) == name })
	if i < 0 {
		i = slices.IndexFunc(all, func(each T) bool { _, ref := names(each); return ref == name })
	}
	if i < 0 || name == "" {
		var none T
		return none, false
	}
	return all[i], true
}
