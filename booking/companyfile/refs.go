package companyfile

import (
	"fmt"
	"slices"

	"okno/booking"
)

// newRef is a thing's own ref, unique in its list.
func (r *reader) newRef(list string, i int) string {
	ref := r.oneLine()
	known := r.refs[list]
	if known == nil {
		known = map[string]int{}
		r.refs[list] = known
	}
	if ref == "" {
		return ""
	}
	if first, twice := known[ref]; twice {
		r.here(fmt.Sprintf("%q is the ref of %s[%d] already", short(ref), list, first))
	} else {
		known[ref] = i
	}
	return ref
}

// refTo is the ref of a thing of another list.
func (r *reader) refTo(list string) string {
	ref := r.oneLine()
	if ref == "" {
		return ""
	}
	_, known := r.refs[list][ref]
	r.check(known, "%q is not the ref of anything in %s", short(ref), list)
	return ref
}

// refsTo are different refs of things of another list.
func (r *reader) refsTo(list string) []string {
	refs := []string{}
	r.list(booking.MaxResources, func(int) {
		ref := r.refTo(list)
		if ref == "" {
			return
		}
		r.check(!slices.Contains(refs, ref), "%q is there twice", short(ref))
		refs = append(refs, ref)
	})
	return refs
}
