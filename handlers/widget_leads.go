package handlers

import (
	"net/http"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

type leadBody struct{ sentBody }

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
	filled := booking.FlatSubmission(s.answers, body.Consent)
	if err := body.doubts(s.form, filled); err != nil {
		return err
	}
	leaded, err := h.Desk.Lead(c.Request().Context(), desk.LeadRequest{
		Form: s.form.PublicForm, Settings: s.form.Settings, Key: s.key, BodyHash: s.hash,
		Filled: filled, Locale: localeOf(c), Page: pageOf(c, body.Page),
		From: s.from.Sender, View: s.from.view,
	})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, leadedBody{leaded.ID, said(c, s.form.Settings)})
}

// said is what the form says after sending.
func said(c echo.Context, s booking.FormSettings) string {
	locale := localeOf(c)
	if own := s.Done.In(locale); own != "" {
		return own
	}
	return views.In(locale).T("leads.thanks")
}

// nobody is the ID that a key gets where nothing is kept: the same each time,
// and no other than that of a thing that is there.
func (h *Handlers) nobody(form, key string) booking.ID {
	var id uuid.UUID
	copy(id[:], h.tokens.sign("nobody "+form, []byte(key)))
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return booking.ID(id.String())
}
