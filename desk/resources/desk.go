// Package resources changes resources, their photos, and the calendars that they can be followed by.
package resources

import "okno/desk/setup"

// Desk performs the acts on them.
type Desk struct{ *setup.Desk }
