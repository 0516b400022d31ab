// Package widgetapi is what the widget asks: from pages of any site, as docs of the
// widget API have it.
package widgetapi

import "okno/handlers/openform"

// Handlers answer the room's routes.
type Handlers struct{ *openform.Kit }

// New prepares them over the kit.
func New(kit *openform.Kit) *Handlers { return &Handlers{kit} }
