// Package app shows the panel as an installed app: what it is called there, and the page without a connection.
package app

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files, Offline{})
}
