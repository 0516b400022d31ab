package views

import "encoding/json"

// Began is what a form begins with, for its hidden field of that name: a conflict
// is judged by it, field by field (booking.Reconcile). text is a struct of texts.
func Began(text any) string {
	known, err := json.Marshal(text)
	if err != nil {
		panic("views: a text that cannot be written down: " + err.Error()) // a struct of strings can
	}
	return string(known)
}

// BeganWith is kept, what the form that was refused had begun with, else text.
func BeganWith(kept string, text any) string {
	if kept != "" {
		return kept
	}
	return Began(text)
}
