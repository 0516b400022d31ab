package forms

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/handlers"
	"okno/views/forms"
)

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
		d.Look = webform.NewWidgetText(f.Settings.Widget)
	}
	if err := h.Desk.Forms.PreviewForm(c.Request().Context(), handlers.Member(c), d.Preview, f); err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, forms.NewPreviewNotes(handlers.ReaderOf(c), d.Look))
}

// formPreview is a page with the real widget on it, for the frame beside the editor.
func (h *Handlers) formPreview(c echo.Context) error {
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	key := h.Tokens.Preview(handlers.IdentityOf(c).Company.ID, d.Form.ID, booking.ID(c.Param("preview")))
	if key == "" {
		return booking.Fail(booking.NotFound, "error.form_unknown")
	}
	c.Response().Header().Set(echo.HeaderContentSecurityPolicy, strings.Replace(handlers.PanelCSP, "frame-ancestors 'none'", "frame-ancestors 'self'", 1))
	return h.Render(c, http.StatusOK, forms.NewFormPreview(handlers.ReaderOf(c), c.QueryParam("theme"), h.Base(c).Company.Name, key))
}
