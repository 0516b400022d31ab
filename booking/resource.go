package booking

// Kind is what sort of thing a resource is. A service needs one resource of
// every kind that is linked to it (domain.md, "When a slot is free", rule 4).
type Kind string

const (
	Staff     Kind = "staff"
	Room      Kind = "room"
	Equipment Kind = "equipment"
)

// Kinds in the order in which they are asked and shown.
var Kinds = []Kind{Staff, Room, Equipment}

// Resource is a person, a room or a piece of equipment that a booking occupies.
type Resource struct {
	ID       ID
	Ref      string // the company file's name for it
	Name     string
	Kind     Kind
	Color    string // "#rrggbb", "" where none is set
	Active   bool
	Archived bool   // kept for its bookings only; an archived resource is never Active
	Revision int    // rises with every change, of its week too
	Photo    string // hash of its picture, "" where there is none
	Weekly   []WeeklyInterval
	Nth      int // its place among all of the company, archived ones too, from 0: where it has no Color it takes one by it, whatever is shown beside it
}

// WeeklyInterval is one stretch of a resource's working week on the wall clock.
// To <= From runs past midnight and belongs to the weekday it starts on.
type WeeklyInterval struct {
	Weekday int // ISO 8601: 1 is Monday, 7 is Sunday
	From    Clock
	To      Clock
}
