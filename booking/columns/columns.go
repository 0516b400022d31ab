// Package columns is how a member wants the columns of the board.
package columns

import (
	"slices"

	"okno/booking"
)

// Choice is which columns a member sees, and in which order. The zero Choice is
// all of them in the panel's order.
type Choice struct {
	Order  []booking.ID `json:"order,omitempty"`  // first these, then the others as the panel has them
	Hidden []booking.ID `json:"hidden,omitempty"` // left out
	Sets   []Set        `json:"sets,omitempty"`   // by name
}

// Arrange puts the resources, given in the panel's order, into the member's order.
func (c Choice) Arrange(resources []booking.Resource) []booking.Resource {
	var arranged []booking.Resource
	for _, id := range c.Order {
		if i := slices.IndexFunc(resources, func(r booking.Resource) bool { return r.ID == id }); i >= 0 {
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
func (c Choice) Move(resources []booking.Resource, id, before booking.ID) Choice {
	var order []booking.ID
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
func (c Choice) Show(id booking.ID, shown bool) Choice {
	c.Hidden = slices.DeleteFunc(slices.Clone(c.Hidden), func(h booking.ID) bool { return h == id })
	if !shown {
		c.Hidden = append(c.Hidden, id)
	}
	return c
}

// Hides says whether the column is hidden.
func (c Choice) Hides(id booking.ID) bool { return slices.Contains(c.Hidden, id) }
