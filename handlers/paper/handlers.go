// Package paper is what leaves the panel: the day's sheet, tables and calendars.
package paper

import "okno/handlers"

// Handlers answer the room's routes.
type Handlers struct{ *handlers.Kit }

// New prepares them over the kit.
func New(kit *handlers.Kit) *Handlers { return &Handlers{kit} }
