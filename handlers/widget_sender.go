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
	desk.Sender
	view desk.ViewUsed
}

// sender holds a submit against the limits: the ordinary ones where it brings a
// view token that was not used by another submit and was not got a moment ago,
// tighter ones otherwise. It is never refused for the lack of a token alone.
func (h *Handlers) sender(c echo.Context, f openForm, body *sentBody, key string) (sender, error) {
	ctx := c.Request().Context()
	s := sender{Sender: desk.Sender{Trapped: body.trapped()}}
	view, seen := h.tokens.readView(f.Key, body.View)
	if seen {
		by := sha256.Sum256([]byte(key))
		s.view = desk.ViewUsed{ID: view.ID, By: by[:16], Expires: view.Expires}
	}
	if !h.PublicLimits {
		return s, nil
	}
	s.Network, s.Site = h.whereFrom(c)
	if seen {
		used, err := h.DB.ViewUsedBy(ctx, view.ID)
		if err != nil {
			return sender{}, err
		}
		seen = used == nil || bytes.Equal(used, s.view.By)
		s.Hasty = h.Now().Sub(view.seen()) < haste
	}
	s.Clean = seen && !s.Hasty && !s.Trapped
	network, site := abuse.NetworkOf(c.RealIP()), abuse.SiteOf(c.RealIP())
	near, form := h.limits.blind, h.limits.blindForm
	if s.Clean {
		near, form = h.limits.submit, h.limits.form
	}
	if err := h.take(c, near, network); err != nil {
		return sender{}, err
	}
	if site != network {
		if err := h.take(c, h.limits.site, site); err != nil {
			return sender{}, err
		}
	}
	return s, h.take(c, form, f.Key)
}

// whereFrom names where a request comes from, without telling it.
func (h *Handlers) whereFrom(c echo.Context) (network, site []byte) {
	return h.tokens.sign("address", []byte(abuse.NetworkOf(c.RealIP()))), h.tokens.sign("address", []byte(abuse.SiteOf(c.RealIP())))
}
