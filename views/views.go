// Package views is what Okno shows. It is the kit of its rooms, which are the packages below: layouts, fragments,
// fields, and the words that pages share; how dates, times, money and phones are written is booking/format's. A room has
// a noun's templates beside the Go structs that they receive, and their words in Russian and English. Views read nothing
// and decide nothing; handlers bring the data and say whether a page or a fragment is wanted by the struct that
// they pass.
package views

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"slices"
	"sync/atomic"
)

//go:embed *.html layouts/*.html fragments/*.html
var sources embed.FS

// known are a value of each View that the program can show. Templates are checked against their types.
var known = []View{
	Done{}, Avatar{}, HitsAsk{}, HitsAsk{Alone: true}, Heard{}, Pulse{}, Failure{},
	FailureNotice{}, NoteState{}, ClientLookup{},
	PageOpen{}, PageClose{}, PageTitle{},
}

// Known are a value of each View of the kit and of the rooms that are linked into the program.
func Known() []View { return slices.Clone(known) }

// rooms are the templates of all rooms that are linked into the program.
var rooms []fs.FS

// Add brings a room's files into every Views that is made from now on: templates, *.html, and
// words, *.json, in which they are written; and a value of each of its Views, for Known. A room calls it once,
// when the program starts.
func Add(files fs.FS, all ...View) {
	known = append(known, all...)
	rooms = append(rooms, files)
	Messages.Add(files, "*.json")
}

// View is a page or a fragment: a struct of this package that has a template.
type View interface{ View() string }

// Views renders. It is made once at start and is safe for concurrent use.
type Views struct {
	asset     func(name string) string
	templates atomic.Pointer[template.Template]
}

// New parses every template. asset turns the name of a built file, such as
// "panel.css", into the address that a browser fetches it from.
func New(asset func(name string) string) (*Views, error) {
	v := &Views{asset: asset}
	t, err := v.empty().ParseFS(sources, "*.html", "layouts/*.html", "fragments/*.html")
	for _, room := range rooms {
		if err == nil {
			t, err = t.ParseFS(room, "*.html")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("views: %w", err)
	}
	v.templates.Store(t)
	return v, nil
}

// Templates are those in use.
func (v *Views) Templates() *template.Template { return v.templates.Load() }

// empty are no templates, which know the functions of all.
func (v *Views) empty() *template.Template {
	sprite := v.asset("icons.svg")
	return template.New("views").Funcs(template.FuncMap{
		"asset": v.asset,
		"icon":  func(name string) template.HTML { return icon(sprite, name) },
	})
}

// Reload takes templates and words from files, which are laid out as this folder, instead of those that the program
// carries. Where they can't be read, those from before stay, and the error names the file and the line.
func (v *Views) Reload(files fs.FS) error {
	t, err := v.empty().ParseFS(files, "*.html", "*/*.html")
	if err == nil {
		v.templates.Store(t)
	}
	if err = errors.Join(err, Messages.Replace(files, "*/*.json")); err != nil {
		return fmt.Errorf("views: %w", err)
	}
	return nil
}

// Render writes the view. It writes nothing at all when the template fails, so
// that the caller can still answer with an error page.
func (v *Views) Render(w io.Writer, view View) error {
	var page bytes.Buffer
	if err := v.Templates().ExecuteTemplate(&page, view.View(), view); err != nil {
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
