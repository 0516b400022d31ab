package board

import (
	"fmt"

	"okno/booking"
	"okno/booking/columns"
	"okno/views"
	"okno/views/day"
)

// Filters are what a board can be narrowed to, and how its columns stand.
type Filters struct {
	W       *views.Words
	Shown   day.Shown
	Lists   []Filter
	Only    []OnlyChoice
	Columns []ColumnChoice
	Hidden  int // columns
	Sets    []SetChoice
}

// SetChoice is a set of columns that the member has kept.
type SetChoice struct {
	ID   string // of its elements
	Name string
	On   bool // it is what is shown
}

// MaxSetName is how long the name of a set may be.
func (Filters) MaxSetName() int { return columns.MaxSetName }

// OnlyChoice narrows the columns with one press, and the next one takes it back.
type OnlyChoice struct {
	Name, Label, Icon, URL string
	On                     bool
}

// searched is how many there are to pick from before a list can be searched.
const searched = 8

// Searched says whether the list of columns can be searched.
func (f Filters) Searched() bool { return len(f.Columns) > searched }

// Filter is one list of things to pick from.
type Filter struct {
	Name    string // in the address
	Label   string // «Все услуги», «6 из 9 ресурсов»
	Narrows bool
	Options []Option
	Others  []Pair // the rest of the address, kept
	NoneURL string // the same without this one
}

// Searched says whether the list can be searched.
func (f Filter) Searched() bool { return len(f.Options) > searched }

// Option is one thing to pick.
type Option struct {
	Value, Label string
	Hue          views.Hue
	Icon         string
	On           bool
}

// Pair is a name with its value.
type Pair struct{ Name, Value string }

// ColumnChoice is a column that may be hidden and put elsewhere.
type ColumnChoice struct {
	ID       booking.ID
	Name     string
	Avatar   views.Avatar
	Shown    bool
	Up, Down views.Move
}

// ColumnsURL is where the order of the columns is kept, with the address of what
// is shown now.
func (f Filters) ColumnsURL() string { return "/bookings/columns?" + f.Shown.Query().Encode() }

// AllURL is the whole day's address.
func (f Filters) AllURL() string { return f.Shown.All().URL() }

// newFilters of the board that b makes.
func newFilters(b *day.Builder) Filters {
	f := Filters{W: b.W, Shown: b.Shown}
	for _, only := range []struct{ name, icon string }{{day.OnlyWorking, "user-check"}, {day.OnlyPeople, "users"}} {
		f.Only = append(f.Only, OnlyChoice{only.name, b.W.T("board.only." + only.name), only.icon, b.Shown.Turned(only.name).URL(), b.Shown.Only.Names(only.name)})
	}
	services := Filter{Name: "service"}
	used := map[booking.ID]bool{}
	for _, k := range b.Bookings {
		used[k.Service] = true
	}
	for _, s := range b.Services {
		if s.Active && !s.Archived || used[s.ID] {
			services.Options = append(services.Options, Option{Value: string(s.ID), Label: s.Name, Hue: b.Hues.Of(s.ID), On: b.Shown.Services.Names(string(s.ID))})
		}
	}
	resources := Filter{Name: "resource"}
	for i, r := range b.Everybody {
		resources.Options = append(resources.Options, Option{Value: string(r.ID), Label: r.Name, Hue: views.AvatarOf(r).Hue, On: b.Shown.Resources.Names(string(r.ID))})
		c := ColumnChoice{ID: r.ID, Name: r.Name, Avatar: views.AvatarOf(r), Shown: !b.Columns.Hides(r.ID)}
		c.Up, c.Down = views.Moves(i, len(b.Everybody), func(i int) string { return string(b.Everybody[i].ID) })
		if !c.Shown {
			f.Hidden++
		}
		f.Columns = append(f.Columns, c)
	}
	for i, set := range b.Columns.Sets {
		f.Sets = append(f.Sets, SetChoice{fmt.Sprint(i), set.Name, b.Shown.Resources == "" && b.Columns.Using(set, b.Everybody)})
	}
	statuses := Filter{Name: "status"}
	for _, s := range booking.Statuses {
		status := views.StatusOf(b.W, s)
		statuses.Options = append(statuses.Options, Option{Value: string(s), Label: status.Word, Icon: status.Icon, On: b.Shown.Statuses.Names(string(s))})
	}
	for _, list := range []Filter{services, resources, statuses} {
		list.name(b.W)
		list.Others, list.NoneURL = others(b, list.Name), b.Shown.Without(list.Name).URL()
		f.Lists = append(f.Lists, list)
	}
	return f
}

// name says what is picked: one by its name, several by their number.
func (f *Filter) name(w *views.Words) {
	on, only := 0, ""
	for _, o := range f.Options {
		if o.On {
			on, only = on+1, o.Label
		}
	}
	f.Narrows = on > 0
	switch on {
	case 0:
		f.Label = w.T("board.filter." + f.Name + ".all")
	case 1:
		f.Label = only
	default:
		f.Label = w.T("board.filter."+f.Name+".some", "n", on, "all", len(f.Options))
	}
}

// others are the parts of the address that a list of that name leaves alone.
func others(b *day.Builder, name string) []Pair {
	var all []Pair
	query := b.Shown.Query()
	for _, key := range []string{"date", "view", "service", "resource", "status", "only"} {
		if value := query.Get(key); value != "" && key != name {
			all = append(all, Pair{key, value})
		}
	}
	return all
}
