package booking

// Starts says at which of the times at which a service could be booked it may
// start. The company has one, and a service may have its own.
type Starts string

const (
	StepStarts Starts = "step"     // every whole multiple of the step
	NextStarts Starts = "duration" // one after the other: from the beginning of work, a visit and its buffers apart
	FullStarts Starts = "no_gaps"  // those after which nothing is left over that is too short to sell
)

// AllStarts are all of them, in the order in which they are shown.
var AllStarts = []Starts{StepStarts, NextStarts, FullStarts}

// StartsOf is how the service's starts lie: its own way, else the company's.
func (c Company) StartsOf(s *Service) Starts {
	switch {
	case s.Starts != "":
		return s.Starts
	case c.Starts != "":
		return c.Starts
	}
	return StepStarts
}
