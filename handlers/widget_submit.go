package handlers

import (
	"crypto/sha256"
	"io"

	"github.com/labstack/echo/v4"

	"okno/booking"
)

// sentBody is what any submit may bring along.
type sentBody struct {
	Answers answers   `json:"answers"`
	Consent bool      `json:"consent"`
	View    string    `json:"view"`
	Page    string    `json:"page"`    // address of the page that the widget stands on
	Website string    `json:"website"` // of a field that people do not see: what fills it in is a program
	Sure    *[]string `json:"sure"`    // that it asks its visitor about doubts, and what he has confirmed
}

// doubts asks about what a visitor has typed, where the sender says that it can ask.
func (b *sentBody) doubts(f openForm, filled booking.Submission) error {
	if b.Sure == nil {
		return nil
	}
	return f.Settings.Doubts(filled, f.Setup.Company, *b.Sure)
}

func (b *sentBody) sent() *sentBody { return b }

// trapped says that the field was filled in. What is sent so is kept all the
// same, and marked: a browser may have filled it in for a person.
func (b *sentBody) trapped() bool { return b.Website != "" }

// submit is what a booking and a lead have in common.
type submit struct {
	form    openForm
	key     string
	hash    []byte // of the body: tells a repetition from another request under the same key
	answers map[string][]string
	from    sender
}

// maxKey bounds an Idempotency-Key, in bytes.
const maxKey = 255

// submitted reads a submit into body and holds its sender against the limits.
func (h *Handlers) submitted(c echo.Context, body interface{ sent() *sentBody }) (submit, error) {
	var s submit
	var err error
	if s.form, err = h.form(c); err != nil {
		return s, err
	}
	if err := s.form.sends(); err != nil {
		return s, err
	}
	raw, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return s, err
	}
	if err := decode(raw, body); err != nil {
		return s, err
	}
	if s.answers, err = body.sent().Answers.values(); err != nil {
		return s, err
	}
	s.key = c.Request().Header.Get("Idempotency-Key")
	if s.from, err = h.sender(c, s.form, body.sent(), s.key); err != nil {
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
	if !ok || !booking.IsWebAddress(page) {
		page, ok = booking.CleanLine(c.Request().Referer(), booking.MaxText)
	}
	if !ok {
		return ""
	}
	return page
}
