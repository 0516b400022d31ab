package forms

import (
	"strconv"
	"strings"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// FormAsk is the form of what a form asks and offers.
type FormAsk struct {
	W                     *views.Words
	Name, DoneURL, Target views.TextField
	Consent               FormConsent
	Done, Closed          TextPair
	Services              []views.ResourceChoice
	ServicesError         string
	Sites, SitesError     string
	Fields                FormFields
	AllServices           bool
}

// TextPair is a text in both languages.
type TextPair struct {
	W                *views.Words
	Name, Label      string
	Hint             string
	RU, EN           string
	ErrorRU          string
	ErrorEN          string
	Long             bool
	PlaceRU, PlaceEN string // what is said where nothing is typed
	Focused          bool   // the one in the reader's language takes the focus
}

// FocusedIn says whether the box of that language takes the focus.
func (p TextPair) FocusedIn(lang string) bool { return p.Focused && p.W.Locale() == lang }

// RowsOf is how high the box of a long text is at first.
func (p TextPair) RowsOf(text string) int { return min(2+len([]rune(text))/60, 10) }

func newFormAsk(w *views.Words, d FormData, wrong map[string]string) FormAsk {
	t := d.Typed
	field := func(name, value string) views.TextField {
		return views.TextField{Name: name, Label: w.T("forms.field." + name), Value: value, Error: wrong[name]}
	}
	both := func(name string) webform.WordsText {
		return webform.WordsText{RU: t.Typed[name+"_ru"], EN: t.Typed[name+"_en"]}
	}
	a := FormAsk{
		W: w, Name: field("name", t.Typed["name"]), DoneURL: field("done_url", t.Typed["done_url"]),
		Target:  field("target", t.Typed["target"]),
		Consent: newFormConsent(w, d, wrong), Done: longPair(w, "done", both("done"), wrong), Closed: longPair(w, "closed", both("closed"), wrong),
		Sites: t.Sites, SitesError: wrong["sites"], ServicesError: wrong["services"], AllServices: len(t.Services) == 0,
		Fields: newFormFields(w, d, wrong),
	}
	a.Name.Required = true
	a.DoneURL.Mode, a.DoneURL.More = "url", w.T("services.optional")
	a.Target.Unit, a.Target.Mode, a.Target.Max = w.MinuteUnit(), "numeric", 8
	a.Target.More = w.T("forms.target_default", "n", webform.DefaultTargetMin)
	a.Done.PlaceRU, a.Done.PlaceEN = views.In("ru").T("leads.thanks"), views.In("en").T("leads.thanks")
	a.Closed.PlaceRU, a.Closed.PlaceEN = views.In("ru").T("error.form_closed"), views.In("en").T("error.form_closed")
	chosen := map[string]bool{}
	for _, ref := range t.Services {
		chosen[ref] = true
	}
	for _, s := range d.Services {
		if s.Archived && !chosen[s.Ref] {
			continue
		}
		c := views.ResourceChoice{ID: booking.ID(s.Ref), Name: s.Name, Chosen: chosen[s.Ref]}
		switch {
		case s.Archived:
			c.Note = w.T("services.resource.archived")
		case !s.Active:
			c.Note = w.T("services.off")
		}
		a.Services = append(a.Services, c)
	}
	return a
}

func longPair(w *views.Words, name string, text webform.WordsText, wrong map[string]string) TextPair {
	return TextPair{W: w, Name: name, Label: w.T("forms.field." + name), RU: text.RU, EN: text.EN,
		ErrorRU: wrong[name+"_ru"], ErrorEN: wrong[name+"_en"], Long: true}
}

// FormFields is the fragment #form-fields: the fields in their order.
type FormFields struct {
	W     *views.Words
	ID    booking.ID
	Rows  []FormFieldRow
	Adds  []views.Choice // kinds that can be added, "new-phone" and the like where it makes the contact
	Error string
	Full  bool
	ToAdd bool // what adds a field takes the focus
}

// FormFieldRow is one field.
type FormFieldRow struct {
	W               *views.Words
	FormID          booking.ID
	Key             string
	Title           string
	Kind            webform.FieldKind
	KindLabel       string
	Kinds           []views.Choice // that it may become; none where it makes the contact
	Label, Options  TextPair
	Required        bool
	Param, Error    string
	Contact, Hidden bool
	HasOptions      bool
	Open            bool // it was added just now, or something is wrong with it
	Focused         bool // it takes the focus
	First, Last     bool
}

// NewFormFields makes the fragment in the given language.
func NewFormFields(locale string, d FormData) FormFields {
	return newFormFields(views.In(locale), d, nil)
}

func (FormFields) View() string { return "form-fields" }

func newFormFields(w *views.Words, d FormData, wrong map[string]string) FormFields {
	l := FormFields{W: w, ID: d.Form.ID, Error: wrong["fields"], Full: len(d.Typed.Fields) >= webform.MaxFormFields,
		ToAdd: d.ToTouched && len(d.Typed.Fields) == 0}
	there := map[string]bool{}
	for i, f := range d.Typed.Fields {
		there[contactName(f.Key)] = true
		row := FormFieldRow{
			W: w, FormID: d.Form.ID, Key: f.Key, Kind: f.Kind, KindLabel: w.Named("forms.kind.", string(f.Kind)), Required: f.Required, Param: f.Param,
			Title: textIn(f.Label, w.Locale()), HasOptions: f.Kind.HasOptions(), Hidden: f.Kind == webform.HiddenField,
			Contact: contactName(f.Key) != "", First: i == 0, Last: i == len(d.Typed.Fields)-1, Error: wrong[f.Key+".kind"],
			Label: TextPair{W: w, Name: f.Key + ".label", Label: w.T("forms.field.label"), RU: f.Label.RU, EN: f.Label.EN,
				ErrorRU: wrong[f.Key+".label_ru"], ErrorEN: wrong[f.Key+".label_en"]},
			Options: TextPair{W: w, Name: f.Key + ".options", Label: w.T("forms.field.options"), Hint: w.T("forms.options_hint"), RU: f.Options.RU, EN: f.Options.EN,
				ErrorRU: wrong[f.Key+".options_ru"], ErrorEN: wrong[f.Key+".options_en"], Long: true},
		}
		if row.Title == "" {
			row.Title = w.T("forms.field_unnamed")
		}
		row.Open = f.Key == d.Touched && row.Label.RU+row.Label.EN == "" || row.Error+row.Label.ErrorRU+row.Label.ErrorEN+row.Options.ErrorRU+row.Options.ErrorEN != ""
		row.Focused = d.ToTouched && f.Key == d.Touched
		row.Label.Focused = row.Focused && row.Open
		if !row.Contact {
			for _, kind := range webform.FieldKinds {
				row.Kinds = append(row.Kinds, views.Choice{Value: string(kind), Label: w.T("forms.kind." + string(kind)), Chosen: kind == f.Kind})
			}
		}
		l.Rows = append(l.Rows, row)
	}
	for _, name := range []string{"name", "phone", "email"} {
		if !there[name] {
			l.Adds = append(l.Adds, views.Choice{Value: "new-" + name, Label: w.T("forms.contact." + name)})
		}
	}
	for _, kind := range webform.FieldKinds {
		l.Adds = append(l.Adds, views.Choice{Value: string(kind), Label: w.T("forms.kind." + string(kind))})
	}
	return l
}

// More is what is to be said beside the title: its kind, unless the title says it, and whether it has to be filled in.
func (r FormFieldRow) More() string {
	var parts []string
	if r.KindLabel != r.Title {
		parts = append(parts, r.KindLabel)
	}
	if r.Required {
		parts = append(parts, r.W.T("forms.required_short"))
	}
	return strings.Join(parts, " · ")
}

// contactName is the part of the contact that a field is, "" for an answer.
func contactName(key string) string {
	switch key {
	case "name", "new-name":
		return "name"
	case "phone", "new-phone":
		return "phone"
	case "email", "new-email":
		return "email"
	}
	return ""
}

// NewField is a field that was just added: of a kind, or of the contact ("new-phone").
func NewField(what string, taken func(key string) bool) webform.FieldText {
	for _, f := range webform.DefaultFields {
		if "new-"+f.Name == what {
			return webform.FieldText{Key: what, Kind: f.Kind, Required: f.Required, Label: webform.WordsText{RU: f.Label["ru"], EN: f.Label["en"]}}
		}
	}
	f := webform.FieldText{Kind: webform.FieldKind(what)}
	for n := 1; ; n++ {
		if f.Key = "new-" + strconv.Itoa(n); !taken(f.Key) {
			return f
		}
	}
}

// FieldMove is a button that moves a field.
type FieldMove struct {
	ID, Act, URL, Label, Icon string
	Can                       bool
}

// Move is the button up or down.
func (r FormFieldRow) Move(to string) FieldMove {
	return FieldMove{
		ID: "field-" + to + "-" + r.Key, Act: to + "." + r.Key, URL: "/forms/" + string(r.FormID) + "/fields", Icon: "arrow-" + to,
		Label: r.W.T("forms.move_"+to, "name", r.Title), Can: to == "up" && !r.First || to == "down" && !r.Last,
	}
}
