// Package forms changes forms, the sites that may show them, and how the widget looks there.
package forms

import "okno/desk/setup"

// Desk performs the acts on them.
type Desk struct{ *setup.Desk }
