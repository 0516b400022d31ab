// Package start changes a company in its first steps: how it is made, and its first resources, hours, services and form.
package start

import "okno/desk/setup"

// Desk performs the acts on them.
type Desk struct{ *setup.Desk }
