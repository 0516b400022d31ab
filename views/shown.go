package views

import (
	"net/url"
	"slices"
	"strings"

	"okno/booking"
)

// Shown is what a board shows of its company: its address in parts. It is
// comparable.
type Shown struct {
	Date      booking.Date
	View      string // "grid" or "list"; "" is a grid, and a list on a phone
	Services  Picks
	Resources Picks
	Statuses  Picks
}

// Picks are chosen values joined by commas, in order and each once; "" is no
// choice: all of them.
type Picks string

// PicksOf are the values that are not empty; each may be several.
func PicksOf(values []string) Picks {
	var all []string
	for _, v := range values {
		for one := range strings.SplitSeq(v, ",") {
			if one != "" {
				all = append(all, one)
			}
		}
	}
	slices.Sort(all)
	return Picks(strings.Join(slices.Compact(all), ","))
}

// Has says whether the value is among them; all are where none is picked.
func (p Picks) Has(value string) bool { return p == "" || p.Names(value) }

// Names says whether the value is picked itself.
func (p Picks) Names(value string) bool { return slices.Contains(p.All(), value) }

// All are the picked values.
func (p Picks) All() []string {
	if p == "" {
		return nil
	}
	return strings.Split(string(p), ",")
}

// URL is the address of what is shown.
func (s Shown) URL() string { return "/bookings?" + s.Query().Encode() }

// TodayURL is the same of whatever is today when it is asked for.
func (s Shown) TodayURL() string {
	q := s.Query()
	q.Set("date", booking.Today)
	return "/bookings?" + q.Encode()
}

// Query is the part of the address that says it.
func (s Shown) Query() url.Values {
	q := url.Values{"date": {s.Date.String()}}
	for name, value := range map[string]string{
		"view": s.View, "service": string(s.Services), "resource": string(s.Resources), "status": string(s.Statuses),
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// On is the same of another date, As in another view.
func (s Shown) On(date booking.Date) Shown {
	s.Date = date
	return s
}

// As: see On.
func (s Shown) As(view string) Shown {
	s.View = view
	return s
}

// All is the same without any filter.
func (s Shown) All() Shown { return Shown{Date: s.Date, View: s.View} }

// Filtered says whether a part of the day is left out on purpose.
func (s Shown) Filtered() bool { return s != s.All() }
