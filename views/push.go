package views

import (
	"slices"

	"okno/booking/telling"
)

// Push is the part of a page that turns notifications in this browser on and off. The page has a list, whose row of this browser
// has a form that removes it.
type Push struct {
	W   *Words
	Key string // under which browsers subscribe, "" where there is none
	URL string // where the form that turns them on is sent to
	Off string // what turning them on does
}

// Broken is why nothing reaches a recipient, in words. What was kept before there were words for it stays as Telegram put it.
func (w *Words) Broken(why string) string {
	if slices.Contains(telling.Whys, telling.Why(why)) {
		return w.T("why." + why)
	}
	return why
}
