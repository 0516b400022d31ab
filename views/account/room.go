// Package account shows the ways in and a user's own page: templates beside the structs that
// they receive, and their words.
package account

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Account{}, TwoFactor{}, Gate{}, SignIn{}, Ways{}, WaysLinked{},
	)
}
