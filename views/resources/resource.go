package resources

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/languages"
	"okno/views"
	"okno/views/translated"
)

// ResourcePage is GET /resources/new and GET /resources/:id.
type ResourcePage struct {
	views.Base
	Resource Resource
}

// ResourceData is what is known about one resource, and what stands in its form.
type ResourceData struct {
	ResourcesData
	Resource booking.Resource     // as it is stored; the zero one for a new one
	Typed    booking.ResourceText // what stands in the form
	Error    *booking.Error       // what was refused, nil for nothing
	Began    string               // what a refused form had begun with, "" for Resource
	Clash    bool                 // Resource has been changed since Typed was begun
	Said     booking.Sentence     // what has just been done
	Photo    booking.Sentence     // what is wrong with the photo that was sent
}

// NewResourceText is a resource as it stands in its form.
func NewResourceText(r booking.Resource, services []booking.Service) booking.ResourceText {
	text := booking.ResourceText{Typed: booking.Typed{}}
	for _, a := range booking.ResourceAttributes {
		text.Typed[a.Name] = a.Text(r)
	}
	languages.WithTexts(text.Typed, languages.ResourceTexts.Texts(r))
	for _, s := range services {
		if r.ID != "" && !s.Archived && slices.Contains(s.Resources, r.ID) {
			text.Services = append(text.Services, s.ID)
		}
	}
	text.Seen = text.Services
	return text
}

// NewResourcePage makes the page. It sets the title.
func NewResourcePage(base views.Base, d ResourceData) ResourcePage {
	page := ResourcePage{base, NewResource(base.Locale, d)}
	page.Section, page.Title = "resources", page.Resource.Heading
	return page
}

func (ResourcePage) View() string { return "resource-page" }

// Resource is the fragment #resource: one resource, or the form of a new one.
type Resource struct {
	W         *views.Words
	ID        booking.ID // "" for a new one
	Heading   string
	Avatar    views.Avatar
	Kind      string
	Active    bool
	Archived  bool
	CanChange bool // and it is not archived
	CanReturn bool // from the archive
	Revision  int
	Began     string

	Name, NameError string
	Kinds           []views.Choice
	KindError       string
	Title, Bio      views.TextField
	Translations    map[string][]translated.Field
	Colors          []views.ColorChoice
	ColorError      string
	Services        []views.ResourceChoice
	Seen            []booking.ID
	ServiceError    string
	Problem         string
	Clash           *views.Clashes // what was typed, beside what somebody else has saved
	Said            string
	Photo           ResourcePhoto
	Links           views.BookingLinks
	Week            string
	Done            []string // the services by name, for who only reads
	LacksWork       bool
}

// URL is the resource's own address; FormURL is where its form goes to.
func (r Resource) URL() string { return "/resources/" + string(r.ID) }
func (r Resource) FormURL() string {
	if r.ID == "" {
		return "/resources"
	}
	return r.URL()
}

// WeekURL is where its week is changed.
func (r Resource) WeekURL() string { return "/schedules?view=week&resource=" + string(r.ID) }

