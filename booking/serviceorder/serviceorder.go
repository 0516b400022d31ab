// Package serviceorder is how services stand in lists: by category, and moved among each other.
package serviceorder

import (
	"cmp"
	"slices"

	"okno/booking"
)

// Grouped are the services as a list shows them: those of a category together,
// categories in the order of their first service. What is archived comes last,
// as it stood.
func Grouped(services []booking.Service) []booking.Service {
	rank := map[string]int{}
	for i, s := range services {
		if _, seen := rank[s.Category]; !seen && !s.Archived {
			rank[s.Category] = i
		}
	}
	return slices.SortedStableFunc(slices.Values(services), func(a, b booking.Service) int {
		if a.Archived || b.Archived {
			return cmp.Compare(flag(a.Archived), flag(b.Archived))
		}
		return cmp.Compare(rank[a.Category], rank[b.Category])
	})
}

// ServiceGroup are services of one category; its name is "" for those without one, and for the archive.
type ServiceGroup struct {
	Name     string
	Services []booking.Service
}

// GroupsOf are services that are Grouped, category by category.
func GroupsOf(grouped []booking.Service) []ServiceGroup {
	var all []ServiceGroup
	for _, s := range grouped {
		name := s.Category
		if s.Archived {
			name = ""
		}
		if n := len(all); n == 0 || all[n-1].Name != name {
			all = append(all, ServiceGroup{Name: name})
		}
		last := &all[len(all)-1]
		last.Services = append(last.Services, s)
	}
	return all
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Moved is the order in which id stands before another service of its category,
// or last in it where before is "". It names a neighbour and no number, so that
// it means the same to somebody whose list is a moment old. False when there is
// no such service, or before is of another category.
func Moved(services []booking.Service, id, before booking.ID) ([]booking.Service, bool) {
	all := Grouped(services)
	from := indexOf(all, id)
	if from < 0 || all[from].Archived {
		return all, false
	}
	moved := all[from]
	if before == id {
		return all, true
	}
	all = slices.Delete(all, from, from+1)
	to := indexOf(all, before)
	if before == "" {
		to = from
		for i, s := range all {
			if !s.Archived && s.Category == moved.Category {
				to = i + 1
			}
		}
	} else if to < 0 || all[to].Archived || all[to].Category != moved.Category {
		return Grouped(services), false
	}
	return slices.Insert(all, to, moved), true
}

// MovedCategory is the order in which a category stands before another one, or
// last where before is nil. False when there is no such category.
func MovedCategory(services []booking.Service, category string, before *string) ([]booking.Service, bool) {
	all := Grouped(services)
	in := func(name string) func(booking.Service) bool {
		return func(s booking.Service) bool { return !s.Archived && s.Category == name }
	}
	if !slices.ContainsFunc(all, in(category)) || before != nil && !slices.ContainsFunc(all, in(*before)) {
		return all, false
	}
	if before != nil && *before == category {
		return all, true
	}
	var moved, rest []booking.Service
	for _, s := range all {
		if in(category)(s) {
			moved = append(moved, s)
		} else {
			rest = append(rest, s)
		}
	}
	to := slices.IndexFunc(rest, func(s booking.Service) bool { return s.Archived })
	if before != nil {
		to = slices.IndexFunc(rest, in(*before))
	}
	if to < 0 {
		to = len(rest)
	}
	return slices.Insert(rest, to, moved...), true
}

func indexOf(services []booking.Service, id booking.ID) int {
	return slices.IndexFunc(services, func(s booking.Service) bool { return s.ID == id })
}
