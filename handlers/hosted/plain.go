package hosted

import (
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/languages"
	"okno/booking/webform"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/handlers/openform"
	"okno/views"
	"okno/views/hosted"
)

// hostedAsk is what the address of the page, or the form that was sent, has chosen so far.
func hostedAsk(c echo.Context, f openform.Form) hosted.PlainData {
	value := func(name string) string { return c.FormValue(name) }
	p := hosted.PlainData{
		Key: f.Key, Company: f.Setup.Company, Settings: f.Settings, Services: offered(f), People: f.Setup.Resources, Today: booking.Date{},
		Plain: value("plain") != "", Lang: value("lang"), Tab: webform.TabKind(value("tab")),
		Typed: map[string][]string{}, Carried: url.Values{},
	}
	tabs := f.Settings.Widget.Whole().Tabs
	if !slices.ContainsFunc(tabs, func(t webform.WidgetTab) bool { return t.Kind == p.Tab }) && p.Tab != webform.FormTab {
		p.Tab = tabs[0].Kind
	}
	if service, known := f.Service(value("service")); known && slices.ContainsFunc(p.Services, func(s booking.Service) bool { return s.ID == service.ID }) {
		p.Service = &service
	} else if len(p.Services) == 1 {
		p.Service = &p.Services[0]
	}
	whom := f.Resource(value("resource"))
	p.Resource = whom.ID
	if p.Service != nil {
		p.Resources = languages.Resources(handlers.ResourcesOf(f.Setup.Resources, p.Service.Resources), f.Locale)
	} else if whom.ID != "" { // whoever comes for a person chooses among what that person does
		p.Services = slices.DeleteFunc(p.Services, func(s booking.Service) bool { return !slices.Contains(s.Resources, whom.ID) })
		p.Resources = []booking.Resource{whom}
	}
	if !slices.ContainsFunc(p.Resources, func(r booking.Resource) bool { return r.ID == p.Resource && r.Active }) {
		p.Resource = ""
	}
	// What a hidden field takes from the page's address goes along from step to step.
	for _, field := range f.Settings.AllFields() {
		if param := field.Parameter(); field.Kind == webform.HiddenField && value(param) != "" {
			p.Carried.Set(param, value(param))
			p.Typed[field.Name] = []string{value(param)}
		}
	}
	return p
}

// offered are the services that can be booked at all, as the widget lists them.
func offered(f openform.Form) []booking.Service {
	var list []booking.Service
	for _, body := range openform.ServiceBodies(f) {
		service, _ := f.Service(string(body.ID))
		list = append(list, service)
	}
	return list
}

// hostedStep fills in the step that is due: services, days and times, or the form.
func (h *Handlers) hostedStep(c echo.Context, f openform.Form, p hosted.PlainData) (hosted.PlainData, error) {
	p.Today = booking.DateOf(h.Now(), p.Company.Zone)
	p.Mail = !h.MailLogged
	switch {
	case c.QueryParams().Has("sent"):
		p.Said = openform.DoneText(c, f.Settings)
		return p, nil
	case p.Tab == webform.FormTab:
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
func (h *Handlers) hostedForm(p *hosted.PlainData, f openform.Form) error {
	id, err := booking.NewID(h.Random)
	if err != nil {
		return err
	}
	p.SendKey = string(id)
	p.View, err = h.Tokens.View(f.Key)
	return err
}

// hostedDays are the free times of the weeks from a day on; where no day is named,
// of the first weeks that have any.
func (h *Handlers) hostedDays(c echo.Context, p *hosted.PlainData, f openform.Form, named string) error {
	ask := engine.Ask{Service: p.Service.ID, Resource: p.Resource, Now: h.Now()}
	p.Last = p.Today.AddDays(p.Company.HorizonDays)
	day, err := booking.ParseDate(named)
	if err != nil || day.Before(p.Today) {
		day = p.Today
	}
	if p.Last.Before(day) {
		day = p.Last
	}
	for first := handlers.MondayOf(day); ; first = first.AddDays(7 * views.VisitWeeks) {
		calendar, last := f.Setup.Calendar(nil), first.AddDays(7*views.VisitWeeks-1)
		if err := bookingdb.FillDates(c.Request().Context(), h.DB.Of(f.Company), calendar, ask, first, last); err != nil {
			return err
		}
		if p.Days, err = calendar.Days(ask, first, last); err != nil {
			return err
		}
		free := slices.ContainsFunc(p.Days, func(d engine.Day) bool { return len(d.Slots) > 0 })
		if free || named != "" || p.Last.Before(first.AddDays(7*views.VisitWeeks)) {
			p.Day = handlers.ChosenDay(p.Days, day)
			return nil
		}
	}
}
