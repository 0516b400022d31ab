// Package visit shows the client's own page of his booking: templates beside the structs that
// they receive, and their words.
package visit

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Reminders{}, Visit{}, VisitCard{}, VisitFailure{}, VisitFailurePage{},
	)
}
