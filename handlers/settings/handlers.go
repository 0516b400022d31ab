// Package settings is the company's settings: itself, its team, who is told of
// what, what became of it, the log, floods and blocks.
package settings

import "okno/handlers"

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }
