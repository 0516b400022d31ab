// Package exceptions changes exceptions from the weekly hours, and decides about the bookings that they hit.
package exceptions

import "okno/desk/setup"

// Desk performs the acts on them.
type Desk struct{ *setup.Desk }
