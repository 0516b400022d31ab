// Package account is the ways in and a user's own page: sign-in, sign-up,
// invitations, the second factor, sessions.
package account

import "okno/handlers"

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }
