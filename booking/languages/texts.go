package languages

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"okno/booking"
)

// ServiceTexts and ResourceTexts are the translations as attributes, a line for each text and language: "name_en".
// Their Label is the text's own name.
var (
	ServiceTexts = textsOf(booking.ServiceAttributes.Only("name", "description", "category"),
		func(s *booking.Service) *booking.Texts { return &s.Translations })
	ResourceTexts = textsOf(booking.ResourceAttributes.Only("name", "title", "bio"),
		func(r *booking.Resource) *booking.Texts { return &r.Translations })
)

func textsOf[T any](attributes booking.Attributes[T], of func(*T) *booking.Texts) booking.Attributes[T] {
	var all booking.Attributes[T]
	for _, a := range attributes {
		for _, tag := range All {
			all = append(all, booking.Attribute[T]{
				Name: a.Name + "_" + tag, Label: a.Name, Kind: a.Kind, Most: a.Most,
				Value: func(t *T) any { return text{of(t), a.Name, tag, a.Kind, a.Most} },
			})
		}
	}
	return all
}

// Split is the text's name and the language of one of those attributes.
func Split(name string) (text, tag string) {
	i := strings.LastIndexByte(name, '_')
	return name[:i], name[i+1:]
}

// text is one text in one language, as an attribute reads and writes it.
type text struct {
	of        *booking.Texts
	name, tag string
	kind      booking.AttributeKind
	most      int
}

func (t text) Text() string { return (*t.of)[t.name][t.tag] }

// Read leaves the maps themselves alone, which others may hold too.
func (t text) Read(typed string) booking.Sentence {
	wrong := booking.Fields{}
	var clean string
	if t.kind == booking.TextAttribute {
		clean = wrong.Text(t.name, typed, t.most)
	} else {
		clean = wrong.Line(t.name, typed, t.most)
	}
	*t.of = With(*t.of, t.name, t.tag, clean)
	return wrong[t.name]
}

// With are the texts with another one; "" takes one away.
func With(texts booking.Texts, name, tag, text string) booking.Texts {
	if texts[name][tag] == text {
		return texts
	}
	all, one := maps.Clone(texts), maps.Clone(texts[name])
	if all == nil {
		all = booking.Texts{}
	}
	if one == nil {
		one = map[string]string{}
	}
	if one[tag] = text; text == "" {
		delete(one, tag)
	}
	if all[name] = one; len(one) == 0 {
		delete(all, name)
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// WithTexts are the typed texts of a thing together with its translations'.
func WithTexts(typed, texts booking.Typed) booking.Typed {
	maps.Copy(typed, texts)
	return typed
}

// ReadService is booking.ServiceText.Service with the translations: what cannot be accepted of either comes back together.
func ReadService(t booking.ServiceText, s booking.Service, known []booking.Resource) (booking.Service, error) {
	translated, wrong := s, booking.Fields{}
	ServiceTexts.Read(t.Typed, &translated, wrong)
	s, err := t.Service(s, known)
	s.Translations = translated.Translations
	return s, joined(err, wrong)
}

// ReadResource is booking.ResourceText.Resource, likewise.
func ReadResource(t booking.ResourceText, r booking.Resource, services []booking.Service) (booking.Resource, error) {
	translated, wrong := r, booking.Fields{}
	ResourceTexts.Read(t.Typed, &translated, wrong)
	r, err := t.Resource(r, services)
	r.Translations = translated.Translations
	return r, joined(err, wrong)
}

func joined(err error, wrong booking.Fields) error {
	known, is := err.(*booking.Error)
	switch {
	case len(wrong) == 0 || err != nil && (!is || known.Code != booking.Invalid):
		return err
	case err != nil:
		maps.Copy(wrong, known.Fields)
	}
	return booking.FailFields(wrong)
}

// Service is a service as visitors read it in a language: what is not translated is in the company's own.
func Service(s booking.Service, tag string) booking.Service {
	s.Name = cmp.Or(s.Translations["name"][tag], s.Name)
	s.Description = cmp.Or(s.Translations["description"][tag], s.Description)
	return s
}

// Resource is a resource, likewise.
func Resource(r booking.Resource, tag string) booking.Resource {
	r.Name = cmp.Or(r.Translations["name"][tag], r.Name)
	r.Title = cmp.Or(r.Translations["title"][tag], r.Title)
	r.Bio = cmp.Or(r.Translations["bio"][tag], r.Bio)
	return r
}

// Resources are some of them, likewise.
func Resources(list []booking.Resource, tag string) []booking.Resource {
	list = slices.Clone(list)
	for i := range list {
		list[i] = Resource(list[i], tag)
	}
	return list
}

// Categories are the names of categories in a language by those in the company's own. A category is called as the
// first of its services has it.
func Categories(services []booking.Service, tag string) map[string]string {
	names := map[string]string{}
	for _, s := range services {
		if name := s.Translations["category"][tag]; name != "" && s.Category != "" && names[s.Category] == "" {
			names[s.Category] = name
		}
	}
	return names
}

// quality is the weight of a preference, 1 where it has none.
func quality(parameters string) float64 {
	_, value, weighed := strings.Cut(parameters, "q=")
	if !weighed {
		return 1
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return 0
	}
	return q
}
