// Package resources shows who and what does the services: templates beside the structs that
// they receive, and their words.
package resources

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Resources{}, ResourceList{}, ResourcePage{}, Resource{}, ResourcePhoto{}, ResourceArchive{},
		ResourceArchive{Alone: true}, ResourceFeed{}, ResourceFeed{Alone: true},
	)
}
