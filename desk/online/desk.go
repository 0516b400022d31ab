// Package online is what anybody on the web may do, within the rules of booking/abuse: hold a time, book it, leave
// a request; and what is counted of that, and done about a flood of it.
package online

import "okno/acts"

// Desk performs the acts of strangers.
type Desk struct{ *acts.Base }
