package columns

import (
	"slices"
	"strings"
	"unicode/utf8"

	"okno/booking"
)

// Set is a choice of columns under a name, to come back to: «Утро», «Второй этаж».
type Set struct {
	Name  string       `json:"name"`
	Shown []booking.ID `json:"shown"`
}

// What a member may keep.
const (
	MaxSets    = 12
	MaxSetName = 40 // runes
)

// Save keeps the columns that are shown now under a name; a set that has it already is replaced. The name's
// margins are left out. It fails with Invalid where the name is empty or too long, and where there are too many.
func (c Choice) Save(name string, resources []booking.Resource) (Choice, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || utf8.RuneCountInString(name) > MaxSetName {
		return c, booking.Fail(booking.Invalid, "board.sets.bad_name", "most", MaxSetName)
	}
	set := Set{Name: name}
	for _, r := range resources {
		if !c.Hides(r.ID) {
			set.Shown = append(set.Shown, r.ID)
		}
	}
	c.Sets = slices.Clone(c.Sets)
	if i := c.find(name); i >= 0 {
		c.Sets[i] = set
		return c, nil
	}
	if len(c.Sets) >= MaxSets {
		return c, booking.Fail(booking.Invalid, "board.sets.too_many", "most", MaxSets)
	}
	c.Sets = append(c.Sets, set)
	slices.SortStableFunc(c.Sets, func(a, b Set) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return c, nil
}

// Use shows the columns of a set and hides the others; it says whether there is one of that name.
func (c Choice) Use(name string, resources []booking.Resource) (Choice, bool) {
	i := c.find(name)
	if i < 0 {
		return c, false
	}
	c.Hidden = nil
	for _, r := range resources {
		if !slices.Contains(c.Sets[i].Shown, r.ID) {
			c.Hidden = append(c.Hidden, r.ID)
		}
	}
	return c, true
}

// Forget drops a set; what is shown stays. It says whether there was one.
func (c Choice) Forget(name string) (Choice, bool) {
	i := c.find(name)
	if i < 0 {
		return c, false
	}
	c.Sets = slices.Delete(slices.Clone(c.Sets), i, i+1)
	return c, true
}

// Using says whether what is shown now is that set.
func (c Choice) Using(s Set, resources []booking.Resource) bool {
	return !slices.ContainsFunc(resources, func(r booking.Resource) bool { return slices.Contains(s.Shown, r.ID) == c.Hides(r.ID) })
}

func (c Choice) find(name string) int {
	return slices.IndexFunc(c.Sets, func(s Set) bool { return strings.EqualFold(s.Name, name) })
}
