package views

import (
	"slices"

	"okno/booking"
)

// Column is the fragment #column-ID: one resource's day.
type Column struct {
	W       *Words
	ID      booking.ID
	Name    string
	Kind    booking.Kind
	Avatar  Avatar
	Does    string  // the services that it is linked to, by their place in the panel: «0 4 17»
	Hours   string  // «9–13, 14–18», or that it does not work that day
	Closed  []Place // outside working hours
	Blocks  []Block
	Buffers []Buffer
	Taken   []Place // by bookings that the filters leave out
	Cards   []Card
	Ghosts  Ghosts
	Rows    int
}

// Block is an exception as texture, with its reason.
type Block struct {
	Place
	Reason string
}

// Buffer is the thin stripe before or after a card.
type Buffer struct {
	Place
	Hue Hue
}

func (Column) view() string { return "column" }

// Card is a booking in one column. A booking on several resources has a card in
// the column of each; they name one another.
type Card struct {
	Place   Place
	Lanes   Lanes
	Booking booking.ID
	ID      string // of the element: a booking has one in each of its columns
	Hue     Hue
	Status  Status
	Heading string // the client's name
	From    string // on the wall clock
	To      string
	Service string
	Joined  string // the other resources, «Елена П., Кабинет 1», "" where there is none
	Who     string // all resources: the day as a list has no columns to tell
	Marks   []Mark // what is worth a line
	Label   string // the accessible name, complete
	Second  bool   // not the first card of its booking: the day as a list leaves it out
	Past    bool
	Start   string // RFC 3339, as what is dragged starts from it
	Minutes int
	EndUnix int64
	Moves   bool   // staff may take it elsewhere
	Nth     int    // its service's place in the panel
	Seen    string // what an act on it says it has seen
	Early   bool   // began on the date before
	Late    bool   // ends on the date after

	JoinsBefore, JoinsAfter bool // drawn as one with the card in the column before and after
}

// Mark is something worth knowing about a booking: an icon with its words.
type Mark struct {
	Name string // what it is, for the style: "awaits", "joined", "origin", "new", "absent", "waived", "note"
	Icon string
	Text string
	Unix int64 // since when, where the text says for how long: it goes on in the browser (waits.js)
}

// URL is the booking's own address.
func (c Card) URL() string { return "/bookings/" + string(c.Booking) }

// Signs are the marks that a card of two lines shows as icons.
func (c Card) Signs() []Mark {
	return slices.DeleteFunc(slices.Clone(c.Marks), func(m Mark) bool { return m.Name == "awaits" || m.Name == "joined" || m.Name == "origin" })
}

// SlotClass and Class are the classes of the place and of the card in it: put
// together here, since each action of a template costs more than all of them.
func (c Card) SlotClass() string {
	class := "slot " + c.Place.Class() + c.Lanes.Class()
	if c.Second {
		class += " slot-second"
	}
	return class
}

// Class: see SlotClass.
func (c Card) Class() string {
	class := "card hue-" + string(c.Hue) + " is-" + string(c.Status.Name)
	for _, is := range []struct {
		so   bool
		name string
	}{
		{c.Past, " is-past"}, {c.Early, " is-early"}, {c.Late, " is-late"}, {c.Moves, " is-movable"},
		{c.JoinsBefore, " joins-before"}, {c.JoinsAfter, " joins-after"},
	} {
		if is.so {
			class += is.name
		}
	}
	return class
}

// Status is a status with its icon and its word.
type Status struct {
	Name booking.Status
	Icon string
	Word string
}

var statusIcons = map[booking.Status]string{
	booking.Pending:   "circle-question-mark",
	booking.Confirmed: "check",
	booking.Arrived:   "user-check",
	booking.Completed: "check-check",
	booking.NoShow:    "user-x",
	booking.Cancelled: "ban",
	booking.Rejected:  "ban",
}

func statusOf(w *Words, s booking.Status) Status {
	return Status{s, statusIcons[s], w.T("status." + string(s))}
}
