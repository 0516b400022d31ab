package booking

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// AttributeKind says how an attribute is typed, checked and kept.
type AttributeKind int

const (
	LineAttribute     AttributeKind = iota // one line of at most Most characters
	TextAttribute                          // several lines, likewise
	MinutesAttribute                       // a whole number of minutes from Least to Most
	StepAttribute                          // one of Steps in minutes; 0 is the company's
	PriceAttribute                         // a decimal in the company's currency (ParsePrice), "" for none
	ColorAttribute                         // "#rrggbb" in lower case, "" for none
	DaysAttribute                          // a whole number of days from Least to Most
	ChoiceAttribute                        // one of Choices; anything else is refused with Unknown
	PhoneAttribute                         // E.164 (ParsePhone in Zone), "" for none
	EmailAttribute                         // ParseEmail, "" for none
	BirthdayAttribute                      // ParseBirthday, "" for none
)

// Attribute is a plain attribute of a T, described once: the form, its errors, the two versions of
// a clash, the audit log, the database and the company file go by it.
type Attribute[T any] struct {
	Name     string // in the form, in errors, words and the audit log
	Label    string // in words, where that is not Name: both languages of a text have one
	Column   string // in the database and the company file; "" where it is Name
	Kind     AttributeKind
	Required bool
	Least    int
	Most     int
	Choices  []string
	Unknown  string                // the key of its sentence
	Check    func(string) Sentence // what is wrong with a line that is not empty; nil: nothing but its length
	Zone     *time.Location        // of phones that are typed without a country; see Attributes.In
	Value    func(*T) any          // points to it: a *int for minutes, days and steps, a Translation, a Custom, else a *string
}

// Custom is a value of no kind: it writes and reads itself. Text is also what the database keeps.
type Custom interface {
	Text() string
	Read(text string) Sentence // what is wrong with the text; the zero Sentence where it can be accepted
}

// Translation is one language of a text that is kept by language; what has no text in any is nil.
type Translation struct {
	Of       *map[string]string
	Language string
}

// set leaves the map itself alone, which others may hold too.
func (t Translation) set(text string) {
	texts := maps.Clone(*t.Of)
	switch {
	case text == "":
		delete(texts, t.Language)
	case texts == nil:
		texts = map[string]string{t.Language: text}
	default:
		texts[t.Language] = text
	}
	if len(texts) == 0 {
		texts = nil
	}
	*t.Of = texts
}

// Texts are translations by the name of an attribute, then by language (BCP 47); see package languages.
type Texts map[string]map[string]string

// Called is the name of its label in words.
func (a Attribute[T]) Called() string { return cmp.Or(a.Label, a.Name) }

// Stored is its name in the database and in the company file.
func (a Attribute[T]) Stored() string {
	if a.Column == "" {
		return a.Name
	}
	return a.Column
}

// Text is what it holds, as it may be typed: numbers in digits, and a number that is none as nothing.
func (a Attribute[T]) Text(of T) string {
	switch value := a.Value(&of).(type) {
	case *int:
		if *value != 0 || a.Required && a.Least == 0 && a.Kind == MinutesAttribute {
			return strconv.Itoa(*value)
		}
	case *string:
		return *value
	case Translation:
		return (*value.Of)[value.Language]
	case Custom:
		return value.Text()
	}
	return ""
}

// Read puts what was typed into it; the zero Sentence where that can be accepted.
func (a Attribute[T]) Read(text string, into *T) Sentence {
	wrong := Fields{}
	switch value := a.Value(into).(type) {
	case *int:
		*value = a.number(wrong, text)
	case *string:
		*value = a.words(wrong, text)
	case Translation:
		value.set(a.words(wrong, text))
	case Custom:
		return value.Read(text)
	}
	return wrong[a.Name]
}

func (a Attribute[T]) number(wrong Fields, text string) int {
	text = strings.TrimSpace(text)
	if text == "" && !a.Required {
		return 0
	}
	switch a.Kind {
	case MinutesAttribute:
		return wrong.Minutes(a.Name, text, a.Least, a.Most)
	case DaysAttribute:
		return wrong.whole(a.Name, text, a.Least, a.Most, "error.days")
	}
	n, err := strconv.Atoi(text)
	if err != nil || !slices.Contains(Steps, n) {
		wrong[a.Name] = Say("error.step")
	}
	return n
}

