package compose

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
)

// short are the lines about a booking below a title: what and when, when it was, who comes and to whom. They stand on
// a locked telephone as well, and so have no phones, addresses and answers in them.
func short(w words, event booking.Event, o messagedb.NotificationContext, before *telling.Snapshot) []string {
	was := w.was(event, o, before)
	if was != "" {
		was = w.say("label.was", nil) + ": " + w.when(before.Start.In(o.Zone))
	}
	return []string{dotted(line(o.Service), w.when(o.Start)), was, dotted(line(o.Contact.Name), resourceNames(o))}
}

// dotted are those that there are in one line.
func dotted(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// shortText is the page below its title in a browser; the company is named, for a member may have several.
func (p Page) shortText() string {
	lines := slices.DeleteFunc(slices.Clone(p.Short), func(s string) bool { return s == "" })
	if len(lines) == 0 {
		lines = []string{p.Subject}
	}
	if p.Company != "" && !strings.Contains(lines[0], p.Company) {
		lines = append(lines, p.Company)
	}
	return strings.Join(lines, "\n")
}
