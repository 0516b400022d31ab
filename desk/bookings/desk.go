// Package bookings is what is done to a booking, by a member, by its client or by itself: made at the desk, moved,
// decided, cancelled, corrected, taken back; and what becomes of bookings that a change of the setup hits. Each act is
// one transaction, and tells nobody before it is committed.
package bookings

import "okno/acts"

// Desk performs the acts on bookings, and on the cards of clients whose bookings come along.
type Desk struct{ *acts.Base }
