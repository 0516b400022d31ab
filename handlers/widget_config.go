package handlers

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/format"
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
	Services []serviceBody   `json:"services"`
	Form     formBody        `json:"form"`
	Widget   widgetBody      `json:"widget"`
	Lang     string          `json:"lang"`  // what the words and all sentences are in
	Words    json.RawMessage `json:"words"` // the widget's texts
	View     string          `json:"view"`  // signed and time-limited; a submit brings it along
}

// widgetBody is the look with everything said but texts and a colour of its own.
type widgetBody struct {
	booking.Widget
	Light *booking.Palette `json:"light,omitempty"` // what the accent makes, on either ground
	Dark  *booking.Palette `json:"dark,omitempty"`
}

func widgetBodyOf(w booking.Widget) widgetBody {
	return widgetBody{w.Whole(), booking.LightPalette(w.Accent), booking.DarkPalette(w.Accent)}
}

type formBody struct {
	Name    string              `json:"name"`
	Fields  []booking.FormField `json:"fields"`
	Consent *booking.Consent    `json:"consent"`
	Texts   struct {
		Done    booking.Words `json:"done"`
		DoneURL string        `json:"done_url,omitempty"` // a page to go to after sending
	} `json:"texts"`
}

type serviceBody struct {
	ID          booking.ID     `json:"id"`
	Ref         string         `json:"ref"`
	Name        string         `json:"name"`
	Description string         `json:"description"`
	DurationMin int            `json:"duration_min"`
	Price       *string        `json:"price"` // decimal, null where none is shown
	Resources   []resourceBody `json:"resources"`
}

type resourceBody struct {
	ID   booking.ID   `json:"id"`
	Ref  string       `json:"ref"`
	Name string       `json:"name"`
	Kind booking.Kind `json:"kind"`
}

// widgetConfig is what the widget shows before anything is chosen.
func (h *Handlers) widgetConfig(c echo.Context) error {
	if err := limited(c, h.limits.read); err != nil {
		return err
	}
	f, err := h.form(c)
	if err != nil {
		return err
	}
	company := f.Setup.Company
	var body configBody
	body.Company.Name, body.Company.Timezone = company.Name, company.Zone.String()
	body.Company.Locale, body.Company.Currency = company.Locale, company.Currency
	style := format.In(localeOf(c)).At(company.Zone, h.Now())
	body.Company.Formats, body.Company.Clock = style.Language(), style.City(company.Zone)
	if rules := company.Client; rules.Phone != "" {
		body.Company.Phone, body.Company.PhoneIn = rules.Phone, style.Phone(rules.Phone)
	}
	body.Company.Address, body.Mail = company.Client.Address, !h.MailLogged
	body.Confirmation = company.Confirmation
	today := booking.DateOf(h.Now(), company.Zone)
	body.Bookable.From, body.Bookable.To = today.String(), today.AddDays(company.HorizonDays).String()
	body.Services = serviceBodies(f)
	body.Form = formBodyOf(f.Name, f.Settings)
	body.Widget = widgetBodyOf(f.Settings.Widget)
	body.Lang = localeOf(c)
	body.Words = widget.Words(body.Lang)
	if body.View, err = h.tokens.view(f.Key); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, body)
}

func formBodyOf(name string, s booking.FormSettings) formBody {
	body := formBody{Name: name, Fields: s.AllFields(), Consent: s.Consent}
	body.Texts.Done, body.Texts.DoneURL = s.Done, s.DoneURL
	return body
}

// serviceBodies are the services of the form that can be booked at all: active, with an
// active resource of every kind that is linked.
func serviceBodies(f openForm) []serviceBody {
	bodies := []serviceBody{}
	for _, s := range f.Setup.Services {
		if !s.Active || !f.Settings.Offers(s) {
			continue
		}
		resources := []resourceBody{}
		missing := map[booking.Kind]bool{}
		for _, r := range resourcesOf(f.Setup.Resources, s.Resources) {
			if _, seen := missing[r.Kind]; !seen || r.Active {
				missing[r.Kind] = !r.Active
			}
			if r.Active {
				resources = append(resources, resourceBody{r.ID, r.Ref, r.Name, r.Kind})
			}
		}
		if len(resources) == 0 || slices.Contains(values(missing), true) {
			continue
		}
		body := serviceBody{
			ID: s.ID, Ref: s.Ref, Name: s.Name, Description: s.Description, DurationMin: s.DurationMin, Resources: resources,
		}
		if s.Price != "" {
			body.Price = &s.Price
		}
		bodies = append(bodies, body)
	}
	return bodies
}

func values(m map[booking.Kind]bool) []bool {
	var all []bool
	for _, v := range m {
		all = append(all, v)
	}
	return all
}
