// Package app makes an installed app of the panel: its manifest, its service worker, and the page that is shown when
// there is no connection.
package app

import "okno/handlers"

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }
