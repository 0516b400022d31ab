// Package leads shows the stream of leads: templates beside the structs that they receive, and
// their words.
package leads

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Leads{}, LeadList{}, LeadRows{}, LeadSheet{}, LeadSaved{}, LeadsLive{}, LeadRail{},
	)
}
