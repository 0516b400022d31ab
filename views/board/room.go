// Package board shows the day of bookings, one booking's details, and the forms that make and
// move it: templates beside the structs that they receive, and their words.
package board

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Undone{}, When{}, Book{}, BookPage{}, MoveBooking{}, MoveBookingPage{}, Change{}, ChangePage{}, Pay{}, PayPage{}, Takings{}, TakingsPage{}, PriceAnew{}, Again{}, AgainPage{}, Board{}, Quick{}, Quick{Row: true}, Undecided{}, UndecidedPage{}, UndecidedLive{}, Day{}, DayPart{}, Live{}, Month{},
		BookingPage{}, Details{}, Contact{}, ContactPage{},
	)
}
