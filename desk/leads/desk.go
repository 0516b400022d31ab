// Package leads is what members do with requests that came in: take them, plan them, note something.
package leads

import "okno/acts"

// Desk performs the acts on leads.
type Desk struct{ *acts.Base }
