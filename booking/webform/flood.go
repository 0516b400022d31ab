package webform

import (
	"encoding/json"
	"fmt"
	"time"

	"okno/booking"
)

// Flood is much that strangers have left within a short time, from one place or from
// many at once.
type Flood struct {
	ID       booking.ID
	Began    time.Time
	Last     time.Time
	Many     bool // from many places
	State    FloodState
	Bookings int
	Leads    int
	Holds    int
	By       string    // who has withdrawn or dismissed it
	Closed   time.Time // when; zero while it is open
}

// FloodState is what has become of a flood.
type FloodState string

const (
	FloodOpen      FloodState = "open"
	FloodWithdrawn FloodState = "withdrawn" // what came by it was taken back
	FloodDismissed FloodState = "dismissed" // somebody says that these are clients
)

// Minutes is how long it lasted, at least one.
func (f Flood) Minutes() int { return max(1, int((f.Last.Sub(f.Began)+time.Minute-1)/time.Minute)) }

// Scan reads it as the database gives it.
func (f *Flood) Scan(value any) error {
	switch v := value.(type) {
	case []byte:
		return json.Unmarshal(v, f)
	case string:
		return json.Unmarshal([]byte(v), f)
	}
	return fmt.Errorf("a flood cannot be read from %T", value)
}
