// Package widget carries the embeddable booking widget: one script, built from src by esbuild into dist.
package widget

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

// The whole folder, so that the package compiles before the assets are built.
//
//go:embed all:dist
var dist embed.FS

// ErrNotBuilt says that the binary was compiled before the widget was bundled.
var ErrNotBuilt = errors.New("widget: the script is not built: run `npm run assets` and compile again")

// Script returns the bundled widget.js (UTF-8, minified, not compressed), or ErrNotBuilt.
func Script() ([]byte, error) { return script(dist) }

func script(fsys fs.FS) ([]byte, error) {
	b, err := fs.ReadFile(fsys, "dist/widget.js")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrNotBuilt
	case err != nil:
		return nil, fmt.Errorf("widget: read the script: %w", err)
	}
	return b, nil
}
