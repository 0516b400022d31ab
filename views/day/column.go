package day

import (
	"slices"

	"okno/booking"
	"okno/views"
)

// Column is the fragment #column-ID: one resource's day.
type Column struct {
	W        *views.Words
	ID       string // the resource's, or the date where the columns are days of one
	Resource booking.ID
	Name     string // what stands above it, and leads to URL, as Says says
	Short    string // the name in narrow columns, "" where it is the same
	URL      string
	Says     string
	Today    bool // it is the day that is today, beside others
	Over     Over
	Kind     booking.Kind
	Avatar   views.Avatar // the zero Avatar is not shown
	Does     string       // the services that it is linked to, by their place in the panel: «0 4 17»
	Hours    string       // «9–13, 14–18», or that it does not work that day
	Closed   []Place      // outside working hours
	Blocks   []Block
	Buffers  []Buffer
	Taken    []Place // by bookings that the filters leave out
	Cards    []Card
	Ghosts   Ghosts
	Rows     int
	HeadSame bool // as the page has it: it is only named, see Since
}

// Block is an exception as texture, with its reason.
type Block struct {
	Place
	Reason   string
	ID       booking.ID // of one that opens: hours of this resource on this date; "" for any other
	Column   booking.ID
	Key      string // see Builder.Key
	Revision int
	Start    string // RFC 3339
	Minutes  int
	Moves    bool   // the hand may take it elsewhere
	Label    string // the accessible name
}

// URL is the form of one that opens.
func (b Block) URL() string { return "/exceptions/" + string(b.ID) + "/time" }

// Buffer is the thin stripe before or after a card.
type Buffer struct {
	Place
	Hue views.Hue
}

func (Column) View() string { return "column" }

// Card is a booking in one column. A booking on several resources has a card in
// the column of each; they name one another.
type Card struct {
	Place   Place
	Lanes   Lanes
	Booking booking.ID
	ID      string // of the element: a booking has one in each of its columns
	Hue     views.Hue
	Status  views.Status
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

	Same  bool   // as the page has it: it is only named, see Column.Since
	Until string // the ID of the last of those after it that it names with itself
	Named bool   // by one before it
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

// SlotClass is the classes of the place and Class those of the card in it: put
// together here, since each action of a template costs more than all of them.
func (c Card) SlotClass() string {
	class := "slot " + c.Place.Class() + c.Lanes.Class()
	if c.Second {
		class += " slot-second"
	}
	return class
}

// Class is the classes of the card itself, put together as those of SlotClass are.
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
