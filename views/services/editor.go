package services

import (
	"strconv"
	"strings"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/languages"
	"okno/booking/serviceorder"
	"okno/views"
	"okno/views/flaw"
	"okno/views/translated"
)

// ServiceEditor is what stands in #editor: the form of one service, or its
// facts for who may not change them. The zero one is empty.
type ServiceEditor struct {
	W         *views.Words
	ID        booking.ID // "" for a new one
	Heading   string
	BackURL   string
	Search    string // of the list's filter, for addresses
	Hue       views.Hue
	Revision  int
	Began     string
	CanChange bool
	Archived  bool

	Fields        map[string]views.TextField // by the names of booking.ServiceAttributes
	Translations  map[string][]translated.Field
	Categories    []string // that there are already
	Steps         []views.Choice
	Starts        []views.Choice
	Held          []views.Choice
	Colors        []views.ColorChoice
	OwnColor      string // what the free choice holds
	Own           bool   // and whether it is the one
	ColorError    string
	Kinds         []KindChoices
	ResourceError string
	OwnReminders  bool
	Reminders     []views.Choice
	ReminderError string
	Links         ServiceLinks
	Addresses     views.BookingLinks

	Why     []string // why it can never be booked
	Facts   []views.Fact
	Problem string
	Clash   *views.Clashes // what was typed, beside what somebody else has saved
	Said    string         // what has just been done
}

// KindChoices are the resources of one kind to choose among.
type KindChoices struct {
	Legend string
	Items  []LinkChoice
	Termed bool // each of them may have terms
}

// ServiceEditorData is what the form is made of.
type ServiceEditorData struct {
	ServicesData
	Service booking.Service     // as it is stored; the zero one for a new service
	Typed   booking.ServiceText // what stands in the form
	Error   *booking.Error      // what was refused, nil for nothing
	Began   string              // what a refused form had begun with, "" for Service
	Clash   bool                // Service has been changed since Typed was begun
	Said    booking.Sentence
}

// NewServiceEditor makes the form in the given language.
func NewServiceEditor(locale string, d ServiceEditorData) ServiceEditor {
	w, s := views.In(locale), d.Service
	e := ServiceEditor{
		W: w, ID: s.ID, Revision: s.Revision, CanChange: d.CanChange, Archived: s.Archived, Said: w.Say(d.Said),
		BackURL: "/services" + d.Filter.Search(), Search: d.Filter.Search(),
		Heading: s.Name, Hue: views.ServicePalette(d.Services).Of(s.ID), Facts: d.facts(w, s),
		Links: ServiceLinks{w.Links(d.Typed.Resources, d.Resources)},
	}
	if s.ID != "" && s.Active {
		e.Addresses = views.NewBookingLinks(w, d.BaseURL, d.Forms, []booking.Service{s}, "service", s.Ref)
	}
	if s.ID == "" {
		e.Heading = w.T("services.new")
	}
	for _, f := range engine.FindingsOf(d.Findings, s.ID) {
		e.Why = append(e.Why, flaw.Text(w, f, d.flawOf()))
	}
	wrong := map[string]string{}
	if d.Error != nil {
		e.Problem = w.Say(d.Error.Sentence)
		for name, sentence := range d.Error.Fields {
			wrong[name] = w.Say(sentence)
		}
	}
	if d.Clash {
		e.Clash = d.clashes(w, e)
	}
	e.Began = views.BeganWith(d.Began, NewServiceText(locale, s))
	e.fields(d, wrong)
	e.colors(d, wrong["color"])
	e.kinds(d, wrong)
	e.OwnReminders, e.ReminderError = d.Typed.OwnReminders, wrong["reminder"]
	e.Reminders = w.ReminderChoices(d.Typed.Reminders)
	return e
}

func (ServiceEditor) View() string { return "service-editor" }

// Open says whether there is anything to show.
func (e ServiceEditor) Open() bool { return e.W != nil }

// URL is where the form goes.
func (e ServiceEditor) URL() string {
	if e.ID == "" {
		return "/services"
	}
	return "/services/" + string(e.ID)
}

