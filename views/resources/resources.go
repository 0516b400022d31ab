package resources

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// Resources is the page GET /resources.
type Resources struct {
	views.Base
	List ResourceList
}

// ResourcesData is what the list is made of.
type ResourcesData struct {
	Company   booking.Company
	Resources []booking.Resource // all of the company, in the panel's order
	Services  []booking.Service  // likewise
	Forms     []webform.Form     // whose pages can begin with one of them
	BaseURL   string             // what such an address begins with, without a slash at its end
	Filter    ResourceFilter
	CanChange bool
	Moved     booking.ID // that has just been moved, "" for none: its new place is said
}

// ResourceFilter is which resources the list shows.
type ResourceFilter struct {
	Query    string // every word of it is in the name or in that of a service
	Archived bool   // those in the archive instead of those in use
}

// NewResources makes the page. It sets the title.
func NewResources(base views.Base, d ResourcesData) Resources {
	base.Section, base.Title = "resources", base.W().T("resources.title")
	return Resources{base, NewResourceList(base.Locale, d)}
}

func (Resources) View() string { return "resources" }

// ResourceList is the fragment #resources-list.
type ResourceList struct {
	W         *views.Words
	Filter    ResourceFilter
	Groups    []ResourceGroup
	Shown     int
	InUse     int // resources that are not archived
	Archived  int
	Said      string // where the moved one stands now
	CanChange bool
}

// ResourceGroup is a kind with its resources.
type ResourceGroup struct {
	Kind booking.Kind
	Name string
	Rows []ResourceRow
}

// ResourceRow is a resource in the list.
type ResourceRow struct {
	ID       booking.ID
	Name     string
	URL      string
	Avatar   views.Avatar
	Week     string
	Services string
	Why      []string // what keeps it from being booked
	Active   bool
	Archived bool
	Moves    bool
	Up, Down ResourceMove
}

// ResourceMove is a button that puts a resource before another one, or last of
// its kind where Before is "". One that cannot is at the end of its row.
type ResourceMove struct {
	ID, Label, Icon string
	Before          booking.ID
	Can             bool
}

// NewResourceList makes the fragment in the given language.
func NewResourceList(locale string, d ResourcesData) ResourceList {
	w := views.In(locale)
	l := ResourceList{W: w, Filter: d.Filter, CanChange: d.CanChange}
	for _, kind := range booking.Kinds {
		group := ResourceGroup{Kind: kind, Name: w.T("resources.kinds." + string(kind))}
		for _, r := range d.Resources {
			switch {
			case r.Kind != kind:
			case r.Archived != d.Filter.Archived || !d.matches(r):
				l.count(r)
			default:
				l.count(r)
				l.Shown++
				group.Rows = append(group.Rows, d.row(w, r))
			}
		}
		if len(group.Rows) > 0 {
			l.place(&group, d)
			l.Groups = append(l.Groups, group)
		}
	}
	return l
}

func (ResourceList) View() string { return "resource-list-fragment" }

func (l *ResourceList) count(r booking.Resource) {
	if r.Archived {
		l.Archived++
	} else {
		l.InUse++
	}
}

// Count is how many resources are shown, in words.
func (l ResourceList) Count() string {
	if l.Filter.Query != "" {
		return l.W.T("resources.found", "count", l.Shown)
	}
	return l.W.T("resources.count", "count", l.Shown)
}

func (d ResourcesData) row(w *views.Words, r booking.Resource) ResourceRow {
	row := ResourceRow{
		ID: r.ID, Name: r.Name, URL: "/resources/" + string(r.ID), Avatar: views.AvatarOf(r),
		Week: hoursOf(w, r), Active: r.Active, Archived: r.Archived,
		Services: strings.Join(d.servicesOf(w, r.ID), ", "),
	}
	if r.Active {
		row.Why = lacks(w, row.Week, row.Services)
	}
	return row
}

// lacks is what an active resource needs before it can be booked.
func lacks(w *views.Words, week, services string) []string {
	var all []string
	if week == "" {
		all = append(all, w.T("resources.lacks.hours"))
	}
	if services == "" {
		all = append(all, w.T("resources.lacks.services"))
	}
	return all
}

// servicesShown of a resource in the list; the others are counted.
const servicesShown = 4

func (d ResourcesData) servicesOf(w *views.Words, id booking.ID) []string {
	var names []string
	for _, s := range d.Services {
		if !s.Archived && slices.Contains(s.Resources, id) {
			names = append(names, s.Name)
		}
	}
	if more := len(names) - servicesShown; more > 1 {
		names = append(names[:servicesShown], w.T("resources.more", "count", more))
	}
	return names
}

// place says where the buttons move each row. Part of a list, such as what a
// search has found, has no order of its own.
func (l *ResourceList) place(group *ResourceGroup, d ResourcesData) {
	for i := range group.Rows {
		row := &group.Rows[i]
		row.Moves = d.CanChange && d.Filter == ResourceFilter{} && len(group.Rows) > 1
		row.Up, row.Down = l.move(group, i, "up"), l.move(group, i, "down")
		if row.ID == d.Moved {
			l.Said = l.W.T("resources.moved", "name", row.Name, "place", i+1, "of", len(group.Rows))
		}
	}
}

// move is the button that moves the i-th row of a group "up" or "down" by one.
func (l *ResourceList) move(group *ResourceGroup, i int, direction string) ResourceMove {
	row, before, can := group.Rows[i], i-1, i > 0
	if direction == "down" {
		before, can = i+2, i < len(group.Rows)-1
	}
	m := ResourceMove{
		ID: direction + "-" + string(row.ID), Icon: "arrow-" + direction, Can: can,
		Label: l.W.T("resources."+direction, "name", row.Name),
	}
	if can && before < len(group.Rows) {
		m.Before = group.Rows[before].ID
	}
	return m
}

// matches says whether every word of the query is in the resource's name or in
// that of one of its services.
func (d ResourcesData) matches(r booking.Resource) bool {
	fold := strings.NewReplacer("ё", "е")
	text := r.Name
	for _, s := range d.Services {
		if slices.Contains(s.Resources, r.ID) {
			text += "\n" + s.Name
		}
	}
	text = fold.Replace(strings.ToLower(text))
	for _, word := range strings.Fields(fold.Replace(strings.ToLower(d.Filter.Query))) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// hoursOf is a resource's ordinary week in words, and that there is more to it by dates.
func hoursOf(w *views.Words, r booking.Resource) string {
	week := w.Week(r.Weekly)
	switch {
	case !r.Dated():
		return week
	case week == "":
		return w.T("resources.dated")
	}
	return week + "; " + w.T("resources.dated")
}
