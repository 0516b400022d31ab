package handlers

import (
	"bytes"
	"crypto/sha256"

	"github.com/labstack/echo/v4"

	"okno/booking/abuse"
	"okno/desk"
)

// sender is what is known of who submits a form.
type sender struct {
	hasty   bool   // he sends faster than people type
	address []byte // a keyed hash of where he is; nil where limits are off
	view    desk.ViewUsed
}

// sender holds a submit against the limits: the ordinary ones where it brings a
// view token that was not used by another submit and was not got a moment ago,
// tighter ones otherwise. It is never refused for the lack of a token alone.
func (h *Handlers) sender(c echo.Context, f openForm, body *sentBody, key string) (sender, error) {
	ctx := c.Request().Context()
	var s sender
	view, seen := h.tokens.readView(f.Key, body.View)
	if seen {
		by := sha256.Sum256([]byte(key))
		s.view = desk.ViewUsed{ID: view.ID, By: by[:16], Expires: view.Expires}
	}
	if !h.PublicLimits {
		return s, nil
	}
	s.address = h.addressHash(c)
	if seen {
		used, err := h.DB.ViewUsedBy(ctx, view.ID)
		if err != nil {
			return sender{}, err
		}
		seen = used == nil || bytes.Equal(used, s.view.By)
		s.hasty = h.Now().Sub(view.seen()) < haste
	}
	address, form := h.limits.blind, h.limits.blindForm
	if seen && !s.hasty && !body.trapped() {
		address, form = h.limits.submit, h.limits.form
	}
	network, site := abuse.NetworkOf(c.RealIP()), abuse.SiteOf(c.RealIP())
	if err := h.take(c, address, network); err != nil {
		return sender{}, err
	}
	if site != network {
		if err := h.take(c, h.limits.site, site); err != nil {
			return sender{}, err
		}
	}
	return s, h.take(c, form, f.Key)
}

// addressHash names where a request comes from without telling it.
func (h *Handlers) addressHash(c echo.Context) []byte {
	return h.tokens.sign("address", []byte(abuse.NetworkOf(c.RealIP())))
}
