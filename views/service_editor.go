package views

import (
	"strconv"
	"strings"

	"okno/booking"
)

// ServiceEditor is what stands in #editor: the form of one service, or its
// facts for who may not change them. The zero one is empty.
type ServiceEditor struct {
	W         *Words
	ID        booking.ID // "" for a new one
	Heading   string
	BackURL   string
	Search    string // of the list's filter, for addresses
	Hue       Hue
	Revision  int
	Began     string
	CanChange bool
	Archived  bool

	Name, Category, Duration, Before, After, Price ServiceField
	Description                                    ServiceField
	Categories                                     []string // that there are already
	Steps                                          []Choice
	StepError                                      string
	Colors                                         []ColorChoice
	OwnColor                                       string // what the free choice holds
	Own                                            bool   // and whether it is the one
	ColorError                                     string
	Kinds                                          []KindChoices
	ResourceError                                  string
	OwnReminders                                   bool
	Reminders                                      []Choice
	ReminderError                                  string
	Links                                          ServiceLinks

	Why     []string // why it can never be booked
	Facts   []Fact
	Problem string
	Clashes []Clash // where what was typed differs from what somebody else has saved
	Said    string  // what has just been done
}

// ServiceField is one typed field of the form.
type ServiceField struct {
	Name, Label, More, Value, Error, Unit, Mode string
	Required                                    bool
	Max                                         int
	List                                        string
}

// ColorChoice is one colour of the palette; Value is "" for the palette's own order.
type ColorChoice struct {
	Value, Label string
	Hue          Hue
	Chosen       bool
}

// KindChoices are the resources of one kind to choose among.
type KindChoices struct {
	Legend string
	Items  []ResourceChoice
}

// ResourceChoice is one resource that may be linked.
type ResourceChoice struct {
	ID     booking.ID
	Name   string
	Note   string // switched off, in the archive
	Chosen bool
}

// Fact is a field for who only reads.
type Fact struct{ Name, Value string }

// Clash is a field in two versions.
type Clash struct{ Name, Yours, Now string }

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
	w, s := In(locale), d.Service
	e := ServiceEditor{
		W: w, ID: s.ID, Revision: s.Revision, CanChange: d.CanChange, Archived: s.Archived, Said: w.Say(d.Said),
		BackURL: "/services" + d.Filter.Search(), Search: d.Filter.Search(),
		Heading: s.Name, Hue: servicePalette(d.Services).of(s.ID), Facts: d.facts(w, s),
		Links: ServiceLinks{w.links(d.Typed.Resources, d.Resources)},
	}
	if s.ID == "" {
		e.Heading = w.T("services.new")
	}
	for _, f := range booking.FindingsOf(d.Findings, s.ID) {
		e.Why = append(e.Why, FlawText(w, f, d.flawOf()))
	}
	wrong := map[string]string{}
	if d.Error != nil {
		e.Problem = w.Say(d.Error.Sentence)
		for name, sentence := range d.Error.Fields {
			wrong[name] = w.Say(sentence)
		}
	}
	if d.Clash {
		e.Clashes = d.clashes(w)
	}
	e.Began = beganWith(d.Began, NewServiceText(locale, s))
	e.fields(d, wrong)
	e.colors(d, wrong["color"])
	e.kinds(d, wrong["resource"])
	e.OwnReminders, e.ReminderError = d.Typed.OwnReminders, wrong["reminder"]
	e.Reminders = w.reminderChoices(d.Typed.Reminders)
	return e
}

func (ServiceEditor) view() string { return "service-editor" }

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
	w, t := e.W, d.Typed
	minutes := w.MinuteUnit()
	field := func(name, value string) ServiceField {
		return ServiceField{Name: name, Label: w.T("services.field." + name), Value: value, Error: wrong[name]}
	}
	number := func(name, value string) ServiceField {
		f := field(name, value)
		f.Unit, f.Mode, f.Max = minutes, "numeric", 8
		return f
	}
	e.Name, e.Category, e.Description = field("name", t.Name), field("category", t.Category), field("description", t.Description)
	e.Name.Required, e.Category.List, e.Category.More = true, "service-categories", w.T("services.optional")
	e.Description.More = w.T("services.optional")
	e.Duration, e.Before, e.After = number("duration", t.Duration), number("buffer_before", t.Before), number("buffer_after", t.After)
	e.Duration.Required = true
	e.Price = field("price", t.Price)
	e.Price.Unit, e.Price.Mode, e.Price.More, e.Price.Max = w.Sign(d.Company.Currency), "decimal", w.T("services.optional"), 24
	e.StepError = wrong["step"]
	e.Steps = []Choice{{"", w.T("services.step.company", "step", w.Minutes(d.Company.StepMin)), t.Step == ""}}
	for _, step := range booking.Steps {
		text := strconv.Itoa(step)
		e.Steps = append(e.Steps, Choice{text, w.Minutes(step), t.Step == text})
	}
	seen := map[string]bool{"": true}
	for _, s := range d.Services {
		if !seen[s.Category] {
			seen[s.Category] = true
			e.Categories = append(e.Categories, s.Category)
		}
	}
}

func (e *ServiceEditor) colors(d ServiceEditorData, problem string) {
	color := strings.ToLower(d.Typed.Color)
	e.Colors = []ColorChoice{{"", e.W.T("services.color.auto"), "", color == ""}}
	e.Own, e.OwnColor, e.ColorError = color != "", "#2f6fd6", problem
	for _, h := range hues {
		value := hexColor(h.rgb)
		e.Colors = append(e.Colors, ColorChoice{value, e.W.T("services.color." + string(h.name)), h.name, color == value})
		if color == value {
			e.Own = false
		}
	}
	if e.Own {
		e.OwnColor = color
	}
}

func (e *ServiceEditor) kinds(d ServiceEditorData, problem string) {
	e.ResourceError = problem
	chosen := map[booking.ID]bool{}
	for _, id := range d.Typed.Resources {
		chosen[id] = true
	}
	for _, kind := range booking.Kinds {
		group := KindChoices{Legend: e.W.T("services.kind." + string(kind))}
		for _, r := range d.Resources {
			if r.Kind != kind || r.Archived && !chosen[r.ID] {
				continue
			}
			c := ResourceChoice{ID: r.ID, Name: r.Name, Chosen: chosen[r.ID]}
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

func (ServiceSaved) view() string { return "service-saved" }

// ServiceLinks is the fragment #service-links: what the choice of resources means.
type ServiceLinks struct{ Links }

// NewServiceLinks makes the fragment in the given language.
func NewServiceLinks(locale string, linked []booking.ID, resources []booking.Resource) ServiceLinks {
	return ServiceLinks{In(locale).links(linked, resources)}
}

func (ServiceLinks) view() string { return "service-links" }