// NewResource makes the fragment in the given language.
func NewResource(locale string, d ResourceData) Resource {
	w, r := views.In(locale), d.Resource
	v := Resource{
		W: w, ID: r.ID, Heading: r.Name, Avatar: views.AvatarOf(r), Active: r.Active, Archived: r.Archived, Revision: r.Revision,
		CanChange: d.CanChange && !r.Archived, CanReturn: d.CanChange && r.Archived,
		Name: d.Typed.Typed["name"], Seen: d.Typed.Seen, Said: w.Say(d.Said), Week: hoursOf(w, r),
		Photo: NewResourcePhoto(locale, d),
	}
	if r.ID == "" {
		v.Heading = w.T("resources.new")
	} else {
		v.Kind = w.T("resources.kind." + string(r.Kind))
	}
	if d.Error != nil {
		v.Problem = w.Say(d.Error.Sentence)
		v.NameError, v.KindError = w.Say(d.Error.Fields["name"]), w.Say(d.Error.Fields["kind"])
		v.ColorError, v.ServiceError = w.Say(d.Error.Fields["color"]), w.Say(d.Error.Fields["service"])
	}
	texts := views.TextFieldsOf(w, "resources", booking.ResourceAttributes.Only("title", "bio"), d.Typed.Typed, d.wrong(w))
	v.Title, v.Bio = texts["title"], texts["bio"]
	v.Translations = translated.Fields(w, "resources", languages.ResourceTexts, d.Company, d.Typed.Typed, d.wrong(w))
	v.Began = views.BeganWith(d.Began, NewResourceText(r, d.ResourcesData.Services))
	for _, kind := range booking.Kinds {
		v.Kinds = append(v.Kinds, views.Choice{Value: string(kind), Label: w.T("resources.kind." + string(kind)), Chosen: d.Typed.Typed["kind"] == string(kind)})
	}
	v.Colors = resourceColors(w, d.Typed.Typed["color"])
	for _, s := range d.ResourcesData.Services {
		if s.Archived {
			continue
		}
		c := views.ResourceChoice{ID: s.ID, Name: s.Name, Chosen: slices.Contains(d.Typed.Services, s.ID)}
		if !s.Active {
			c.Note = w.T("resources.service_off")
		}
		v.Services = append(v.Services, c)
		if slices.Contains(s.Resources, r.ID) {
			v.Done = append(v.Done, s.Name)
		}
	}
	if r.ID != "" && r.Active {
		v.Links = views.NewBookingLinks(w, d.BaseURL, d.Forms, servicesOf(d.ResourcesData.Services, r.ID), "resource", r.Ref)
	}
	v.LacksWork = r.ID != "" && r.Active && len(v.Done) == 0
	if d.Clash {
		v.Clash = d.clashes(w)
	}
	return v
}

// servicesOf are those that a resource does.
func servicesOf(all []booking.Service, resource booking.ID) []booking.Service {
	return slices.DeleteFunc(slices.Clone(all), func(s booking.Service) bool { return !slices.Contains(s.Resources, resource) })
}

// wrong is what is not accepted of each field, in words.
func (d ResourceData) wrong(w *views.Words) map[string]string {
	wrong := map[string]string{}
	if d.Error != nil {
		for name, sentence := range d.Error.Fields {
			wrong[name] = w.Say(sentence)
		}
	}
	return wrong
}

func (Resource) View() string { return "resource-fragment" }

// resourceColors are the palette's; a colour of another origin is the nearest.
func resourceColors(w *views.Words, color string) []views.ColorChoice {
	colors := []views.ColorChoice{{Value: "", Label: w.T("services.color.auto"), Hue: "", Chosen: color == ""}}
	nearest := views.HueOf(color, 0)
	for _, h := range views.Hues {
		c := views.ColorChoice{Value: views.HexColor(h.RGB), Label: w.T("services.color." + string(h.Name)), Hue: h.Name, Chosen: color != "" && h.Name == nearest}
		if c.Chosen {
			c.Value = color // saving the form leaves it as it is
		}
		colors = append(colors, c)
	}
	return colors
}

// clashes are what was typed, beside what is stored.
func (d ResourceData) clashes(w *views.Words) *views.Clashes {
	c := &views.Clashes{W: w, URL: "/resources/" + string(d.Resource.ID), Draft: "resource:" + string(d.Resource.ID)}
	views.AddAttributes(c, "resources", booking.ResourceAttributes, d.Typed.Typed, d.Resource)
	translated.AddTo(c, "resources", languages.ResourceTexts, d.Typed.Typed, d.Resource)
	done := func(ids []booking.ID) string {
		var names []string
		for _, s := range d.ResourcesData.Services {
			if slices.Contains(ids, s.ID) {
				names = append(names, s.Name)
			}
		}
		return strings.Join(names, ", ")
	}
	c.Add(w.T("resources.field.services"), done(d.Typed.Services), done(NewResourceText(d.Resource, d.ResourcesData.Services).Services))
	return c
}
