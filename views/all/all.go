// Package all links every room of views into a program; what holds of all pages is tested here.
package all

import (
	_ "okno/views/account"
	_ "okno/views/app"
	_ "okno/views/board"
	_ "okno/views/check"
	_ "okno/views/clients"
	_ "okno/views/day"
	_ "okno/views/exceptions"
	_ "okno/views/forms"
	_ "okno/views/hosted"
	_ "okno/views/leads"
	_ "okno/views/overview"
	_ "okno/views/own"
	_ "okno/views/paper"
	_ "okno/views/reports"
	_ "okno/views/resources"
	_ "okno/views/schedules"
	_ "okno/views/search"
	_ "okno/views/services"
	_ "okno/views/settings"
	_ "okno/views/start"
	_ "okno/views/visit"
	_ "okno/views/week"
)
