package webform

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"okno/booking"
)

// FormText is what a form asks and offers as a person types it: nothing in it is
// checked yet. The fields' names in errors are those that the panel sends.
type FormText struct {
	Typed      booking.Typed // of FormAttributes
	Fields     []FieldText
	Consent    WordsText
	ConsentURL string
	Privacy    WordsText // of the consent
	Services   []string  // refs; none: all
	Sites      string    // one a line
}

// WordsText is a text in both languages.
type WordsText struct{ RU, EN string }

// FieldText is one field as it is typed.
type FieldText struct {
	Key      string // what the panel calls it: its name, or "new-N"
	Kind     FieldKind
	Label    WordsText
	Required bool
	Options  WordsText // one a line, the languages side by side
	Param    string
}

// Form reads the text into f, whose look and key stay. services are all of the
// company. What cannot be accepted comes back as one Invalid Error with every
// field of it.
func (t FormText) Form(f Form, services []booking.Service) (Form, error) {
	wrong := booking.Fields{}
	FormAttributes.Read(t.Typed, &f, wrong)
	s := f.Settings
	s.Fields = formFields(wrong, t.Fields, f.Settings)
	s.Consent = nil
	privacy := words(wrong, "privacy", t.Privacy, MaxPrivacy)
	if text := words(wrong, "consent", t.Consent, booking.MaxText); text != nil {
		s.Consent = &Consent{Text: text, URL: address(wrong, "consent_url", t.ConsentURL), Privacy: privacy}
	} else if strings.TrimSpace(t.ConsentURL) != "" || privacy != nil {
		wrong["consent_ru"] = booking.Say("error.required")
	}
	s.Services = nil
	for _, service := range services {
		if slices.Contains(t.Services, service.Ref) {
			s.Services = append(s.Services, service.Ref)
		}
	}
	if len(s.Services) < len(t.Services) {
		wrong["services"] = booking.Say("error.service_unknown")
	}
	s.Sites = sites(wrong, "sites", t.Sites)
	if len(wrong) > 0 {
		return Form{}, booking.FailFields(wrong)
	}
	f.Settings = s
	return f, nil
}

// words is a text in the languages in which there is one; nil where there is none.
func words(f booking.Fields, name string, t WordsText, most int) Words {
	var words Words
	for language, text := range map[string]string{"ru": t.RU, "en": t.EN} {
		if text = f.Text(name+"_"+language, text, most); text != "" {
			if words == nil {
				words = Words{}
			}
			words[language] = text
		}
	}
	return words
}

// address is that of a page; "" is none.
func address(f booking.Fields, name, text string) string {
	text = f.Line(name, text, booking.MaxText)
	if wrong := checkAddress(text); text != "" && wrong.Key != "" {
		f[name] = wrong
	}
	return text
}

func checkAddress(text string) booking.Sentence {
	if !IsWebAddress(text) {
		return booking.Say("error.address")
	}
	return booking.Sentence{}
}

func sites(f booking.Fields, name, text string) []string {
	var sites []string
	for typed := range typedSites(text) {
		site, _, ok := ParseSite(typed)
		if !ok {
			f[name] = booking.Say("error.site", "Site", typed)
			return nil
		}
		if !slices.Contains(sites, site) {
			sites = append(sites, site)
		}
	}
	if len(sites) > MaxSites {
		f[name] = booking.Say("error.too_many_sites", "Max", MaxSites)
	}
	return sites
}

func typedSites(text string) iter.Seq[string] {
	return strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" ,;\n\r\t", r) })
}

// CutsSites says that addresses of pages stand among the sites: of them only the sites are kept.
func (t FormText) CutsSites() bool {
	for typed := range typedSites(t.Sites) {
		if _, cut, ok := ParseSite(typed); ok && cut {
			return true
		}
	}
	return false
}

