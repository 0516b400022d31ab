package webform

import (
	"cmp"
	"slices"
)

// FieldKind says how a field is typed and checked.
type FieldKind string

const (
	TextField     FieldKind = "text"
	TextareaField FieldKind = "textarea"
	PhoneField    FieldKind = "phone"
	EmailField    FieldKind = "email"
	NumberField   FieldKind = "number"
	DateField     FieldKind = "date"
	ChoiceField   FieldKind = "choice"  // one of Options
	ChoicesField  FieldKind = "choices" // any of Options
	CheckboxField FieldKind = "checkbox"
	HiddenField   FieldKind = "hidden" // from the page's address, never shown
)

// Parameter is the name in the page's address that a hidden field is filled from.
func (f FormField) Parameter() string { return cmp.Or(f.Param, f.Name) }

// FieldKinds are all kinds of field.
var FieldKinds = []FieldKind{
	TextField, TextareaField, PhoneField, EmailField, NumberField, DateField,
	ChoiceField, ChoicesField, CheckboxField, HiddenField,
}

// HasOptions says whether a field of the kind is answered by choosing.
func (k FieldKind) HasOptions() bool { return k == ChoiceField || k == ChoicesField }

// FormField is one question of a form. The fields named name, phone and email
// make the client's contact; all others are answers.
type FormField struct {
	Name     string        `json:"name"`
	Kind     FieldKind     `json:"kind"`
	Label    Words         `json:"label"`
	Required bool          `json:"required"`
	Options  []FieldOption `json:"options,omitempty"` // of a choice and of several choices
	Param    string        `json:"param,omitempty"`   // of a hidden one: the parameter of the page's address; "": its name
}

// FieldOption is one answer that can be chosen.
type FieldOption struct {
	Value string `json:"value"` // what is sent
	Label Words  `json:"label"`
}

// Option is the option of the value.
func (f FormField) Option(value string) (FieldOption, bool) {
	i := slices.IndexFunc(f.Options, func(o FieldOption) bool { return o.Value == value })
	if i < 0 {
		return FieldOption{}, false
	}
	return f.Options[i], true
}

// IsContact says whether the field makes the client's contact rather than an answer.
func (f FormField) IsContact() bool { return contactKinds[f.Name] != "" }

// contactKinds are the kinds that the fields of the contact have to be of.
var contactKinds = map[string]FieldKind{"name": TextField, "phone": PhoneField, "email": EmailField}

// DefaultFields are the fields of a form that names none.
var DefaultFields = []FormField{
	{Name: "name", Kind: TextField, Label: Words{"ru": "Имя", "en": "Name"}, Required: true},
	{Name: "phone", Kind: PhoneField, Label: Words{"ru": "Телефон", "en": "Phone"}, Required: true},
	{Name: "email", Kind: EmailField, Label: Words{"ru": "Эл. почта", "en": "Email"}},
	{Name: "comment", Kind: TextareaField, Label: Words{"ru": "Комментарий", "en": "Comment"}},
}
