// Package hosted shows the page of a form at our own address: templates beside the structs that
// they receive, and their words.
package hosted

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Hosted{}, Privacy{},
	)
}
