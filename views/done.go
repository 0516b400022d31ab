package views

import (
	"encoding/json"

	"okno/booking"
)

// Done is the fragment that tells what an act has done, as a toast, with a
// button that takes it back. It goes along with the fragment that the act changed.
type Done struct {
	W    *Words
	Text string
	Undo Undo   // the zero Undo where the act cannot be taken back
	Ask  string // the booking whose client will be told: whoever never said whether to is asked; "" else
}

// Undo is the request that takes an act back: the inverse act.
type Undo struct {
	Method string // "post" or "delete"
	URL    string
	Target string            // CSS selector of what the answer replaces
	Values map[string]string // what goes along with it, such as what was there before; may be nil
}

// Vals are the Values as htmx reads them (hx-vals), "" where there are none.
func (u Undo) Vals() (string, error) {
	if len(u.Values) == 0 {
		return "", nil
	}
	text, err := json.Marshal(u.Values)
	return string(text), err
}

// NewDone makes the toast.
func NewDone(locale string, said booking.Sentence, undo Undo) Done {
	w := In(locale)
	return Done{W: w, Text: w.Say(said), Undo: undo}
}

func (Done) View() string { return "done" }
