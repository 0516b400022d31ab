package board

import (
	"maps"
	"slices"

	"okno/booking"
	"okno/views"
	"okno/views/day"
)

// Had is a board that all its viewers have before them.
type Had struct {
	day.BoardData
	Columns map[booking.ID]bool // those of which that is certain; nil: all, and what stands around them
}

// After is what viewers have after the message, which was made of d after what they had, nil where that was not known: then
// what it has sent is certain, and other columns may say of their bookings what was true before.
func (l Live) After(had *Had, d day.BoardData) *Had {
	if l.Day != nil || l.List != nil || had != nil && had.Columns == nil {
		return &Had{BoardData: d}
	}
	columns := map[booking.ID]bool{}
	if had != nil {
		columns = maps.Clone(had.Columns)
	}
	for _, c := range l.Columns {
		columns[c.Resource] = true
	}
	return &Had{d, columns}
}

// past builds the parts of a board as it was, by the clock of what it becomes: the browser's clock goes on by itself.
type past struct {
	*day.Builder
	certain map[booking.ID]bool
}

// before is a board as it was, nil where that isn't known, or where it has other columns or stands in another window.
func before(locale string, had *Had, now *day.Builder) *past {
	if had == nil {
		return nil
	}
	d := had.BoardData
	d.Now = now.Now
	old := day.NewBuilder(views.In(locale), d)
	id := func(r day.ResourceDay) booking.ID { return r.ID }
	if old.Window() != now.Window() || !slices.EqualFunc(d.Resources, now.Resources, func(a, b day.ResourceDay) bool { return id(a) == id(b) }) {
		return nil
	}
	return &past{old, had.Columns}
}

// knows says whether it is certain what the column says.
func (p *past) knows(resource booking.ID) bool {
	return p != nil && (p.certain == nil || p.certain[resource])
}

// others adds the columns of bookings about which the board says something else by what happened to others: whether
// the client is new, and how long they have waited.
func (p *past) others(now *day.Builder, touched map[booking.ID]bool) {
	if p == nil {
		return
	}
	for _, k := range now.Bookings {
		since, waits := now.Waits[k.ID]
		was, waited := p.Waits[k.ID]
		if now.Pasts[k.ID] != p.Pasts[k.ID] || now.Birthdays[k.ID] != p.Birthdays[k.ID] || waits != waited || !since.Equal(was) {
			for _, id := range k.Resources {
				touched[id] = true
			}
		}
	}
}
