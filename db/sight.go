package db

// Seen is the Scope as somebody sees it. Where contacts are hidden from him, nothing
// that it reads has any: what a page, a socket, a file or a message is made of comes
// through it, so that nothing behind it can show what was never there. Its searches
// find names, numbers of bookings, and contacts that are complete.
func (s Scope) Seen(hidden bool) Scope {
	s.hidden = hidden
	return s
}

// Hidden says whether the Scope is that of somebody from whom contacts are hidden.
func (s Scope) Hidden() bool { return s.hidden }

// HiddenFrom says of a row, of alias x, whether contacts are hidden from whoever made it:
// by the role that he has now or, where he has left, by the one that he had.
func HiddenFrom(x string) string {
	return `(coalesce((select m.role from members m where m.company_id = ` + x + `.company_id and m.user_id = ` + x + `.made_by), ` + x + `.seen_as)
		= any((select h.hide_contacts_from from companies h where h.id = ` + x + `.company_id)::text[]))`
}

// SightOf is the role of the member that is argument n, for seen_as.
func SightOf(n string) string {
	return `coalesce((select role from members where company_id = $1 and user_id = ` + n + `), 'owner')`
}

// Masked is what of a Scope's may be seen.
func Masked[T interface{ Masked() T }](s Scope, of T) T {
	if s.hidden {
		return of.Masked()
	}
	return of
}
