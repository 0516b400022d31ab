// Package views holds everything that Okno shows: each template beside the Go
// struct that it receives, the words in Russian and English, and how dates,
// times, money and phones are written. It reads nothing and decides nothing;
// handlers bring the data and say whether a page or a fragment is wanted by
// the struct that they pass.
package views

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
)

//go:embed *.html layouts/*.html fragments/*.html
var sources embed.FS

// View is a page or a fragment: a struct of this package that has a template.
type View interface{ view() string }

// Views renders. It is made once at start and is safe for concurrent use.
type Views struct{ templates *template.Template }

// New parses every template. asset turns the name of a built file, such as
// "panel.css", into the address that a browser fetches it from.
func New(asset func(name string) string) (*Views, error) {
	sprite := asset("icons.svg")
	t := template.New("views").Funcs(template.FuncMap{
		"asset": asset,
		"icon":  func(name string) template.HTML { return icon(sprite, name) },
	})
	t, err := t.ParseFS(sources, "*.html", "layouts/*.html", "fragments/*.html")
	if err != nil {
		return nil, fmt.Errorf("views: %w", err)
	}
	return &Views{t}, nil
}

// Render writes the view. It writes nothing at all when the template fails, so
// that the caller can still answer with an error page.
func (v *Views) Render(w io.Writer, view View) error {
	var page bytes.Buffer
	if err := v.templates.ExecuteTemplate(&page, view.view(), view); err != nil {
		return fmt.Errorf("views: %w", err)
	}
	_, err := w.Write(nameErrors(page.Bytes()))
	return err
}

// icon is one Lucide icon out of the sprite. It never carries meaning alone:
// the text beside it, visible or not, does.
func icon(sprite, name string) template.HTML {
	return template.HTML(`<svg class="icon" aria-hidden="true" focusable="false"><use href="` +
		template.HTMLEscapeString(sprite+"#"+name) + `"></use></svg>`)
}
