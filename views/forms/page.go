package forms

import (
	"strings"
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// FormPage is the pages GET /forms/:id and GET /forms/:id/widget: an editor, and
// the form's real widget beside it.
type FormPage struct {
	views.Base
	Editor  FormEditor
	Preview string // address of the page in the frame
	Notes   PreviewNotes
}

// FormData is what the pages of one form are made of.
type FormData struct {
	FormsData
	Form      webform.Form // as it is stored
	Widget    bool         // the page of the widget
	Preview   booking.ID   // names what the preview shows
	Typed     webform.FormText
	Look      webform.WidgetText
	Touched   string         // key of the field that was added or moved
	ToTouched bool           // the focus goes to that field
	Error     *booking.Error // what was refused, nil for nothing
	Began     string         // what a refused form had begun with, "" for Form
	Clash     bool           // Form has been changed since what is typed was begun
	Said      booking.Sentence
	Refused   []RefusedSite
	Drafted   bool // Typed has a draft of the consent that was put there just now
}

// RefusedSite is a site that asked for the form and that its list does not name.
type RefusedSite struct {
	Site  string
	Times int
	At    time.Time // the last time, in the company's zone
	Facts string    // both in words
}

// NewFormPage makes the page. It sets the title.
func NewFormPage(base views.Base, d FormData) FormPage {
	base.Section, base.Title = "forms", d.Form.Name
	look := d.Look
	if !d.Widget {
		look = webform.NewWidgetText(d.Form.Settings.Widget)
	}
	return FormPage{base, NewFormEditor(base.Locale, d), "/forms/" + string(d.Form.ID) + "/preview/" + string(d.Preview), NewPreviewNotes(base.Locale, look)}
}

func (FormPage) View() string { return "form" }

// FormEditor is what stands in #editor.
type FormEditor struct {
	W         *views.Words
	ID        booking.ID
	Heading   string
	Revision  int
	Began     string
	Preview   booking.ID
	CanChange bool
	Active    bool
	Archived  bool
	IsWidget  bool
	Ask       FormAsk    // what it asks, where not IsWidget
	Look      WidgetLook // how it looks, where IsWidget
	Funnel    FunnelView
	Facts     []views.Fact
	Problem   string
	Clash     *views.Clashes // what was typed, beside what somebody else has saved
	Said      string
	Refused   []RefusedSite
}

// NewFormEditor makes it in the given language.
func NewFormEditor(locale string, d FormData) FormEditor {
	w, f := views.In(locale), d.Form
	e := FormEditor{
		W: w, ID: f.ID, Heading: f.Name, Revision: f.Revision, Preview: d.Preview, CanChange: d.CanChange, Active: f.Active,
		Archived: f.Archived, IsWidget: d.Widget, Funnel: NewFunnel(w, d.Funnels[f.ID], d.Days), Said: w.Say(d.Said),
	}
	wrong := map[string]string{}
	if d.Error != nil {
		e.Problem = w.Say(d.Error.Sentence)
		for name, sentence := range d.Error.Fields {
			wrong[name] = w.Say(sentence)
		}
	}
	if e.Began = views.BeganWith(d.Began, webform.NewFormText(f)); d.Widget {
		e.Began = views.BeganWith(d.Began, webform.NewWidgetText(f.Settings.Widget))
		e.Look = newWidgetLook(w, d, wrong)
	} else {
		e.Ask = newFormAsk(w, d, wrong)
	}
	if !d.CanChange || f.Archived {
		e.Facts = d.says(w, webform.NewFormText(f), webform.NewWidgetText(f.Settings.Widget))
	}
	for _, r := range d.Refused {
		r.Facts = w.T("forms.refused_facts", "count", r.Times, "at", w.Moment(r.At))
		e.Refused = append(e.Refused, r)
	}
	if d.Clash {
		e.Clash = d.clashes(w, e)
	}
	return e
}

func (FormEditor) View() string { return "form-editor" }

// URL is the form's own page.
func (e FormEditor) URL() string { return "/forms/" + string(e.ID) }

// Tab names the tab that is shown.
func (e FormEditor) Tab() string {
	if e.IsWidget {
		return "widget"
	}
	return "form"
}

// says is a form's page in words, without what is empty.
func (d FormData) says(w *views.Words, t webform.FormText, look webform.WidgetText) []views.Fact {
	var facts []views.Fact
	add := func(name, value string) {
		facts = append(facts, views.Fact{Name: w.T("forms.field." + name), Value: value})
	}
	both := func(t webform.WordsText) string { return strings.Trim(t.RU+"\n"+t.EN, "\n") }
	if d.Widget {
		add("mode", w.Named("forms.mode.", look.Mode))
		add("position", w.Named("forms.position.", look.Position))
		add("button", both(webform.WordsText{RU: look.ButtonRU, EN: look.ButtonEN}))
		add("tabs", w.Named("forms.tabs.", tabsOf(look)))
		add("booking_title", both(webform.WordsText{RU: look.BookRU, EN: look.BookEN}))
		add("form_title", both(webform.WordsText{RU: look.FormRU, EN: look.FormEN}))
		add("accent", look.Accent)
		add("radius", look.Radius)
		add("theme", w.Named("forms.theme.", look.Theme))
		add("language", w.Named("forms.language.", look.Language))
		add("metrika", look.Metrika)
		add("ga4", look.Analytics)
		layer := ""
		if look.DataLayer != "" {
			layer = w.T("forms.data_layer_on")
		}
		add("data_layer", layer)
		return facts
	}
	plain := plainFacts(w, t.Typed)
	facts = append(facts, plain[0])
	var fields []string
	for _, f := range t.Fields {
		line := textIn(f.Label, w.Locale()) + " · " + w.Named("forms.kind.", string(f.Kind))
		if f.Required {
			line += " · " + w.T("forms.required_short")
		}
		if f.Kind.HasOptions() {
			line += ": " + strings.ReplaceAll(textIn(f.Options, w.Locale()), "\n", ", ")
		}
		fields = append(fields, line)
	}
	add("fields", strings.Join(fields, "\n"))
	add("consent", both(t.Consent))
	add("consent_url", t.ConsentURL)
	add("privacy", both(t.Privacy))
	facts = append(facts, plain[1:]...)
	var services []string
	for _, s := range d.Services {
		for _, ref := range t.Services {
			if ref == s.Ref {
				services = append(services, s.Name)
			}
		}
	}
	add("services", strings.Join(services, ", "))
	add("sites", t.Sites)
	return facts
}

// plainFacts are the plain attributes of a form in words, its name first; the languages of a text are one.
func plainFacts(w *views.Words, typed booking.Typed) []views.Fact {
	var facts []views.Fact
	for _, a := range webform.FormAttributes {
		label, n := w.T("forms.field."+a.Called()), len(facts)
		if n > 0 && facts[n-1].Name == label {
			facts[n-1].Value = strings.Trim(facts[n-1].Value+"\n"+typed[a.Name], "\n")
			continue
		}
		facts = append(facts, views.Fact{Name: label, Value: typed[a.Name]})
	}
	return facts
}

// clashes are what was typed, beside what is stored.
func (d FormData) clashes(w *views.Words, e FormEditor) *views.Clashes {
	c := &views.Clashes{W: w, URL: e.URL(), Draft: "form:" + string(e.ID)}
	if d.Widget {
		c.URL, c.Draft = e.URL()+"/widget", "form-widget:"+string(e.ID)
	}
	now := d.says(w, webform.NewFormText(d.Form), webform.NewWidgetText(d.Form.Settings.Widget))
	for i, yours := range d.says(w, d.Typed, d.Look) {
		c.Add(yours.Name, yours.Value, strings.ReplaceAll(now[i].Value, "\r", ""))
	}
	return c
}

// textIn is a text in the language, else in the other one.
func textIn(t webform.WordsText, locale string) string {
	if locale == "ru" && t.RU != "" || t.EN == "" {
		return t.RU
	}
	return t.EN
}
