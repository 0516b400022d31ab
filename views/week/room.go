// Package week shows the week of one resource with its bookings: templates beside the structs
// that they receive, and their words.
package week

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Page{}, Week{}, Live{},
	)
}
