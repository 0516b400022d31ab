// Package exceptions shows when it is closed all the same: templates beside the structs that
// they receive, and their words.
package exceptions

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Exceptions{}, ExceptionList{}, Exception{}, ExceptionForm{}, ExceptionPreview{}, Time{}, TimePage{},
	)
}
