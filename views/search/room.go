// Package search shows the search over all dates: templates beside the structs that they
// receive, and their words.
package search

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		SearchPage{}, Search{},
	)
}
