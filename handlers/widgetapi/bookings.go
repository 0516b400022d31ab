package widgetapi

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/languages"
	"okno/booking/webform"
	"okno/desk/online"
	"okno/handlers"
	"okno/handlers/openform"
	"okno/views"
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
	Hold string `json:"hold"` // the visitor's own, which does not stand in his way
	openform.SentBody
}

type bookedBody struct {
	ID        booking.ID              `json:"id"`
	Number    int64                   `json:"number"`
	Status    booking.Status          `json:"status"`
	Start     string                  `json:"start"`
	End       string                  `json:"end"`
	Resources []openform.ResourceBody `json:"resources"`
	Price     *string                 `json:"price"` // decimal, null where none is shown
	ManageURL string                  `json:"manage_url"`
	MailTo    string                  `json:"mail_to,omitempty"` // where a mail about it goes; none goes where this is left out
	AddTo     addToBody               `json:"add_to"`
}

// addToBody are the ways of a booking into a calendar, and into its client's chat, as addresses.
type addToBody struct {
	Google  string `json:"google"`
	Outlook string `json:"outlook"`
	ICS     string `json:"ics"`

	Telegram string `json:"telegram,omitempty"` // leads to the bot that tells its client; left out where there is none
}

// widgetBook makes a booking. The same key with the same body gets the same
// answer again, for 7 days.
func (h *Handlers) widgetBook(c echo.Context) error {
	var body bookBody
	s, err := h.submitted(c, &body)
	if err != nil {
		return err
	}
	filled := webform.Submission{
		Contact: booking.Contact{Name: body.Client.Name, Phone: body.Client.Phone, Email: body.Client.Email},
		Answers: s.answers, Consent: body.Consent,
	}
	if err := body.Doubts(s.form, filled); err != nil {
		return err
	}
	booked, err := h.Desk.Online.Book(c.Request().Context(), online.BookRequest{
		Form: s.form.PublicForm, Settings: s.form.Settings, Key: s.key, BodyHash: s.hash,
		Service: body.Service, Resource: body.Resource, Start: body.Start, Hold: body.Hold,
		Filled: filled, Locale: handlers.LocaleOf(c), Page: pageOf(c, body.Page), View: s.from.View, From: s.from.Sender,
	})
	if err != nil {
		return err
	}
	h.Pause(c.Request().Context(), booked.Slower)
	for i, r := range booked.Resources {
		if known, ok := s.form.Setup.Resource(string(r.ID)); ok {
			booked.Resources[i].Name = languages.Resource(known, s.form.Locale).Name
		}
	}
	answer := h.bookedBody(booked, s.form.Setup.Company.Zone)
	if !h.MailLogged && !booked.Quiet {
		answer.MailTo = strings.TrimSpace(body.Client.Email)
	}
	service, _ := s.form.Service(body.Service)
	links := views.NewCalendarLinks(views.In(handlers.ReaderOf(c)), booking.Booking{Number: booked.Number, Start: booked.Start, End: booked.End}, service, s.form.Setup.Company, answer.ManageURL)
	answer.AddTo = addToBody{Google: links.Google, Outlook: links.Outlook, ICS: answer.ManageURL + "/calendar.ics"}
	if booked.Chat {
		answer.AddTo.Telegram = answer.ManageURL + "/telegram"
	}
	return c.JSON(http.StatusCreated, answer)
}

func (h *Handlers) bookedBody(b online.Booked, zone *time.Location) bookedBody {
	body := bookedBody{
		ID: b.ID, Number: b.Number, Status: b.Status,
		Start: b.Start.In(zone).Format(time.RFC3339), End: b.End.In(zone).Format(time.RFC3339),
		Resources: []openform.ResourceBody{}, ManageURL: h.BaseURL + "/m/" + h.Tokens.Manage(b.Company, b.ID),
	}
	for _, r := range b.Resources {
		body.Resources = append(body.Resources, openform.ResourceBody{ID: r.ID, Ref: r.Ref, Name: r.Name, Kind: r.Kind})
	}
	body.Price = handlers.PtrIf(b.Price, b.Price != "")
	return body
}
