package widgetapi

import (
	"crypto/sha256"
	"io"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/handlers"
	"okno/handlers/openform"
)

// submit is what a booking and a lead have in common.
type submit struct {
	form    openform.Form
	key     string
	hash    []byte // of the body: tells a repetition from another request under the same key
	answers map[string][]string
	from    openform.Sender
}

// maxKey bounds an Idempotency-Key, in bytes.
const maxKey = 255

// submitted reads a submit into body and holds its sender against the limits.
func (h *Handlers) submitted(c echo.Context, body interface{ Sent() *openform.SentBody }) (submit, error) {
	var s submit
	var err error
	if s.form, err = h.Form(c); err != nil {
		return s, err
	}
	if err := s.form.Sends(); err != nil {
		return s, err
	}
	raw, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return s, err
	}
	if err := handlers.Decode(raw, body); err != nil {
		return s, err
	}
	if s.answers, err = body.Sent().Answers.Values(); err != nil {
		return s, err
	}
	s.key = c.Request().Header.Get("Idempotency-Key")
	if s.from, err = h.Sender(c, s.form, body.Sent(), s.key); err != nil {
		return s, err
	}
	if s.key == "" || len(s.key) > maxKey {
		return s, booking.FailFields(map[string]booking.Sentence{"Idempotency-Key": booking.Say("error.idempotency_key", "Max", maxKey)})
	}
	hash := sha256.Sum256(raw)
	s.hash = hash[:]
	return s, nil
}

// pageOf is the address of the page that the widget stands on: what the widget
// says, if it is an address, else what the browser tells of it.
func pageOf(c echo.Context, told string) string {
	page, ok := booking.CleanLine(told, booking.MaxText)
	if !ok || !webform.IsWebAddress(page) {
		page, ok = booking.CleanLine(c.Request().Referer(), booking.MaxText)
	}
	if !ok {
		return ""
	}
	return page
}
