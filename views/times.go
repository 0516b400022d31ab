package views

// VisitWeeks is how many weeks the choice of another time shows at once.
const VisitWeeks = 4

// VisitMove is the choice of another time: a form that works without scripts.
type VisitMove struct {
	Seen     string
	With     string // "any", or ""
	Month    string // what the weeks are called
	Weeks    [][]VisitDay
	Weekdays []string
	Earlier  string // address of the weeks before, "" where there are none
	Later    string
	Day      string // «Среда, 2 декабря»
	Slots    []VisitSlot
	None     string // why there are no times
	People   []VisitPeople
}

// VisitDay is a date in the weeks; URL is "" where nothing is free.
type VisitDay struct {
	Number int
	Label  string // «среда, 2 декабря, есть время»
	URL    string
	Chosen bool
	Today  bool
}

// VisitSlot is a time that can be had.
type VisitSlot struct {
	Start, Time string
	Now         bool // where the booking stands
	Chosen      bool
}

// VisitPeople is a choice of whom to go to.
type VisitPeople struct {
	Label, URL string
	Chosen     bool
}
