package day

import (
	"reflect"

	"okno/booking"
)

// Since is the column for a page that has it as it was: what did not change of it is marked Same, and only named. What
// is of a booking that was changed is always told.
func (c Column) Since(had Column, changed map[booking.ID]bool) Column {
	c.HeadSame = c.Name == had.Name && c.Short == had.Short && c.URL == had.URL && c.Says == had.Says && c.Today == had.Today &&
		c.Avatar == had.Avatar && c.Hours == had.Hours
	before := map[string]Card{}
	for _, card := range had.Cards {
		before[card.ID] = card
	}
	for i, card := range c.Cards {
		old, known := before[card.ID]
		c.Cards[i].Same = known && !changed[card.Booking] && reflect.DeepEqual(old, card)
	}
	runs(c.Cards, had.Cards)
	return c
}

// runs names those that are the same, and follow each other here as they did, by the first and the last.
func runs(cards, had []Card) {
	at := map[string]int{}
	for i, card := range had {
		at[card.ID] = i
	}
	for i, first := 1, 0; i < len(cards); i++ {
		if !cards[i].Same || !cards[first].Same || at[cards[i].ID] != at[cards[first].ID]+i-first {
			first = i
			continue
		}
		cards[first].Until, cards[i].Named = cards[i].ID, true
	}
}

// Since is the list for a page that has it as it was, like Column.Since.
func (l DayList) Since(had DayList, changed map[booking.ID]bool) DayList {
	before := map[booking.ID]DayRow{}
	for _, row := range had.Rows {
		before[row.Booking] = row
	}
	for i, row := range l.Rows {
		old, known := before[row.Booking]
		l.Rows[i].Same = known && !changed[row.Booking] && reflect.DeepEqual(old, row)
	}
	return l
}

// SameAs says whether a page that has the other shows this one, its ghosts aside.
func (c Column) SameAs(had Column) bool {
	had.W, had.Ghosts = c.W, c.Ghosts
	return reflect.DeepEqual(c, had)
}

// Parts are what a message over a socket brings of a grid: the columns that are different, or as much of one as is.
type Parts struct {
	Window  string // what the page shows: another one's is not for it
	Columns []Column
	Cards   []Column // of those of which they alone are different
	Ghosts  []Ghosts // of those that are the same otherwise
}

// Add adds what of a column is different from what the page has.
func (p *Parts) Add(c, had Column, changed map[booking.ID]bool) {
	if c = c.Since(had, changed); c.OnlyCards(had) {
		p.Cards = append(p.Cards, c)
	} else {
		p.Columns = append(p.Columns, c)
	}
}

// OnlyCards says whether the cards are all that a page which has the other column lacks, so that they are told without what is
// behind them.
func (c Column) OnlyCards(had Column) bool {
	some := len(c.Cards) > 0 && len(had.Cards) > 0 // without any there is no list of them
	same := c.Ghosts.SameAs(had.Ghosts)
	had.Cards, had.HeadSame = c.Cards, c.HeadSame
	return some && same && c.SameAs(had)
}

// SameAs says whether a page that has the others shows these, but for how long they last, which it counts down itself.
func (g Ghosts) SameAs(had Ghosts) bool {
	if len(g.All) != len(had.All) {
		return false
	}
	for i, ghost := range g.All {
		old := had.All[i]
		if old.Left = ghost.Left; old != ghost {
			return false
		}
	}
	return true
}

// SameAs says whether a page that has the others shows these.
func (t Totals) SameAs(had Totals) bool {
	had.W = t.W
	return t == had
}

// SameAs says whether a page that has the others shows these.
func (w Withdrawn) SameAs(had Withdrawn) bool { return reflect.DeepEqual(w.Chips, had.Chips) }
