// Package schedules shows when resources work: templates beside the structs that they receive,
// and their words.
package schedules

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		ScheduleWeekPage{}, ScheduleWeek{}, ScheduleDatesPage{}, ScheduleDates{}, ScheduleDay{}, Plan{}, ScheduleMonth{}, Month{}, WhyPage{}, Why{},
	)
}
