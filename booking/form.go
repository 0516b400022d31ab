package booking

// Form is a way in for visitors: its fields, its consent, what it says after
// sending, and the look of its widget. Outsiders know it by its key.
type Form struct {
	ID       ID
	Ref      string // the company file's name for it
	Name     string
	Key      string // public, unique in the installation
	Active   bool
	Settings FormSettings
}

// FormSettings is what a form looks like and asks. Text is in the visitors'
// languages; see Words.
type FormSettings struct {
	Fields  []FormField `json:"fields,omitempty"` // none: DefaultFields
	Consent *Consent    `json:"consent,omitempty"`
	Done    Words       `json:"done,omitempty"` // said after sending; none: the product's own sentence
	Mode    string      `json:"mode,omitempty"` // "inline", "" is the same
}

// Words is a text by language ("ru", "en").
type Words map[string]string

// In is the text in the language, else in any that there is.
func (w Words) In(locale string) string {
	if text, ok := w[locale]; ok {
		return text
	}
	for _, other := range []string{"ru", "en"} {
		if text, ok := w[other]; ok {
			return text
		}
	}
	return ""
}

// FieldKind says how a field is typed and checked.
type FieldKind string

const (
	TextField     FieldKind = "text"
	TextareaField FieldKind = "textarea"
	PhoneField    FieldKind = "phone"
	EmailField    FieldKind = "email"
)

// FieldKinds are all kinds of field.
var FieldKinds = []FieldKind{TextField, TextareaField, PhoneField, EmailField}

// FormField is one question of a form. The fields named name, phone and email
// make the client's contact; all others are answers.
type FormField struct {
	Name     string    `json:"name"`
	Kind     FieldKind `json:"kind"`
	Label    Words     `json:"label"`
	Required bool      `json:"required"`
}

// Consent is what a visitor has to agree to before sending.
type Consent struct {
	Text Words  `json:"text"`
	URL  string `json:"url,omitempty"` // of the whole wording; http or https
}

// DefaultFields are the fields of a form that names none.
var DefaultFields = []FormField{
	{Name: "name", Kind: TextField, Label: Words{"ru": "Имя", "en": "Name"}, Required: true},
	{Name: "phone", Kind: PhoneField, Label: Words{"ru": "Телефон", "en": "Phone"}, Required: true},
	{Name: "email", Kind: EmailField, Label: Words{"ru": "Эл. почта", "en": "E-mail"}},
	{Name: "comment", Kind: TextareaField, Label: Words{"ru": "Комментарий", "en": "Comment"}},
}

// AllFields are the form's fields, the default ones where it names none.
func (s FormSettings) AllFields() []FormField {
	if len(s.Fields) == 0 {
		return DefaultFields
	}
	return s.Fields
}
