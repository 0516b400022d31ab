package booking

import "time"

// Slot is a start that is offered. Both instants carry the company's zone.
type Slot struct{ Start, End time.Time }
