// Package setup is what every change of a company's setup has in common: the transaction that writes down what has
// changed, settles with the bookings that are hit, and makes all processes read the setup anew. It also says what
// words a company may use that nobody vouches for.
package setup

import (
	"okno/acts"
	"okno/desk/bookings"
)

// Desk changes setups.
type Desk struct {
	*acts.Base
	Bookings *bookings.Desk // which a change may hit
}
