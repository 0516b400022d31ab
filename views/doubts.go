package views

import "okno/booking"

// Doubt is something that is asked about a field before it is kept.
type Doubt struct {
	Field    string
	Question string
	Meant    string // what the field may have been meant to hold
	Fix      string // the button that puts it there
	Answers  []DoubtAnswer
}

// DoubtAnswer is a choice; one without a label is sent without being shown.
type DoubtAnswer struct{ Value, Label string }

// Doubts are those of an error, by their fields.
func (w *Words) Doubts(e *booking.Error) map[string][]Doubt {
	all := map[string][]Doubt{}
	if e == nil {
		return all
	}
	for _, d := range e.Doubts {
		one := Doubt{Field: d.Field, Question: w.Say(d.Question), Meant: d.Meant}
		if d.Meant != "" {
			one.Fix = w.T("doubt.fix", "meant", d.Meant)
		}
		for _, a := range d.Answers {
			one.Answers = append(one.Answers, DoubtAnswer{a.Value, w.Say(a.Label)})
		}
		all[d.Field] = append(all[d.Field], one)
	}
	return all
}
