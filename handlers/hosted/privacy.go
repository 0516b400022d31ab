package hosted

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/handlers"
	"okno/views/hosted"
)

// privacy is what a form's company says of its clients' data. It stays while the form is
// switched off: people have agreed to it.
func (h *Handlers) privacy(c echo.Context) error {
	f, err := h.Form(c)
	if err != nil && (f.Setup.Company.Name == "" || booking.CodeOf(err) != booking.NotFound) {
		return err
	}
	if f.Privacy == nil {
		return booking.Fail(booking.NotFound, "error.page_unknown")
	}
	h.framed(c, f)
	return h.Render(c, http.StatusOK, hosted.NewPrivacy(h.Base(c), hosted.PrivacyData{
		Form: webform.Form{Key: f.Key, Settings: f.Settings}, Company: f.Setup.Company, Text: f.Privacy, Closed: err != nil, Lang: handlers.LocaleOf(c),
	}))
}
