package handlers

import (
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// hostedAsk is what the address of the page, or the form that was sent, has chosen so far.
func hostedAsk(c echo.Context, f openForm) views.PlainData {
	value := func(name string) string { return c.FormValue(name) }
	p := views.PlainData{
		Key: f.Key, Company: f.Setup.Company, Settings: f.Settings, Services: offered(f), Today: booking.Date{},
		Plain: value("plain") != "", Lang: value("lang"), Tab: booking.TabKind(value("tab")), Resource: booking.ID(value("resource")),
		Typed: map[string][]string{}, Carried: url.Values{},
	}
	tabs := f.Settings.Widget.Whole().Tabs
	if !slices.ContainsFunc(tabs, func(t booking.WidgetTab) bool { return t.Kind == p.Tab }) && p.Tab != booking.FormTab {
		p.Tab = tabs[0].Kind
	}
	if service, known := f.service(value("service")); known && slices.ContainsFunc(p.Services, func(s booking.Service) bool { return s.ID == service.ID }) {
		p.Service = &service
	} else if len(p.Services) == 1 {
		p.Service = &p.Services[0]
	}
	if p.Service != nil {
		p.Resources = resourcesOf(f.Setup.Resources, p.Service.Resources)
	}
	if !slices.ContainsFunc(p.Resources, func(r booking.Resource) bool { return r.ID == p.Resource && r.Active }) {
		p.Resource = ""
	}
	// What a hidden field takes from the page's address goes along from step to step.
	for _, field := range f.Settings.AllFields() {
		if param := field.Parameter(); field.Kind == booking.HiddenField && value(param) != "" {
			p.Carried.Set(param, value(param))
			p.Typed[field.Name] = []string{value(param)}
		}
	}
	return p
}

// offered are the services that can be booked at all, as the widget lists them.
func offered(f openForm) []booking.Service {
	var list []booking.Service
	for _, body := range serviceBodies(f) {
		service, _ := f.Setup.Service(string(body.ID))
		list = append(list, service)
	}
	return list
}

// hostedStep fills in the step that is due: services, days and times, or the form.
func (h *Handlers) hostedStep(c echo.Context, f openForm, p views.PlainData) (views.PlainData, error) {
	p.Today = booking.DateOf(h.Now(), p.Company.Zone)
	p.Mail = !h.MailLogged
	switch {
	case c.QueryParams().Has("sent"):
		p.Said = said(c, f.Settings)
		return p, nil
	case p.Tab == booking.FormTab:
		return p, h.hostedForm(&p, f)
	case p.Service == nil:
		return p, nil
	}
	if start, problem := booking.ParseStart(c.FormValue("start"), p.Company.Zone); problem == nil && start.After(h.Now()) {
		p.Start = start.In(p.Company.Zone)
		return p, h.hostedForm(&p, f)
	}
	return p, h.hostedDays(c, &p, f, c.FormValue("day"))
}

// hostedForm prepares the form: its own key, so that a second press books nothing
// twice, and a token that says when it was shown.
func (h *Handlers) hostedForm(p *views.PlainData, f openForm) error {
	id, err := booking.NewID(h.Random)
	if err != nil {
		return err
	}
	p.SendKey = string(id)
	p.View, err = h.tokens.view(f.Key)
	return err
}

// hostedDays are the free times of the weeks from a day on; where no day is named,
// of the first weeks that have any.
func (h *Handlers) hostedDays(c echo.Context, p *views.PlainData, f openForm, named string) error {
	ask := booking.Ask{Service: p.Service.ID, Resource: p.Resource, Now: h.Now()}
	p.Last = p.Today.AddDays(p.Company.HorizonDays)
	day, err := booking.ParseDate(named)
	if err != nil || day.Before(p.Today) {
		day = p.Today
	}
	if p.Last.Before(day) {
		day = p.Last
	}
	for first := monday(day); ; first = first.AddDays(7 * views.VisitWeeks) {
		calendar, last := f.Setup.Calendar(nil), first.AddDays(7*views.VisitWeeks-1)
		calendar.Occupied, err = h.DB.Of(f.Company).Occupied(c.Request().Context(), f.Setup.Linked(ask.Service), calendar.Window(ask, first, last), ask.Now)
		if err != nil {
			return err
		}
		if p.Days, err = calendar.Days(ask, first, last); err != nil {
			return err
		}
		free := slices.ContainsFunc(p.Days, func(d booking.Day) bool { return len(d.Slots) > 0 })
		if free || named != "" || p.Last.Before(first.AddDays(7*views.VisitWeeks)) {
			p.Day = chosenDay(p.Days, day)
			return nil
		}
	}
}
