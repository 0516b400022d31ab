// Package openform is a form as visitors use it: finding it by its key, what it says, who sends
// something through it and what he has sent. The widget's API and the hosted page stand on it.
package openform

import "okno/handlers"

// Kit is the handlers' kit with what forms that visitors use need besides.
type Kit struct{ *handlers.Kit }

// New makes it.
func New(kit *handlers.Kit) *Kit { return &Kit{kit} }
