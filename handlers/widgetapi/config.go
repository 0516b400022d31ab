package widgetapi

import (
	"encoding/json"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/format"
	"okno/booking/languages"
	"okno/booking/pricelist"
	"okno/booking/webform"
	"okno/db"
	"okno/handlers"
	"okno/handlers/openform"
	"okno/snapshot"
	"okno/widget"
)

type configBody struct {
	Company struct {
		Name     string `json:"name"`
		Timezone string `json:"timezone"`
		Locale   string `json:"locale"`
		Currency string `json:"currency"`
		Address  string `json:"address,omitempty"`
		Phone    string `json:"phone,omitempty"`      // E.164
		PhoneIn  string `json:"phone_text,omitempty"` // as people write it
		Formats  string `json:"formats"`              // how dates, times and sums are written (BCP 47)
		Clock    string `json:"clock"`                // whose time is shown, in words
	} `json:"company"`
	Confirmation booking.Confirmation `json:"confirmation"`
	Mail         bool                 `json:"mail"` // whether mail is sent at all: without a mail server nothing may promise any
	Bookable     struct {
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"bookable"` // the dates that can be asked for with any hope
	Services []openform.ServiceBody `json:"services"`
	Form     formBody               `json:"form"`
	Widget   widgetBody             `json:"widget"`
	Lang     string                 `json:"lang"`                // what the words and all sentences are in
	Words    json.RawMessage        `json:"words"`               // the widget's texts
	Choose   []languageBody         `json:"languages,omitempty"` // that the visitor may switch to, where there are more than one
	// At the end stands "view", signed and time-limited; a submit brings it along.
}

// languageBody is a language and what it calls itself.
type languageBody struct {
	Tag  string `json:"tag"`
	Name string `json:"name"`
}

// widgetBody is the look with everything said but texts and a colour of its own.
type widgetBody struct {
	webform.Widget
	Light *webform.Palette `json:"light,omitempty"` // what the accent makes, on either ground
	Dark  *webform.Palette `json:"dark,omitempty"`
}

func widgetBodyOf(w webform.Widget) widgetBody {
	return widgetBody{w.Whole(), webform.LightPalette(w.Accent), webform.DarkPalette(w.Accent)}
}

type formBody struct {
	Name    string              `json:"name"`
	Fields  []webform.FormField `json:"fields"`
	Consent *webform.Consent    `json:"consent"`
	Texts   struct {
		Done    webform.Words `json:"done"`
		DoneURL string        `json:"done_url,omitempty"` // a page to go to after sending
	} `json:"texts"`
}

// widgetConfig is what the widget shows before anything is chosen. All of it but the view
// token is remembered while it is the same day.
func (h *Handlers) widgetConfig(c echo.Context) error {
	if err := handlers.Limited(c, h.Limits.Read); err != nil {
		return err
	}
	f, company, err := h.FormShown(c)
	if err != nil {
		return err
	}
	view, err := h.Tokens.View(f.Key)
	if err != nil {
		return err
	}
	write := func() (snapshot.Answer, error) {
		text, err := json.Marshal(h.configOf(f, handlers.LocaleOf(c)))
		if err != nil {
			return snapshot.Answer{}, err
		}
		return snapshot.NewAnswer(text[:len(text)-1], ""), nil // the view token closes it
	}
	var answer snapshot.Answer
	if company == nil { // of a preview
		answer, err = write()
	} else {
		answer, err = company.Other("config "+f.Key+" "+handlers.LocaleOf(c), h.Now(), write)
	}
	if err != nil {
		return err
	}
	return handlers.Remembered(c, answer, `,"view":"`+view+`"}`) // in base64
}

func (h *Handlers) configOf(f openform.Form, locale string) configBody {
	company := f.Setup.Company
	var body configBody
	body.Company.Name, body.Company.Timezone = company.Name, company.Zone.String()
	body.Company.Locale, body.Company.Currency = company.Locale, company.Currency
	style := format.In(locale).At(company.Zone, h.Now())
	body.Company.Formats, body.Company.Clock = style.Language(), style.City(company.Zone)
	if rules := company.Client; rules.Phone != "" {
		body.Company.Phone, body.Company.PhoneIn = rules.Phone, style.Phone(rules.Phone)
	}
	body.Company.Address, body.Mail = company.Client.Address, !h.MailLogged
	body.Confirmation = company.Confirmation
	today := booking.DateOf(h.Now(), company.Zone)
	body.Bookable.From, body.Bookable.To = today.String(), today.AddDays(company.HorizonDays).String()
	body.Services = openform.ServiceBodies(f)
	for i := range body.Services {
		offer(&body.Services[i], f.Setup, style)
	}
	body.Form = formBodyOf(f.Name, f.Settings)
	body.Widget = widgetBodyOf(f.Settings.Widget)
	body.Lang = locale
	body.Words = widget.Words(locale)
	if tags := f.Languages(); len(tags) > 1 {
		for _, tag := range tags {
			body.Choose = append(body.Choose, languageBody{tag, languages.Names[tag]})
		}
	}
	return body
}

// offer says in words how long a service takes and what it costs, where people have terms of their own.
func offer(body *openform.ServiceBody, setup db.Setup, style format.Style) {
	service, _ := setup.Service(string(body.ID))
	if len(service.Terms) == 0 {
		return
	}
	currency := setup.Company.Currency
	body.Offer = style.Offer(pricelist.Of(&service, setup.Resources), currency)
	for i, r := range body.Resources {
		if r.Kind == booking.Staff {
			body.Resources[i].Offer = style.Offer(pricelist.Of(&service, handlers.ResourcesOf(setup.Resources, []booking.ID{r.ID})), currency)
		}
	}
}

func formBodyOf(name string, s webform.FormSettings) formBody {
	body := formBody{Name: name, Fields: s.AllFields(), Consent: s.Consent}
	body.Texts.Done, body.Texts.DoneURL = s.Done, s.DoneURL
	return body
}
