package widgetapi

import (
	"encoding/hex"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk/online"
	"okno/handlers"
	"okno/handlers/openform"
)

type holdBody struct {
	Service  string `json:"service"`
	Resource string `json:"resource"`
	Start    string `json:"start"`
	Visitor  string `json:"visitor"` // a random name that the widget keeps; without it the view token says who he is
	View     string `json:"view"`
}

type heldBody struct {
	ID      booking.ID `json:"id"`
	Expires string     `json:"expires"`
	Seconds int        `json:"seconds"` // until then, for whoever does not trust his own clock
}

// widgetHold keeps a slot while the visitor fills in the form.
func (h *Handlers) widgetHold(c echo.Context) error {
	f, err := h.Form(c)
	if err != nil {
		return err
	}
	if f.Preview {
		return c.JSON(http.StatusCreated, h.heldInPreview(f))
	}
	raw, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	var body holdBody
	if err := handlers.Decode(raw, &body); err != nil {
		return err
	}
	if len(body.Visitor) > maxKey {
		return booking.FailFields(map[string]booking.Sentence{"visitor": booking.Say("error.too_long", "Max", maxKey)})
	}
	seen := h.Tokens.Viewed(f.Key, body.View)
	bucket := h.Limits.BlindHold
	if seen {
		bucket = h.Limits.Hold
	}
	if err := handlers.Limited(c, bucket); err != nil {
		return err
	}
	request := online.HoldRequest{
		Form: f.PublicForm, Settings: f.Settings, Service: body.Service, Resource: body.Resource, Start: body.Start,
		Visitor: body.Visitor,
	}
	if h.PublicLimits {
		request.From.Network, request.From.Site = h.WhereFrom(c)
		request.From.Clean = seen
	}
	switch {
	case request.Visitor != "":
	case seen:
		request.Visitor = "view " + body.View
	case request.From.Network != nil:
		request.Visitor = "address " + hex.EncodeToString(request.From.Network)
	}
	hold, err := h.Desk.Online.Hold(c.Request().Context(), request)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, h.held(hold, f.Setup.Company.Zone))
}

// widgetProlong is a sign of life: the visitor is still typing.
func (h *Handlers) widgetProlong(c echo.Context) error {
	f, err := h.heldForm(c)
	if err != nil {
		return err
	}
	if f.Preview {
		return c.JSON(http.StatusOK, h.heldInPreview(f))
	}
	hold, err := h.Desk.Online.ProlongHold(c.Request().Context(), f.PublicForm, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, h.held(hold, f.Setup.Company.Zone))
}

// widgetRelease gives a slot back; one that is not held any more stays so.
func (h *Handlers) widgetRelease(c echo.Context) error {
	f, err := h.heldForm(c)
	if err != nil {
		return err
	}
	if f.Preview {
		return c.NoContent(http.StatusNoContent)
	}
	if err := h.Desk.Online.ReleaseHold(c.Request().Context(), f.PublicForm, booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (h *Handlers) heldForm(c echo.Context) (openform.Form, error) {
	if err := handlers.Limited(c, h.Limits.Alive); err != nil {
		return openform.Form{}, err
	}
	return h.Form(c)
}

func (h *Handlers) held(hold booking.Hold, zone *time.Location) heldBody {
	return heldBody{hold.ID, hold.Expires.In(zone).Format(time.RFC3339), int(hold.Expires.Sub(h.Now()).Seconds())}
}

// heldInPreview looks like a hold and keeps nothing from anybody.
func (h *Handlers) heldInPreview(f openform.Form) heldBody {
	return h.held(booking.Hold{ID: h.nobody(f.Key, ""), Expires: h.Now().Add(booking.HoldFor)}, f.Setup.Company.Zone)
}
