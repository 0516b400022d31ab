// Package board is the day of bookings: the board and its socket, a booking's
// details, and what the desk does to it.
package board

import "okno/handlers"

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }
