package companyfile

import (
	"fmt"
	"slices"
	"strings"
)

// shape is what an object may hold; the first `required` fields have to be there.
type shape struct {
	what     string
	required int
	fields   []string
}

// object reads an object field by field and says which required ones are missing.
func (r *input) object(s *shape, read func(field string)) {
	if r.dec.PeekKind() != '{' {
		r.wrong("an object")
		return
	}
	at := r.next()
	r.token()
	var seen, given uint32
	for !r.stopped && r.dec.PeekKind() != '}' {
		here := r.next()
		name := r.token().String()
		r.enter(name)
		i := slices.Index(s.fields, name)
		switch {
		case i < 0:
			r.problemAt(here, "is not a field of "+s.what+"; its fields are "+strings.Join(s.fields, ", "))
			r.skip()
		case seen&(1<<i) != 0:
			r.problemAt(here, "is there twice")
			r.skip()
		case r.null():
			seen |= 1 << i
		default:
			seen |= 1 << i
			given |= 1 << i
			read(name)
		}
		r.leave()
	}
	if r.stopped {
		return
	}
	r.token()
	for i, name := range s.fields[:s.required] {
		if given&(1<<i) == 0 {
			r.missing(at, name, "is missing")
		}
	}
}

// list reads a list of at most limit items.
func (r *input) list(limit int, read func(i int)) {
	if r.dec.PeekKind() != '[' {
		r.wrong("a list")
		return
	}
	r.token()
	for i := 0; !r.stopped && r.dec.PeekKind() != ']'; i++ {
		r.enterAt(i)
		if i >= limit {
			r.problemAt(r.next(), fmt.Sprintf("is one too many: the list may hold %d", limit))
			r.stopped = true
		} else {
			read(i)
		}
		r.leave()
	}
	if !r.stopped {
		r.token()
	}
}
