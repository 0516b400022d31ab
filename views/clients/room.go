// Package clients shows the people of the bookings: templates beside the structs that they
// receive, and their words.
package clients

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		CardUndone{}, CardAnew{}, Clients{}, ClientList{}, ClientList{Filter: ClientFilter{After: "x"}},
		ClientPage{}, Client{}, ClientMerge{}, ClientPairs{}, ClientErase{}, ClientErase{Alone: true}, Matches{}, ImportPage{}, NewCard{}, NewCard{Alone: true},
		Tags{}, TagsChanged{}, TagsUndone{}, TagListPage{}, TagList{},
	)
}
