// Package exceptions is when it is closed all the same: their list, their form and
// what they would hit.
package exceptions

import "okno/handlers"

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }
