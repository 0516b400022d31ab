package widgetapi

import (
	"net/http"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/desk/online"
	"okno/handlers"
	"okno/handlers/openform"
)

type leadBody struct{ openform.SentBody }

type leadedBody struct {
	ID      booking.ID `json:"id"`
	Message string     `json:"message"`
}

// widgetLead keeps a request without a time. The same key with the same body
// gets the same answer again, for 7 days.
func (h *Handlers) widgetLead(c echo.Context) error {
	var body leadBody
	s, err := h.submitted(c, &body)
	if err != nil {
		return err
	}
	filled := webform.FlatSubmission(s.answers, body.Consent)
	if err := body.Doubts(s.form, filled); err != nil {
		return err
	}
	leaded, err := h.Desk.Online.Lead(c.Request().Context(), online.LeadRequest{
		Form: s.form.PublicForm, Settings: s.form.Settings, Key: s.key, BodyHash: s.hash,
		Filled: filled, Locale: handlers.LocaleOf(c), Page: pageOf(c, body.Page),
		From: s.from.Sender, View: s.from.View,
	})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, leadedBody{leaded.ID, openform.DoneText(c, s.form.Settings)})
}

// nobody is the ID that a key gets where nothing is kept: the same each time,
// and no other than that of a thing that is there.
func (h *Handlers) nobody(form, key string) booking.ID {
	var id uuid.UUID
	copy(id[:], h.Tokens.Sign("nobody "+form, []byte(key)))
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return booking.ID(id.String())
}
