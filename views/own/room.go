// Package own shows a specialist his own day, week and bookings: templates beside the structs that they receive, and their words.
package own

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Page{}, Days{}, Live{}, BookingPage{}, Booking{}, Undone{}, Clients{}, ClientList{}, ClientPage{},
	)
}
