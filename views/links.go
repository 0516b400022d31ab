package views

import (
	"cmp"
	"html/template"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"okno/booking"
)

// Links says in a plain sentence what a service needs of the resources that
// are linked to it (domain.md, "When a slot is free", rule 4).
type Links struct {
	Text   string // "Anna or Maria, plus Room 1", or why nobody can book
	Off    string // which of them are switched off, "" where none is
	Broken bool   // nobody can book with this choice
}

// namesShown of one kind; the others are counted.
const namesShown = 5

// Links puts the choice into words. resources are all of the company, in the
// panel's order.
func (w *Words) Links(linked []booking.ID, resources []booking.Resource) Links {
	chosen := map[booking.ID]bool{}
	for _, id := range linked {
		chosen[id] = true
	}
	var l Links
	var off []string
	for _, kind := range booking.Kinds {
		var on []string
		found := false
		for _, r := range resources {
			if r.Kind != kind || !chosen[r.ID] {
				continue
			}
			found = true
			if r.Active {
				on = append(on, r.Name)
			} else {
				off = append(off, r.Name)
			}
		}
		switch {
		case !found:
		case len(on) == 0:
			l.Broken, l.Text = true, w.T("services.links.off."+string(kind))
		case l.Broken:
		case l.Text == "":
			l.Text = w.AnyOf(on)
		default:
			l.Text = w.T("services.links.both", "first", l.Text, "last", w.AnyOf(on))
		}
	}
	if l.Text == "" {
		l.Broken, l.Text = true, w.T("services.links.none")
	}
	if len(off) > 0 {
		l.Off = w.T("services.links.switched_off", "names", off[:min(len(off), namesShown)])
	}
	first, size := utf8.DecodeRuneInString(l.Text)
	l.Text = string(unicode.ToUpper(first)) + l.Text[size:]
	return l
}

// AnyOf is "Anna, Maria or Olga".
func (w *Words) AnyOf(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	last := names[len(names)-1]
	first := names[:len(names)-1]
	if more := len(names) - namesShown; more > 0 {
		first, last = names[:namesShown], w.T("services.links.more", "count", more)
	}
	return w.T("services.links.either", "first", first, "last", last)
}

// OverviewURL is the address of Today, of one of its lists where show names one.
func OverviewURL(show string) string {
	if show == "" {
		return "/overview"
	}
	return "/overview?show=" + show
}

// Earlier orders bookings by their starts, those of the same instant by their numbers; for slices.SortFunc.
func Earlier(a, b booking.Booking) int {
	return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Number, b.Number))
}

// Earliest is the earlier one of two instants.
func Earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// PhoneURL is the tel: address (RFC 3966) of an E.164 number, "" of anything
// else: html/template lets no tel: through by itself.
func PhoneURL(phone string) template.URL {
	digits, international := strings.CutPrefix(phone, "+")
	if !international || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return template.URL("tel:" + phone)
}
