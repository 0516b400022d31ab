package booking

import "slices"

// Columns is how a member wants the columns of the board. The zero Columns are
// all of them in the panel's order.
type Columns struct {
	Order  []ID `json:"order,omitempty"`  // first these, then the others as the panel has them
	Hidden []ID `json:"hidden,omitempty"` // left out
}

// Arrange puts the resources, given in the panel's order, into the member's order.
func (c Columns) Arrange(resources []Resource) []Resource {
	var arranged []Resource
	for _, id := range c.Order {
		if i := slices.IndexFunc(resources, func(r Resource) bool { return r.ID == id }); i >= 0 {
			arranged = append(arranged, resources[i])
		}
	}
	for _, r := range resources {
		if !slices.Contains(c.Order, r.ID) {
			arranged = append(arranged, r)
		}
	}
	return arranged
}

// Move puts a column before another one, last where before is "" or unknown. The
// resources are all that have a column, in the panel's order.
func (c Columns) Move(resources []Resource, id, before ID) Columns {
	var order []ID
	for _, r := range c.Arrange(resources) {
		if r.ID != id {
			order = append(order, r.ID)
		}
	}
	at := slices.Index(order, before)
	if at < 0 || before == "" {
		at = len(order)
	}
	c.Order = slices.Insert(order, at, id)
	return c
}

// Show has the column shown or hidden.
func (c Columns) Show(id ID, shown bool) Columns {
	c.Hidden = slices.DeleteFunc(slices.Clone(c.Hidden), func(h ID) bool { return h == id })
	if !shown {
		c.Hidden = append(c.Hidden, id)
	}
	return c
}

// Hides says whether the column is hidden.
func (c Columns) Hides(id ID) bool { return slices.Contains(c.Hidden, id) }
