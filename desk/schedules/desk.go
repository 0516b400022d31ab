// Package schedules changes the hours of resources: weekly ones, dated schedules and single days.
package schedules

import "okno/desk/setup"

// Desk performs the acts on them.
type Desk struct{ *setup.Desk }
