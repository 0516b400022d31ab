// Package visit is the client's own page of his booking: and where he switches
// reminders off.
package visit

import "okno/handlers"

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }
