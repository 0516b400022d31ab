package views

import (
	"okno/booking"
)

// NoteState is what stands below a note that saves itself, as the answer to its
// saving: that it is saved, what is wrong with it, or what somebody else has
// written there meanwhile.
type NoteState struct {
	W       *Words
	Field   string // the name of the token that the next saving names what was seen by, "" for a note that is only added
	Seen    string // what is stored
	Said    string
	Problem string
	Clash   bool // Seen is somebody else's, and not what was typed on top of
}

// NewNoteState makes it: error is what the desk refused it for, nil where it is saved.
func NewNoteState(locale, field, stored string, refused *booking.Error) NoteState {
	s := NoteState{W: In(locale), Field: field, Seen: stored}
	switch {
	case refused == nil:
		s.Said = s.W.T("notes.saved")
	case refused.Code == booking.Conflict && field != "":
		s.Clash = true
	default:
		s.Field = "" // what was seen stays what it was
		s.Problem = s.W.Say(refused.Sentence)
		for _, sentence := range refused.Fields { // it has one field
			s.Problem = s.W.Say(sentence)
		}
	}
	return s
}

func (NoteState) View() string { return "note-state" }
