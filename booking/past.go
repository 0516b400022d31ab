package booking

// Past is what came of a client's bookings before one of them.
type Past struct {
	Visits  int // those that he came to, or is to come to
	NoShows int // those that he did not come to
}

// New says that nothing of the client was known before.
func (p Past) New() bool { return p.Visits+p.NoShows == 0 }
