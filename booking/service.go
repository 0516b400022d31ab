package booking

// Service is what a visitor books.
type Service struct {
	ID              ID
	Ref             string // the company file's name for it
	Name            string
	Description     string
	DurationMin     int
	BufferBeforeMin int
	BufferAfterMin  int
	StepMin         int    // 0: the company's step
	Price           string // decimal in the company's currency, "" where none is shown
	Color           string // "#rrggbb", "" where none is set
	Active          bool
	Resources       []ID // linked resources: of each kind present, one is needed
}
