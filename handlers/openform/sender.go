package openform

import (
	"bytes"
	"crypto/sha256"

	"github.com/labstack/echo/v4"

	"okno/booking/abuse"
	"okno/booking/webform"
	"okno/db/strangerdb"
	"okno/desk/online"
	"okno/handlers/token"
)

// Sender is what is known of who submits a form.
type Sender struct {
	online.Sender
	View online.ViewUsed
}

// Sender holds a submit against the limits: the ordinary ones where it brings a
// view token that was not used by another submit and was not got a moment ago,
// tighter ones otherwise. It is never refused for the lack of a token alone.
func (h *Kit) Sender(c echo.Context, f Form, body *SentBody, key string) (Sender, error) {
	ctx := c.Request().Context()
	s := Sender{Sender: online.Sender{Trapped: body.trapped()}}
	view, seen := h.Tokens.ReadView(f.Key, body.View)
	if seen {
		by := sha256.Sum256([]byte(key))
		s.View = online.ViewUsed{ID: view.ID, By: by[:16], Expires: view.Expires}
	}
	if !h.PublicLimits {
		return s, nil
	}
	s.Network, s.Site = h.WhereFrom(c)
	if seen {
		used, err := strangerdb.ViewUsedBy(ctx, h.DB, view.ID)
		if err != nil {
			return Sender{}, err
		}
		seen = used == nil || bytes.Equal(used, s.View.By)
		s.Hasty = h.Now().Sub(view.SeenAt()) < token.Haste
	}
	s.Clean = seen && !s.Hasty && !s.Trapped
	network, site := abuse.NetworkOf(c.RealIP()), abuse.SiteOf(c.RealIP())
	near, form := h.Limits.Blind, h.Limits.BlindForm
	if s.Clean {
		near, form = h.Limits.Submit, h.Limits.Form
	}
	if err := h.Take(c, near, network); err != nil {
		return Sender{}, err
	}
	if site != network {
		if err := h.Take(c, h.Limits.Site, site); err != nil {
			return Sender{}, err
		}
	}
	return s, h.Take(c, form, f.Key)
}

// WhereFrom names where a request comes from, without telling it.
func (h *Kit) WhereFrom(c echo.Context) (network, site []byte) {
	return h.Tokens.Sign("address", []byte(abuse.NetworkOf(c.RealIP()))), h.Tokens.Sign("address", []byte(abuse.SiteOf(c.RealIP())))
}

// SentBody is what any submit may bring along.
type SentBody struct {
	Answers answers   `json:"answers"`
	Consent bool      `json:"consent"`
	View    string    `json:"view"`
	Page    string    `json:"page"`    // address of the page that the widget stands on
	Website string    `json:"website"` // of a field that people do not see: what fills it in is a program
	Sure    *[]string `json:"sure"`    // that it asks its visitor about doubts, and what he has confirmed
}

// Doubts asks about what a visitor has typed, where the sender says that it can ask.
func (b *SentBody) Doubts(f Form, filled webform.Submission) error {
	if b.Sure == nil {
		return nil
	}
	return f.Settings.Doubts(filled, f.Setup.Company, *b.Sure)
}

// Sent is the body itself, for what embeds it.
func (b *SentBody) Sent() *SentBody { return b }

// trapped says that the field was filled in. What is sent so is kept all the
// same, and marked: a browser may have filled it in for a person.
func (b *SentBody) trapped() bool { return b.Website != "" }
