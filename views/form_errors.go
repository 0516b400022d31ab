package views

import (
	"bytes"
	"html"
	"strings"

	tokens "golang.org/x/net/html"
)

// errorFields is the place in the template form-errors that names the fields
// which are wrong.
var errorFields = []byte(`<ul class="problem-fields"></ul>`)

// nameErrors fills it, in a page or fragment that is done: with a link to each
// field behind it that says of itself that it is invalid, by its own label. So
// whatever a form marks is named, and a form has nothing to add.
func nameErrors(page []byte) []byte {
	if !bytes.Contains(page, errorFields) {
		return page
	}
	labels, wrong := wrongFields(page)
	var done []byte
	for at := 0; ; {
		found := bytes.Index(page[at:], errorFields)
		if found < 0 {
			return append(done, page[at:]...)
		}
		done = append(done, page[at:at+found]...)
		at += found + len(errorFields)
		end := len(page)
		if next := bytes.Index(page[at:], errorFields); next >= 0 {
			end = at + next
		}
		done = append(done, errorLinks(labels, wrong, at, end)...)
	}
}

// wrongField is an element with aria-invalid, and where in the page it begins.
type wrongField struct {
	at               int
	id, name, legend string
}

func errorLinks(labels map[string]string, wrong []wrongField, from, to int) string {
	var list strings.Builder
	said := map[string]bool{}
	for _, f := range wrong {
		name := f.name
		if name == "" {
			name = labels[f.id]
		}
		if name == "" {
			name = f.legend
		}
		if f.at < from || f.at >= to || name == "" || said[f.id+name] {
			continue
		}
		said[f.id+name] = true
		if f.id == "" {
			list.WriteString("<li>" + html.EscapeString(name) + "</li>")
			continue
		}
		list.WriteString(`<li><a href="#` + html.EscapeString(f.id) + `">` + html.EscapeString(name) + "</a></li>")
	}
	if list.Len() == 0 {
		return ""
	}
	return `<ul class="problem-fields" role="list">` + list.String() + "</ul>"
}

// wrongFields reads the page: its labels by the id of their field, and the
// fields that are invalid, in order.
func wrongFields(page []byte) (labels map[string]string, wrong []wrongField) {
	labels = map[string]string{}
	var into *string // the label or legend that is being read
	var label, legend, key string
	aside, at := 0, 0 // how deep in an element beside the label's words
	z := tokens.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		if kind == tokens.ErrorToken {
			return labels, wrong
		}
		begin := at
		at += len(z.Raw())
		t := z.Token()
		switch {
		case kind == tokens.TextToken:
			if into != nil && aside == 0 {
				*into += t.Data
			}
		case kind == tokens.EndTagToken && t.Data == "label":
			if _, known := labels[key]; key != "" && !known {
				labels[key] = strings.Join(strings.Fields(label), " ")
			}
			into, aside = nil, 0
		case kind == tokens.EndTagToken && t.Data == "legend":
			legend = strings.Join(strings.Fields(legend), " ")
			into, aside = nil, 0
		case kind == tokens.EndTagToken && t.Data == "fieldset":
			legend = ""
		case kind == tokens.EndTagToken && aside > 0:
			aside--
		case kind == tokens.StartTagToken && t.Data == "label":
			label, key, into = "", value(t, "for"), &label
		case kind == tokens.StartTagToken && t.Data == "legend":
			legend, into = "", &legend
		case kind == tokens.StartTagToken && into != nil && (aside > 0 || strings.Contains(value(t, "class"), "label-more") || strings.Contains(value(t, "class"), "hidden")):
			if t.Data != "input" {
				aside++
			}
		}
		if value(t, "aria-invalid") == "true" {
			wrong = append(wrong, wrongField{begin, value(t, "id"), value(t, "aria-label"), legend})
		}
	}
}

func value(t tokens.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
