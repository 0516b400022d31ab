// Package reports shows what has been booked, and what came of it, in numbers: templates beside the structs that they
// receive, and their words.
package reports

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Page{}, Report{},
	)
}
