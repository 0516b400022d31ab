// Package schedules is when resources work: the week's editor, the plan of a day
// and of a month, and why a time is not free.
package schedules

import "okno/handlers"

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }
