// Package check shows what of the setup cannot work: templates beside the structs that they
// receive, and their words.
package check

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Check{},
	)
}
