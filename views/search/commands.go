package search

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/lookup"
	"okno/views"
)

// Command is something to do or a page to go to, which the words typed are the beginning of.
type Command struct {
	URL, Icon, Label string
	Modal            bool // it opens over the page
}

// ofDesk are the commands beside the panel's pages. Their words are "search.do.NAME", and what else people
// call them "search.called.NAME".
var ofDesk = []struct {
	name, url, icon string
	modal           bool
	may             func(SearchData) bool
}{
	{"new", "/bookings/new?date=today", "plus", true, func(d SearchData) bool { return d.CanChange }},
	{"walk_in", "/bookings/new?source=walk_in", "footprints", true, func(d SearchData) bool { return d.CanChange }},
	{"block", "/exceptions/time", "ban", true, func(d SearchData) bool { return d.CanBlock }},
	{"today", "/bookings?date=today", "calendar-days", false, nil},
	{"close", "/bookings/undecided", "list-checks", false, nil},
	{"takings", "/bookings/takings", "wallet", false, func(d SearchData) bool { return d.SeesMoney }},
	{"working", "/bookings?date=today&only=working", "user-check", false, nil},
}

// shortest is how many letters are the beginning of a command: one is the beginning of half of them.
const shortest = 2

// commands are those that the words typed ask for, a date first; all of the desk's where nothing is typed.
func commands(w *views.Words, d SearchData) []Command {
	var all []Command
	if date, ok := w.TypedDate(d.Typed, booking.DateOf(d.Now, d.Company.Zone)); ok {
		all = append(all, Command{URL: "/bookings?date=" + date.String(), Icon: "calendar-search", Label: w.T("search.go_to", "day", w.Date(date))})
	}
	words := strings.Fields(lookup.Fold(d.Typed))
	asks := func(texts ...string) bool {
		if len(words) == 0 || len([]rune(d.Typed)) < shortest {
			return false
		}
		begins := strings.Fields(lookup.Fold(strings.Join(texts, " ")))
		return !slices.ContainsFunc(words, func(word string) bool {
			return !slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(b, word) })
		})
	}
	ru, en := views.In("ru"), views.In("en")
	for _, c := range ofDesk {
		key := "search.do." + c.name
		if (c.may == nil || c.may(d)) && (strings.TrimSpace(d.Typed) == "" || asks(ru.T(key), en.T(key), ru.T("search.called."+c.name), en.T("search.called."+c.name))) {
			all = append(all, Command{URL: c.url, Icon: c.icon, Label: w.T(key), Modal: c.modal})
		}
	}
	all = append(all, weeks(w, d, words)...)
	for _, page := range d.Pages {
		if asks(page.Label, ru.T("layout."+page.Section), en.T("layout."+page.Section)) {
			all = append(all, Command{URL: page.URL, Icon: page.Icon, Label: page.Label})
		}
	}
	return all
}