func (a Attribute[T]) words(wrong Fields, text string) string {
	ok := true
	switch a.Kind {
	case TextAttribute:
		return wrong.Text(a.Name, text, a.Most)
	case PriceAttribute:
		if text, ok = ParsePrice(text); !ok {
			wrong[a.Name] = Say("error.price")
		}
		return text
	case BirthdayAttribute:
		if text, ok = ParseBirthday(strings.TrimSpace(text)); !ok {
			wrong[a.Name] = Say("error.birthday", "date", Date{Year: 1990, Month: time.May, Day: 12})
		}
		return text
	case ChoiceAttribute:
		if !slices.Contains(a.Choices, text) {
			wrong[a.Name] = Say(a.Unknown)
		}
		return text
	case ColorAttribute:
		if text = strings.ToLower(text); !IsColor(text) {
			wrong[a.Name] = Say("error.color")
		}
		return text
	case PhoneAttribute, EmailAttribute:
		return a.reach(wrong, strings.TrimSpace(text))
	}
	line := wrong.Line(a.Name, text, a.Most)
	if a.Check != nil && line != "" {
		if sentence := a.Check(line); sentence.Key != "" {
			wrong[a.Name] = sentence
		}
	}
	if line == "" && a.Required && wrong[a.Name].Key == "" {
		wrong[a.Name] = Say("error.required")
	}
	return line
}

// reach is a phone or an e-mail as it is kept.
func (a Attribute[T]) reach(wrong Fields, text string) string {
	if text == "" {
		return ""
	}
	read, unreadable := ParseEmail, "error.email"
	if a.Kind == PhoneAttribute {
		read, unreadable = func(s string) (string, bool) { return ParsePhone(s, a.Zone) }, "error.phone"
	}
	kept, ok := read(text)
	if !ok {
		wrong[a.Name] = Say(unreadable)
	}
	return kept
}

// Masked is a text of the attribute without what reaches somebody.
func (a Attribute[T]) Masked(text string) string {
	switch a.Kind {
	case PhoneAttribute:
		return Contact{Phone: text}.Masked().Phone
	case EmailAttribute:
		return Contact{Email: text}.Masked().Email
	case LineAttribute, TextAttribute, BirthdayAttribute:
		return MaskText(text)
	}
	return text
}

// Same says whether what was typed means what is stored.
func (a Attribute[T]) Same(text string, stored T) bool {
	var typed T
	return a.Read(text, &typed).Key == "" && a.Text(typed) == a.Text(stored)
}

// Attributes are the plain attributes of a T in the order in which they are shown.
type Attributes[T any] []Attribute[T]

// Typed is what stands in a form for plain attributes, by their names; nothing in it is checked.
type Typed map[string]string

// Get asks for each of them by its name.
func (all Attributes[T]) Get(value func(name string) string) Typed {
	typed := Typed{}
	for _, a := range all {
		typed[a.Name] = value(a.Name)
	}
	return typed
}

// Texts is what a form holds of a thing as it is stored.
func (all Attributes[T]) Texts(of T) Typed {
	typed := Typed{}
	for _, a := range all {
		typed[a.Name] = a.Text(of)
	}
	return typed
}

// In are the same with phones read as they are dialled in the zone's country.
func (all Attributes[T]) In(zone *time.Location) Attributes[T] {
	there := slices.Clone(all)
	for i := range there {
		there[i].Zone = zone
	}
	return there
}

// Differing names the attributes in which two things differ.
func (all Attributes[T]) Differing(one, other T) (names []string) {
	for _, a := range all {
		if a.Text(one) != a.Text(other) {
			names = append(names, a.Name)
		}
	}
	return names
}

// Without are those of other names.
func (all Attributes[T]) Without(names ...string) Attributes[T] {
	return slices.DeleteFunc(slices.Clone(all), func(a Attribute[T]) bool { return slices.Contains(names, a.Name) })
}

// Only are those of these names.
func (all Attributes[T]) Only(names ...string) Attributes[T] {
	return slices.DeleteFunc(slices.Clone(all), func(a Attribute[T]) bool { return !slices.Contains(names, a.Name) })
}

// Read puts what was typed into t, and what is wrong with it into wrong.
func (all Attributes[T]) Read(typed Typed, t *T, wrong Fields) {
	for _, a := range all {
		if sentence := a.Read(typed[a.Name], t); sentence.Key != "" {
			wrong[a.Name] = sentence
		}
	}
}
