// Package leads is the stream of leads: each lead's sheet, and the rail of them
// beside the board.
package leads

import "okno/handlers"

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }
