package companyfile

import (
	"okno/booking"
	"okno/booking/webform"
)

func (r *reader) formFields() []webform.FormField {
	var fields []webform.FormField
	names := map[string]bool{}
	r.list(webform.MaxFormFields, func(int) {
		f := r.formField()
		r.check(f.Name == "" || !names[f.Name], "%q is there twice", short(f.Name))
		names[f.Name] = true
		fields = append(fields, f)
	})
	return fields
}

func (r *reader) formField() webform.FormField {
	var f webform.FormField
	at := r.next()
	r.object(fieldShape, func(field string) {
		switch field {
		case "name":
			f.Name = r.key(webform.MaxFieldName, "-_", "lower-case latin letters, digits, hyphens and underscores")
		case "kind":
			f.Kind = oneOf(r, webform.FieldKinds...)
		case "label":
			f.Label = r.someWords(booking.MaxName)
		case "required":
			f.Required = r.flag()
		case "options":
			f.Options = r.fieldOptions()
		case "param":
			f.Param = r.oneLine()
		}
	})
	if f.Kind.HasOptions() && len(f.Options) == 0 && !r.stopped {
		r.problemAt(at, "has nothing to choose from: it wants options")
	}
	return f
}

func (r *reader) fieldOptions() []webform.FieldOption {
	var options []webform.FieldOption
	values := map[string]bool{}
	r.list(webform.MaxOptions, func(int) {
		var o webform.FieldOption
		r.object(optionShape, func(field string) {
			switch field {
			case "value":
				o.Value = r.oneLine()
				r.check(!values[o.Value], "%q is there twice", short(o.Value))
				values[o.Value] = true
			case "label":
				o.Label = r.someWords(booking.MaxName)
			}
		})
		options = append(options, o)
	})
	return options
}
