package booking

import "slices"

// Waiver is a set of rules that staff choose to go over, each by its reason.
// Nobody goes over another booking or a visitor's hold: those are in no Waiver.
type Waiver uint16

// waivable are the rules that staff may go over, bit by bit. OffGrid stands for
// rule 7 too: both are about how starts lie.
var waivable = []Reason{OffGrid, InPast, TooSoon, TooFar, OutsideHours, Excepted}

var (
	// Anything is all that staff may go over.
	Anything = Waive(waivable...)
	// ForVisitors are the rules that are there for visitors only: staff go over
	// them without being warned.
	ForVisitors = Waive(OffGrid, TooSoon, TooFar)
)

// Waive is the set of those of the reasons that can be waived.
func Waive(reasons ...Reason) Waiver {
	var w Waiver
	for _, r := range reasons {
		if i := slices.Index(waivable, r); i >= 0 {
			w |= 1 << i
		}
	}
	return w
}

// Covers says whether the rule of that reason is waived.
func (w Waiver) Covers(r Reason) bool { return w&Waive(r) != 0 }

// Reasons are those of the set, in the order in which the rules are asked.
func (w Waiver) Reasons() []Reason {
	all := []Reason{}
	for _, r := range waivable {
		if w.Covers(r) {
			all = append(all, r)
		}
	}
	return all
}

// Waived is a rule that a Choice goes over, and what caused it.
type Waived struct {
	Reason    Reason
	Resource  ID // for OutsideHours and Excepted
	Exception ID // for Excepted
}

// Warned are those of waived that staff are warned of, in their order.
func Warned(waived []Waived) []Waived {
	var warned []Waived
	for _, w := range waived {
		if !ForVisitors.Covers(w.Reason) {
			warned = append(warned, w)
		}
	}
	return warned
}

// WaiverOf is the set of what is waived.
func WaiverOf(waived []Waived) Waiver {
	var all Waiver
	for _, w := range waived {
		all |= Waive(w.Reason)
	}
	return all
}
