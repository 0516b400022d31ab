// Package overview shows today in half a minute: templates beside the structs that they
// receive, and their words.
package overview

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		OverviewPage{}, Overview{Week: &WeekCompared{}},
	)
}
