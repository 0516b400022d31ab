// Package day shows a day laid out: its columns, cards, holds and totals, which the board, the
// schedules, paper and today share: templates beside the structs that they receive.
package day

import (
	"embed"

	"okno/views"
)

//go:embed *.html
var files embed.FS

func init() {
	views.Add(files,
		Column{}, Totals{}, Withdrawn{}, Ghosts{}, DayList{},
	)
}