func (e *ServiceEditor) fields(d ServiceEditorData, wrong map[string]string) {
	w, chosen := e.W, d.Typed.Typed["step"]
	e.Fields = views.TextFieldsOf(w, "services", booking.ServiceAttributes, d.Typed.Typed, wrong)
	e.Translations = translated.Fields(w, "services", languages.ServiceTexts, d.Company, d.Typed.Typed, wrong)
	price, category := e.Fields["price"], e.Fields["category"]
	price.Unit, category.List = w.Sign(d.Company.Currency), "service-categories"
	e.Fields["price"], e.Fields["category"] = price, category
	e.Steps = []views.Choice{{Value: "", Label: w.T("services.step.company", "step", w.Minutes(d.Company.StepMin)), Chosen: chosen == ""}}
	for _, step := range booking.Steps {
		text := strconv.Itoa(step)
		e.Steps = append(e.Steps, views.Choice{Value: text, Label: w.Minutes(step), Chosen: chosen == text})
	}
	company := w.T("services.starts." + string(d.Company.StartsOf(&booking.Service{})))
	own := d.Typed.Typed["starts"]
	e.Starts = []views.Choice{{Value: "", Label: w.T("services.starts.company", "starts", company), Chosen: own == ""}}
	for _, s := range booking.AllStarts {
		e.Starts = append(e.Starts, views.Choice{Value: string(s), Label: w.T("services.starts." + string(s)), Chosen: own == string(s)})
	}
	online := d.Typed.Typed["held"] == string(booking.Online)
	e.Held = []views.Choice{
		{Value: "", Label: w.T("services.held.here"), Chosen: !online},
		{Value: string(booking.Online), Label: w.T("services.held.online"), Chosen: online},
	}
	for _, group := range serviceorder.GroupsOf(serviceorder.Grouped(d.Services)) {
		if group.Name != "" {
			e.Categories = append(e.Categories, group.Name)
		}
	}
}

func (e *ServiceEditor) colors(d ServiceEditorData, problem string) {
	color := strings.ToLower(d.Typed.Typed["color"])
	e.Colors = []views.ColorChoice{{Value: "", Label: e.W.T("services.color.auto"), Hue: "", Chosen: color == ""}}
	e.Own, e.OwnColor, e.ColorError = color != "", "#2f6fd6", problem
	for _, h := range views.Hues {
		value := views.HexColor(h.RGB)
		e.Colors = append(e.Colors, views.ColorChoice{Value: value, Label: e.W.T("services.color." + string(h.Name)), Hue: h.Name, Chosen: color == value})
		if color == value {
			e.Own = false
		}
	}
	if e.Own {
		e.OwnColor = color
	}
}

func (e *ServiceEditor) kinds(d ServiceEditorData, wrong map[string]string) {
	e.ResourceError = wrong["resource"]
	chosen := map[booking.ID]bool{}
	for _, id := range d.Typed.Resources {
		chosen[id] = true
	}
	for _, kind := range booking.Kinds {
		group := KindChoices{Legend: e.W.T("services.kind." + string(kind)), Termed: kind == booking.Staff && d.termed()}
		for _, r := range d.Resources {
			if r.Kind != kind || r.Archived && !chosen[r.ID] {
				continue
			}
			c := LinkChoice{ResourceChoice: views.ResourceChoice{ID: r.ID, Name: r.Name, Chosen: chosen[r.ID]}}
			if group.Termed {
				c.Terms = e.termFields(d, r, wrong)
			}
			switch {
			case r.Archived:
				c.Note = e.W.T("services.resource.archived")
			case !r.Active:
				c.Note = e.W.T("services.resource.off")
			}
			group.Items = append(group.Items, c)
		}
		if len(group.Items) > 0 {
			e.Kinds = append(e.Kinds, group)
		}
	}
}

// ServiceSaved is the answer to an act in the form: the form anew, and the list.
type ServiceSaved struct {
	Editor ServiceEditor
	List   ServiceList
}

func (ServiceSaved) View() string { return "service-saved" }

// ServiceLinks is the fragment #service-links: what the choice of resources means.
type ServiceLinks struct{ views.Links }

// NewServiceLinks makes the fragment in the given language.
func NewServiceLinks(locale string, linked []booking.ID, resources []booking.Resource) ServiceLinks {
	return ServiceLinks{views.In(locale).Links(linked, resources)}
}

func (ServiceLinks) View() string { return "service-links" }
