package views

import (
	"okno/booking"
	"okno/booking/engine"
)

// HitsAsk asks what is to become of the bookings that a change of the setup
// hits, before anything is saved: the fragment in the modal, and without a
// script a page in the place of what was sent. Its form sends that again, with
// the choices.
type HitsAsk struct {
	Base    // the zero one in the modal
	W       *Words
	Heading string
	Problem string // what has become of the list, or of a choice, since it was shown
	Length  bool   // a service takes another time now, and these bookings keep theirs
	List    HitList
	Values  []Value // all that was sent
	Ask     Again
	Alone   bool
}

// Again is how the request is sent once more.
type Again struct {
	URL     string
	Deletes bool   // by DELETE
	Target  string // CSS selector of what its answer replaces
	Back    string // the page that it was sent from
}

// Value is a field that was sent.
type Value struct{ Name, Value string }

// HitsAskData is what is known of the matter.
type HitsAskData struct {
	HitsData
	Again
	Problem booking.Sentence
	Length  bool
	Values  []Value
}

// NewHitsAsk makes the fragment in the given language.
func NewHitsAsk(locale string, d HitsAskData) HitsAsk {
	w := In(locale)
	v := HitsAsk{
		W: w, Heading: w.T("hits.ask", "count", len(d.Hits)+d.More), Problem: w.Say(d.Problem), Length: d.Length,
		List: NewHitList(w, d.HitsData), Values: d.Values, Ask: d.Again,
	}
	v.List.ReasonHint = w.T("hits.cancel_hint")
	return v
}

// NewHitsAskPage makes the page.
func NewHitsAskPage(base Base, d HitsAskData) HitsAsk {
	v := NewHitsAsk(base.Locale, d)
	base.Title = v.Heading
	v.Base, v.Alone = base, true
	return v
}

func (v HitsAsk) View() string {
	if v.Alone {
		return "hits-page"
	}
	return "hits"
}

// URL is the one of the request, as Deletes, Target and Back are.
func (v HitsAsk) URL() string    { return v.Ask.URL }
func (v HitsAsk) Deletes() bool  { return v.Ask.Deletes }
func (v HitsAsk) Target() string { return v.Ask.Target }
func (v HitsAsk) Back() string   { return v.Ask.Back }

// Swap is how the answer takes the target's place: the editor of services is
// filled, everything else is replaced.
func (v HitsAsk) Swap() string {
	if v.Ask.Target == "#editor" {
		return "innerHTML swapEmpty:true"
	}
	return "outerHTML"
}

// SettledSaid says what has been done with the bookings that a change has hit.
func SettledSaid(moved, cancelled int) booking.Sentence {
	switch {
	case moved > 0 && cancelled > 0:
		return booking.Say("hits.said.both", "moved", moved, "cancelled", cancelled)
	case moved > 0:
		return booking.Say("hits.said.moved", "count", moved)
	}
	return booking.Say("hits.said.cancelled", "count", cancelled)
}

// GroundSaid is why a booking does not fit any more.
func GroundSaid(g engine.Ground, resources []booking.Resource, exceptions []booking.Exception) booking.Sentence {
	name := ""
	for _, r := range resources {
		if r.ID == g.Resource {
			name = r.Name
		}
	}
	for _, e := range exceptions {
		if e.ID == g.Exception && g.Exception != "" {
			name = e.Reason
			if name == "" {
				name = e.FromDate.String()
			}
		}
	}
	return booking.Say("hits.why."+string(g.Reason), "name", name)
}
