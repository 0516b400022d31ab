package search

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/lookup"
	"okno/views"
	"okno/views/day"
)

// weeksShown is how many weeks a search offers at most.
const weeksShown = 6

// weeks are those of the resources that the words name beside "week", in any language and order. A name alone
// offers none: it is mostly a client's, and Enter takes the first that is found.
func weeks(w *views.Words, d SearchData, words []string) []Command {
	ru, en := lookup.Fold(views.In("ru").T("search.called.week")), lookup.Fold(views.In("en").T("search.called.week"))
	called := slices.IndexFunc(words, func(word string) bool {
		return len([]rune(word)) > shortest && (strings.HasPrefix(ru, word) || strings.HasPrefix(en, word))
	})
	if called < 0 {
		return nil
	}
	named := slices.Delete(slices.Clone(words), called, called+1)
	if len(named) == 0 && words[called] != ru && words[called] != en {
		return nil // it may be the beginning of a name
	}
	var all []Command
	for _, r := range d.Resources {
		parts := strings.Fields(lookup.Fold(r.Name))
		if !r.Active || len(all) == weeksShown || slices.ContainsFunc(named, func(word string) bool {
			return !slices.ContainsFunc(parts, func(part string) bool { return strings.HasPrefix(part, word) })
		}) {
			continue
		}
		all = append(all, Command{
			URL: day.WeekURL(r.ID, booking.DateOf(d.Now, d.Company.Zone)), Icon: "calendar-days", Label: w.T("board.week_of", "name", r.Name),
		})
	}
	return all
}
