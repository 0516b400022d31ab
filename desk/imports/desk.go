// Package imports brings a company file in: a whole company, or what has changed of one.
package imports

import "okno/acts"

// Desk performs imports.
type Desk struct{ *acts.Base }
