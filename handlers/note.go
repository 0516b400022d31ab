package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// NoteAlone says whether a note that saves itself asks (static/js/notes.js): it
// wants to know what has become of it, and nothing else of the page.
func NoteAlone(c echo.Context) bool { return IsFragment(c) && c.FormValue("answer") == "note" }

// NoteAnswer tells a note what has become of it; field is the name of its token,
// stored what is stored now.
func (h *Kit) NoteAnswer(c echo.Context, field, stored string, err error) error {
	if err == nil {
		return h.Render(c, http.StatusOK, views.NewNoteState(ReaderOf(c), field, stored, nil))
	}
	known := AsKnown(err)
	if known.Code == booking.Repeated { // it was saved by an attempt before, as it is sent now
		typed, _ := booking.CleanText(c.FormValue(strings.TrimSuffix(field, "_seen")), booking.MaxText)
		return h.Render(c, http.StatusOK, views.NewNoteState(ReaderOf(c), field, Member(c).Sees(typed), nil))
	}
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	if known.Code == booking.Conflict && known.Sentence.Key != "error.notes_changed" { // there is no note to choose
		field = ""
	}
	return h.Render(c, Statuses[known.Code], views.NewNoteState(ReaderOf(c), field, stored, known))
}
