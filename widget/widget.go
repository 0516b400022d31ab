// Package widget carries the embeddable widget: one script, built from src by
// esbuild into dist, the look that it fetches, and its words.
package widget

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// The whole folder, so that the package compiles before the assets are built.
//
//go:embed all:dist
var dist embed.FS

//go:embed text/*.json
var texts embed.FS

// ErrNotBuilt says that the binary was compiled before the widget was bundled.
var ErrNotBuilt = errors.New("widget: the script is not built: run `npm run assets` and compile again")

// File is a file of the widget (UTF-8, minified), as it is and compressed by brotli.
type File struct{ Plain, Brotli []byte }

// Script returns the bundled widget.js, or ErrNotBuilt.
func Script() (File, error) { return file(dist, "widget.js") }

// Look returns widget.css, the part of the widget's style sheet that its script
// does not carry, or ErrNotBuilt.
func Look() (File, error) { return file(dist, "widget.css") }

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
	b, err := texts.ReadFile("text/" + lang + ".json")
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
