// Package services shows what can be booked: templates beside the structs that they receive,
// and their words.
package services

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Services{}, ServiceList{}, ServiceEditor{}, ServiceSaved{}, ServiceLinks{},
	)
}
