// Package paper shows the day's sheet: templates beside the structs that they receive, and
// their words.
package paper

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Sheet{}, Poster{},
	)
}
