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
	ID           ID
	Ref          string // the company file's name for it
	Name         string
	Kind         Kind
	Title        string // what visitors read under the name: "Hair colourist"
	Bio          string // and a line or two about it
	Color        string // "#rrggbb", "" where none is set
	Active       bool
	Archived     bool             // kept for its bookings only; an archived resource is never Active
	Revision     int              // rises with every change, of its week too
	Translations Texts            // of its name, title and bio
	Photo        string           // hash of its picture, "" where there is none
	Weekly       []WeeklyInterval // the ordinary week, on dates of which neither Schedules nor Days say anything
	Schedules    []Schedule       // dated patterns in the order of From, each another one
	Days         []OwnDay         // single dates with hours of their own, in order
	Nth          int              // its place among all of the company, archived ones too, from 0: where it has no Color it takes one by it, whatever is shown beside it
}

// ResourceAttributes are the plain attributes of a resource. Its hours, its links and its photo
// are not among them.
var ResourceAttributes = Attributes[Resource]{
	{Name: "name", Required: true, Most: MaxName, Value: func(r *Resource) any { return &r.Name }},
	{Name: "kind", Kind: ChoiceAttribute, Choices: []string{string(Staff), string(Room), string(Equipment)}, Unknown: "error.kind", Value: func(r *Resource) any { return (*string)(&r.Kind) }},
	{Name: "title", Most: MaxName, Value: func(r *Resource) any { return &r.Title }},
	{Name: "bio", Kind: TextAttribute, Most: MaxText, Value: func(r *Resource) any { return &r.Bio }},
	{Name: "color", Kind: ColorAttribute, Value: func(r *Resource) any { return &r.Color }},
}

// WeeklyInterval is one stretch of a resource's ordinary week on the wall clock.
// To <= From runs past midnight and belongs to the weekday it starts on.
type WeeklyInterval struct {
	Weekday int // ISO 8601: 1 is Monday, 7 is Sunday
	From    Clock
	To      Clock
}

// Minutes is how long the interval lasts on a day without a change of clocks.
func (i WeeklyInterval) Minutes() int {
	from, to := i.Span()
	return to - from
}

// Overnight says whether it runs past midnight; one that ends at midnight does not.
func (i WeeklyInterval) Overnight() bool { return i.To <= i.From && i.To > 0 }

// Span is the interval in minutes after Monday 00:00; Sunday's may end beyond the week.
func (i WeeklyInterval) Span() (from, to int) {
	day := (i.Weekday - 1) * int(DayEnd)
	from, to = day+int(i.From), day+int(i.To)
	if i.To <= i.From {
		to += int(DayEnd)
	}
	return from, to
}
