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
	Starts          Starts // "": as the company has it
	Held            Venue  // where it takes place; "": where the company is
	Price           string // decimal in the company's currency, "" where none is shown
	Color           string // "#rrggbb", "" where none is set
	Active          bool
	Archived        bool    // kept for its bookings only; an archived service is never Active
	Revision        int     // rises with every change: whoever saves names the one that was seen
	RemindersMin    []int   // minutes before the start, as ClientRules has them; nil: the company's
	Translations    Texts   // of its name, description and category
	Resources       []ID    // linked resources: of each kind present, one is needed
	Terms           []Terms // of people among them who have their own, in the order of Resources
}

// Venue is where a service takes place.
type Venue string

// Online is the venue of a service that its client takes part in from anywhere: it is offered by the client's own clock.
const Online Venue = "online"

// ServiceAttributes are the plain attributes of a service. Its reminders, links and terms are not among them.
var ServiceAttributes = Attributes[Service]{
	{Name: "name", Required: true, Most: MaxName, Value: func(s *Service) any { return &s.Name }},
	{Name: "description", Kind: TextAttribute, Most: MaxText, Value: func(s *Service) any { return &s.Description }},
	{Name: "category", Most: MaxName, Value: func(s *Service) any { return &s.Category }},
	{Name: "duration", Column: "duration_min", Kind: MinutesAttribute, Required: true, Least: MinDurationMin, Most: MaxDurationMin, Value: func(s *Service) any { return &s.DurationMin }},
	{Name: "buffer_before", Column: "buffer_before_min", Kind: MinutesAttribute, Most: MaxBufferMin, Value: func(s *Service) any { return &s.BufferBeforeMin }},
	{Name: "buffer_after", Column: "buffer_after_min", Kind: MinutesAttribute, Most: MaxBufferMin, Value: func(s *Service) any { return &s.BufferAfterMin }},
	{Name: "step", Column: "step_min", Kind: StepAttribute, Value: func(s *Service) any { return &s.StepMin }},
	{Name: "starts", Kind: ChoiceAttribute, Choices: []string{"", string(StepStarts), string(NextStarts), string(FullStarts)}, Unknown: "error.choose", Value: func(s *Service) any { return (*string)(&s.Starts) }},
	{Name: "held", Kind: ChoiceAttribute, Choices: []string{"", string(Online)}, Unknown: "error.choose", Value: func(s *Service) any { return (*string)(&s.Held) }},
	{Name: "price", Kind: PriceAttribute, Value: func(s *Service) any { return &s.Price }},
	{Name: "color", Kind: ColorAttribute, Value: func(s *Service) any { return &s.Color }},
}