// formFields are the fields as typed. One that the form has already keeps its
// name, so that what was answered stays comparable; a new one is named by its label.
func formFields(f booking.Fields, typed []FieldText, before FormSettings) []FormField {
	if len(typed) > MaxFormFields {
		f["fields"] = booking.Say("error.too_many_fields", "Max", MaxFormFields)
		return nil
	}
	var list []FormField
	taken := func(name string) bool {
		named := func(x FormField) bool { return x.Name == name }
		return slices.ContainsFunc(list, named) || slices.ContainsFunc(before.AllFields(), named)
	}
	for _, t := range typed {
		var old FormField
		if i := slices.IndexFunc(before.AllFields(), func(x FormField) bool { return x.Name == t.Key }); i >= 0 {
			old = before.AllFields()[i]
		}
		field := FormField{Name: old.Name, Kind: t.Kind, Label: words(f, t.Key+".label", t.Label, booking.MaxName), Required: t.Required && t.Kind != HiddenField}
		if field.Label == nil {
			f[t.Key+".label_ru"] = booking.Say("error.required")
		}
		if !slices.Contains(FieldKinds, t.Kind) || contactKinds[old.Name] != "" && contactKinds[old.Name] != t.Kind {
			f[t.Key+".kind"] = booking.Say("error.field_kind")
		}
		if t.Kind.HasOptions() {
			field.Options = options(f, t.Key+".options", t.Options, old.Options)
		}
		if t.Kind == HiddenField {
			field.Param = f.Line(t.Key+".param", t.Param, booking.MaxName)
		}
		if field.Name == "" {
			field.Name = t.newName(field, taken)
		}
		list = append(list, field)
	}
	if !slices.ContainsFunc(list, func(x FormField) bool { return x.Name == "name" }) && before.Widget.has(BookingTab) {
		f["fields"] = booking.Say("error.no_name_field")
	}
	return list
}

// newName names a new field: as the contact's where it is the first of its kind,
// as its parameter where it is hidden, else by its label.
func (t FieldText) newName(field FormField, taken func(string) bool) string {
	for name, kind := range contactKinds {
		if t.Key == "new-"+name && kind == t.Kind && !taken(name) {
			return name
		}
	}
	label := field.Label.In("en")
	if param := strings.ToLower(field.Param); param != "" {
		strange := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' && r != '-' }
		if len(param) >= 2 && len(param) <= MaxFieldName && !strings.ContainsFunc(param, strange) && !taken(param) && contactKinds[param] == "" {
			return param
		}
		label = param
	}
	return booking.NewRef(label, string(t.Kind), func(ref string) bool { return taken(ref) || contactKinds[ref] != "" || len(ref) < 2 })
}

// options are lines in either language, side by side. An option that was there
// before under one of its labels keeps its value.
func options(f booking.Fields, name string, t WordsText, before []FieldOption) []FieldOption {
	ru, en := lines(t.RU), lines(t.EN)
	if n := max(len(ru), len(en)); n == 0 || n > MaxOptions {
		f[name+"_ru"] = booking.Say("error.options", "Max", MaxOptions)
		return nil
	}
	var list []FieldOption
	for i := range max(len(ru), len(en)) {
		label := words(f, name, WordsText{at(ru, i), at(en, i)}, booking.MaxName)
		if label == nil {
			continue
		}
		o := FieldOption{Label: label}
		for _, old := range before {
			if label["ru"] != "" && old.Label["ru"] == label["ru"] || label["en"] != "" && old.Label["en"] == label["en"] {
				o.Value = old.Value
			}
		}
		known := func(value string) bool {
			has := func(x FieldOption) bool { return x.Value == value }
			return slices.ContainsFunc(list, has)
		}
		if o.Value == "" || known(o.Value) {
			o.Value = booking.NewRef(label.In("en"), strconv.Itoa(i+1), func(value string) bool {
				return known(value) || slices.ContainsFunc(before, func(x FieldOption) bool { return x.Value == value })
			})
		}
		list = append(list, o)
	}
	return list
}

// lines are the lines of a text, without the empty ones at its end: an empty one
// between them is a translation that is missing.
func lines(text string) []string {
	text = strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n \t")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func at(list []string, i int) string {
	if i < len(list) {
		return strings.TrimSpace(list[i])
	}
	return ""
}

// has says whether the widget has the tab.
func (w Widget) has(kind TabKind) bool {
	return slices.ContainsFunc(w.Whole().Tabs, func(t WidgetTab) bool { return t.Kind == kind })
}

// NewFormText is a form as it stands in the panel.
func NewFormText(f Form) FormText {
	s := f.Settings
	t := FormText{Typed: FormAttributes.Texts(f), Services: s.Services, Sites: strings.Join(s.AllowedSites(), "\n")}
	if s.Consent != nil {
		t.Consent, t.ConsentURL, t.Privacy = wordsText(s.Consent.Text), s.Consent.URL, wordsText(s.Consent.Privacy)
	}
	for _, field := range s.AllFields() {
		typed := FieldText{Key: field.Name, Kind: field.Kind, Label: wordsText(field.Label), Required: field.Required, Param: field.Param}
		for i, o := range field.Options {
			if i > 0 {
				typed.Options.RU, typed.Options.EN = typed.Options.RU+"\n", typed.Options.EN+"\n"
			}
			typed.Options.RU, typed.Options.EN = typed.Options.RU+o.Label["ru"], typed.Options.EN+o.Label["en"]
		}
		t.Fields = append(t.Fields, typed)
	}
	return t
}

func wordsText(w Words) WordsText { return WordsText{w["ru"], w["en"]} }
