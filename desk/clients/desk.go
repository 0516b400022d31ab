// Package clients is what is done to clients as such: two cards made one, notes, blocks, what is handed out, erased,
// or forgotten after its time. A card's contact is corrected in desk/bookings: bookings to come follow it.
package clients

import (
	"okno/acts"
	"okno/desk/bookings"
)

// Desk performs the acts on clients.
type Desk struct {
	*acts.Base
	Bookings *bookings.Desk // whose boards show who a client is
}
