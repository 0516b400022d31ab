// Package forms shows the forms of the widget: templates beside the structs that they receive,
// and their words.
package forms

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Forms{}, FormList{}, FormPage{}, FormEditor{}, FormFields{}, FormConsent{}, PreviewNotes{}, FormPreview{}, Install{},
	)
}
