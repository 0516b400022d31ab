package handlers

import (
	"crypto/hmac"
	"encoding/binary"
	"net/http"
	"strings"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// previewPrefix begins the keys of previews; no form's key has a dot.
const previewPrefix = "preview."

// preview is the key of a form as somebody is editing it. The widget takes it as
// any other key; what is sent through it goes nowhere.
func (t tokens) preview(company booking.CompanyID, form, preview booking.ID) string {
	raw := binary.BigEndian.AppendUint64(nil, uint64(company))
	for _, id := range []booking.ID{form, preview} {
		u, err := uuid.Parse(string(id))
		if err != nil {
			return ""
		}
		raw = append(raw, u[:]...)
	}
	return previewPrefix + encoding.EncodeToString(append(raw, t.sign("preview", raw)...))
}

// previewed reads such a key.
func (t tokens) previewed(key string) (company booking.CompanyID, form, preview booking.ID, ok bool) {
	token, is := strings.CutPrefix(key, previewPrefix)
	raw, whole := unwrap(token, 8+16+16+16)
	if !is || !whole || !hmac.Equal(raw[40:], t.sign("preview", raw[:40])) {
		return 0, "", "", false
	}
	id := func(at int) booking.ID { return booking.ID(uuid.UUID(raw[at : at+16]).String()) }
	return booking.CompanyID(binary.BigEndian.Uint64(raw)), id(8), id(24), true
}

// previewForm keeps what is being typed for the widget beside it, and says what
// is to be said of its colours. What cannot be accepted is not shown yet.
func (h *Handlers) previewForm(c echo.Context) error {
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	f := d.Form
	if c.FormValue("part") == "widget" {
		look, _, err := readWidgetText(c)
		if err != nil {
			return err
		}
		var refused error
		if f.Settings.Widget, refused = look.Widget(f.Settings); refused != nil {
			f.Settings.Widget = d.Form.Settings.Widget
		}
		d.Look = look
	} else {
		typed, _, err := readFormText(c)
		if err != nil {
			return err
		}
		if read, refused := typed.Form(f, d.Services); refused == nil {
			f = read
		}
		d.Look = booking.NewWidgetText(f.Settings.Widget)
	}
	if err := h.Desk.PreviewForm(c.Request().Context(), member(c), d.Preview, f); err != nil {
		return err
	}
	return h.render(c, http.StatusOK, views.NewPreviewNotes(readerOf(c), d.Look))
}

// formPreview is a page with the real widget on it, for the frame beside the editor.
func (h *Handlers) formPreview(c echo.Context) error {
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	key := h.tokens.preview(identityOf(c).Company.ID, d.Form.ID, booking.ID(c.Param("preview")))
	if key == "" {
		return booking.Fail(booking.NotFound, "error.form_unknown")
	}
	c.Response().Header().Set(echo.HeaderContentSecurityPolicy, strings.Replace(policy, "frame-ancestors 'none'", "frame-ancestors 'self'", 1))
	return h.render(c, http.StatusOK, views.NewFormPreview(readerOf(c), c.QueryParam("theme"), h.base(c).Company.Name, key))
}
