package widgetapi

import (
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/setupdb"
	"okno/handlers"
)

// crossOrigin lets pages of any site read the answers: no cookie and no other
// standing goes along, so there is nothing that a foreign page could borrow.
func (h *Handlers) crossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set(echo.HeaderAccessControlAllowOrigin, "*")
		header.Set(echo.HeaderAccessControlExposeHeaders, "Retry-After")
		header.Set("Cross-Origin-Resource-Policy", "cross-origin")
		if c.Request().Method == http.MethodOptions {
			header.Set(echo.HeaderAccessControlAllowMethods, "GET, POST, PUT, DELETE, OPTIONS")
			header.Set(echo.HeaderAccessControlAllowHeaders, "Content-Type, Idempotency-Key")
			header.Set(echo.HeaderAccessControlMaxAge, "86400")
		}
		header.Set(echo.HeaderCacheControl, "no-store")
		return next(c)
	}
}

// eventBody is what the widget tells by the way.
type eventBody struct {
	Event    string       `json:"event"`
	View     string       `json:"view"`     // with "unmet"
	Searches []searchBody `json:"searches"` // with "unmet"
}

// widgetEvent counts that a form was shown or opened, or that somebody has left it without having found a time.
func (h *Handlers) widgetEvent(c echo.Context) error {
	if err := handlers.Limited(c, h.Limits.Read); err != nil {
		return err
	}
	f, company, err := h.FormShown(c)
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	var body eventBody
	if err := handlers.Decode(raw, &body); err != nil {
		return err
	}
	switch body.Event {
	case "shown":
		h.Funnel.Count(f.Used(), setupdb.FormSeen{Shown: 1})
	case "opened":
		h.Funnel.Count(f.Used(), setupdb.FormSeen{Opened: 1})
	case "unmet":
		if err := h.unmet(c, f, company, body); err != nil {
			return err
		}
	default:
		return booking.FailFields(map[string]booking.Sentence{"event": booking.Say("error.event")})
	}
	return c.NoContent(http.StatusNoContent)
}
