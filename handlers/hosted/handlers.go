// Package hosted is the page of a form at our own address: with scripts and
// without.
package hosted

import "okno/handlers/openform"

// Handlers answer the room's routes.
type Handlers struct{ *openform.Kit }

// New prepares them over the kit.
func New(kit *openform.Kit) *Handlers { return &Handlers{kit} }
