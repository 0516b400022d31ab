package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// noteAlone says whether a note that saves itself asks (static/js/notes.js): it
// wants to know what has become of it, and nothing else of the page.
func noteAlone(c echo.Context) bool { return isFragment(c) && c.FormValue("answer") == "note" }

// noteAnswer tells a note what has become of it; field is the name of its token,
// stored what is stored now.
func (h *Handlers) noteAnswer(c echo.Context, field, stored string, err error) error {
	if err == nil {
		return h.render(c, http.StatusOK, views.NewNoteState(readerOf(c), field, stored, nil))
	}
	known := asKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	if known.Code == booking.Conflict && known.Sentence.Key != "error.notes_changed" { // there is no note to choose
		field = ""
	}
	return h.render(c, statuses[known.Code], views.NewNoteState(readerOf(c), field, stored, known))
}
