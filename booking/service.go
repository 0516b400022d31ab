package booking

// Service is what a visitor books.
type Service struct {
	ID              ID
	Ref             string // the company file's name for it
	Name            string
	Description     string
	Category        string // "" where there are none
	DurationMin     int
	BufferBeforeMin int
	BufferAfterMin  int
	StepMin         int    // 0: the company's step
	Price           string // decimal in the company's currency, "" where none is shown
	Color           string // "#rrggbb", "" where none is set
	Active          bool
	Archived        bool  // kept for its bookings only; an archived service is never Active
	Revision        int   // rises with every change: whoever saves names the one he has seen
	RemindersMin    []int // minutes before the start, as ClientRules has them; nil: the company's
	Resources       []ID  // linked resources: of each kind present, one is needed
}
