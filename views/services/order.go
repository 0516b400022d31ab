package services

import (
	"net/url"

	"okno/views"
)

// MoveButton moves a service or a category by one place: it submits what is to
// stand behind it.
type MoveButton struct {
	ID, Label, Icon string
	Name, Value     string
	Can             bool
}

// place says where the buttons of categories and services lead. Part of a list,
// such as what a search has found, has no order of its own.
func (l *ServiceList) place(whole bool) {
	for g := range l.Groups {
		group := &l.Groups[g]
		group.Named = group.Name != "" || len(l.Groups) > 1
		group.Moves = whole && len(l.Groups) > 1
		group.Up, group.Down = views.Moves(g, len(l.Groups), func(i int) string { return "=" + l.Groups[i].Name })
		for i := range group.Rows {
			row := &group.Rows[i]
			row.Moves = whole && len(group.Rows) > 1
			row.Up, row.Down = views.Moves(i, len(group.Rows), func(i int) string { return string(group.Rows[i].ID) })
		}
	}
}

// Buttons move the service up and down.
func (r ServiceRow) Buttons() []MoveButton {
	return buttons(r.W, "before", string(r.ID), r.Name, r.Up, r.Down)
}

// Buttons move the category up and down. A value is "=" and the name of a
// category, since a category may be called "", or "" for the end.
func (g ServiceGroup) Buttons() []MoveButton {
	name := g.Name
	if name == "" {
		name = g.W.T("services.no_category")
	}
	return buttons(g.W, "before_category", "group-"+url.QueryEscape(g.Name), name, g.Up, g.Down)
}

func buttons(w *views.Words, field, id, name string, up, down views.Move) []MoveButton {
	return []MoveButton{
		{"up-" + id, w.T("services.up", "name", name), "arrow-up", field, up.Before, up.Can},
		{"down-" + id, w.T("services.down", "name", name), "arrow-down", field, down.Before, down.Can},
	}
}
