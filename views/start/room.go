// Package start shows the first steps of a new company: templates beside the structs that they
// receive, and their words.
package start

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Start{}, StartForm{}, StartTry{},
	)
}
