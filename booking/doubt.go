package booking

import "slices"

// Doubt is something that whoever types is asked about before it is kept: it may
// well be a slip of the hand. It is asked once: what was answered comes back with
// the next try.
type Doubt struct {
	Field    string // of the form that it is about
	Question Sentence
	Meant    string        // what the field may have been meant to hold, "" where nobody can guess
	Answers  []DoubtAnswer // of which one is to come back; a single one without a label goes without saying
}

// DoubtAnswer is what can be answered to a Doubt.
type DoubtAnswer struct {
	Value string // as the form sends it
	Label Sentence
}

// Sure are the answers that a form has sent.
type Sure []string

// Said says whether one of the answers is that about a value, and about no other one.
func (s Sure) Said(about, value string) bool {
	for _, each := range s {
		if each == about+"="+value {
			return true
		}
	}
	return false
}

// With are the answers together with those that go without saying to some doubts:
// what a form sends the next time.
func (s Sure) With(doubts []Doubt) Sure {
	all := slices.Clone(s)
	for _, d := range doubts {
		if len(d.Answers) == 1 && d.Answers[0].Label.Key == "" {
			all = append(all, d.Answers[0].Value)
		}
	}
	return all
}

// What answers are about.
const (
	AboutPhone = "phone" // the number is right as it is
	AboutEmail = "email" // the address is right as it is
	AboutSame  = "same"  // the client of that id it is
	AboutApart = "apart" // the client of that id it is not
)
