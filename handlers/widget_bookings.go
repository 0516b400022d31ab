package handlers

import (
	"crypto/sha256"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
)

type bookBody struct {
	Service  string `json:"service"`
	Resource string `json:"resource"`
	Start    string `json:"start"`
	Client   struct {
		Name  string `json:"name"`
		Phone string `json:"phone"`
		Email string `json:"email"`
	} `json:"client"`
	Hold    string  `json:"hold"` // the visitor's own, which does not stand in his way
	Answers answers `json:"answers"`
	Consent bool    `json:"consent"`
	View    string  `json:"view"`
	sentBody
}

// sentBody is what any submit may bring along.
type sentBody struct {
	Page    string `json:"page"`    // address of the page that the widget stands on
	Website string `json:"website"` // of a field that people do not see: what fills it in is a program
}

type bookedBody struct {
	ID        booking.ID     `json:"id"`
	Number    int64          `json:"number"`
	Status    booking.Status `json:"status"`
	Start     string         `json:"start"`
	End       string         `json:"end"`
	Resources []resourceBody `json:"resources"`
	ManageURL string         `json:"manage_url"`
}

// maxKey bounds an Idempotency-Key, in bytes.
const maxKey = 255

// widgetBook makes a booking. The same key with the same body gets the same
// answer again, for 7 days.
func (h *Handlers) widgetBook(c echo.Context) error {
	f, err := h.form(c)
	if err != nil {
		return err
	}
	if err := f.sends(); err != nil {
		return err
	}
	raw, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	var body bookBody
	if err := decode(raw, &body); err != nil {
		return err
	}
	answers, err := body.Answers.values()
	if err != nil {
		return err
	}
	key := c.Request().Header.Get("Idempotency-Key")
	from, err := h.sender(c, f, body.View, key)
	if err != nil {
		return err
	}
	if err := checkKey(key); err != nil {
		return err
	}
	hash := sha256.Sum256(raw)
	booked, err := h.Desk.Book(c.Request().Context(), desk.BookRequest{
		Form: f.PublicForm, Settings: f.Settings, Key: key, BodyHash: hash[:],
		Service: body.Service, Resource: body.Resource, Start: body.Start, Hold: body.Hold,
		Filled: booking.Submission{
			Contact: booking.Contact{Name: body.Client.Name, Phone: body.Client.Phone, Email: body.Client.Email},
			Answers: answers, Consent: body.Consent,
		},
		Locale: localeOf(c), Page: pageOf(c, body.Page), View: from.view, Trap: body.Website != "",
	})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, h.bookedBody(booked, f.Setup.Company.Zone))
}

func (h *Handlers) bookedBody(b desk.Booked, zone *time.Location) bookedBody {
	body := bookedBody{
		ID: b.ID, Number: b.Number, Status: b.Status,
		Start: b.Start.In(zone).Format(time.RFC3339), End: b.End.In(zone).Format(time.RFC3339),
		Resources: []resourceBody{}, ManageURL: h.BaseURL + "/m/" + h.tokens.manage(b.Company, b.ID),
	}
	for _, r := range b.Resources {
		body.Resources = append(body.Resources, resourceBody{r.ID, r.Ref, r.Name, r.Kind})
	}
	return body
}

// checkKey wants an idempotency key.
func checkKey(key string) error {
	if key == "" || len(key) > maxKey {
		return booking.FailFields(map[string]booking.Sentence{"Idempotency-Key": booking.Say("error.idempotency_key", "Max", maxKey)})
	}
	return nil
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
