// Package widget carries the embeddable widget: one script, built from src by
// esbuild into dist, the look that it fetches, and its words.
package widget

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sync/atomic"
)

// The whole folder dist, so that the package compiles before the assets are built.
//
//go:embed all:dist text/*.json
var embedded embed.FS

// parts are the folders dist and text, and what of them is sent often.
type parts struct {
	files                fs.FS
	script, look, extras File
	err                  error // why they are not there
}

var current atomic.Pointer[parts]

func init() { current.Store(read(embedded)) }

func read(files fs.FS) *parts {
	p := &parts{files: files}
	for name, built := range map[string]*File{"widget.js": &p.script, "widget.css": &p.look, "widget-extras.js": &p.extras} {
		if *built, p.err = file(files, name); p.err != nil {
			return p
		}
	}
	return p
}

// Reload takes the widget and its words from files, which are laid out as this folder, instead of those that the program
// carries. Where they aren't built, all stays as it was, and it says ErrNotBuilt.
func Reload(files fs.FS) error {
	p := read(files)
	if p.err == nil {
		current.Store(p)
	}
	return p.err
}

// ErrNotBuilt says that the binary was compiled before the widget was bundled.
var ErrNotBuilt = errors.New("widget: the script is not built: run `npm run assets` and compile again")

// File is a file of the widget (UTF-8, minified), as it is and compressed by brotli.
type File struct{ Plain, Brotli []byte }

// Script returns the bundled widget.js, or ErrNotBuilt.
func Script() (File, error) {
	p := current.Load()
	return p.script, p.err
}

// Look returns widget.css, the part of the widget's style sheet that its script
// does not carry, or ErrNotBuilt.
func Look() (File, error) {
	p := current.Load()
	return p.look, p.err
}

// Extras returns widget-extras.js, what the script fetches when there is time, or ErrNotBuilt.
func Extras() (File, error) {
	p := current.Load()
	return p.extras, p.err
}

func file(fsys fs.FS, name string) (File, error) {
	plain, err := built(fsys, name)
	if err != nil {
		return File{}, err
	}
	brotli, err := built(fsys, name+".br")
	return File{plain, brotli}, err
}

func built(fsys fs.FS, name string) ([]byte, error) {
	b, err := fs.ReadFile(fsys, "dist/"+name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrNotBuilt
	case err != nil:
		return nil, fmt.Errorf("widget: read %s: %w", name, err)
	}
	return b, nil
}

// Words are the widget's texts in a language, "ru" or "en": a JSON object of
// texts and of texts by plural form. The script carries only the few that it
// needs where the server cannot be reached.
func Words(lang string) json.RawMessage {
	b, err := fs.ReadFile(current.Load().files, "text/"+lang+".json")
	if err != nil {
		return json.RawMessage("{}")
	}
	return b
}

// Text is one of the widget's texts in a language; "" where there is none, or it is counted.
func Text(lang, key string) string {
	var words map[string]json.RawMessage
	var text string
	if json.Unmarshal(Words(lang), &words) != nil || json.Unmarshal(words[key], &text) != nil {
		return ""
	}
	return text
}
