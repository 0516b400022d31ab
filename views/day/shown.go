package day

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/columns"
	"okno/booking/engine"
	"okno/views"
)

// Shown is what a board shows of its company: its address in parts. It is
// comparable.
type Shown struct {
	Date      booking.Date
	View      string // "grid" or "list"; "" is a grid, and a list on a phone
	Services  Picks
	Resources Picks
	Statuses  Picks
	Only      Picks // of the columns: OnlyWorking, OnlyPeople
}

// What the columns can be narrowed to beside their names.
const (
	OnlyWorking = "working" // who works on the date, or has something to show
	OnlyPeople  = "people"
)

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
		"view": s.View, "service": string(s.Services), "resource": string(s.Resources), "status": string(s.Statuses), "only": string(s.Only),
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// On is the same of another date.
func (s Shown) On(date booking.Date) Shown {
	s.Date = date
	return s
}

// As is the same in another view.
func (s Shown) As(view string) Shown {
	s.View = view
	return s
}

// Turned is the same with what Only names on or off.
func (s Shown) Turned(only string) Shown {
	picks := s.Only.All()
	if s.Only.Names(only) {
		picks = slices.DeleteFunc(picks, func(p string) bool { return p == only })
	} else {
		picks = append(picks, only)
	}
	s.Only = PicksOf(picks)
	return s
}

// Without is the same without one filter, as the address names it.
func (s Shown) Without(filter string) Shown {
	switch filter {
	case "service":
		s.Services = ""
	case "resource":
		s.Resources = ""
	case "status":
		s.Statuses = ""
	}
	return s
}

// All is the same without any filter.
func (s Shown) All() Shown { return Shown{Date: s.Date, View: s.View} }

// Filtered says whether a part of the day is left out on purpose.
func (s Shown) Filtered() bool { return s != s.All() }

// BoardData is what a board is made of: plain facts about one company and one date.
type BoardData struct {
	Company   booking.Company
	Date      booking.Date
	Shown     Shown // of Date
	Now       time.Time
	Services  []booking.Service           // all of the company, inactive ones too, in the panel's order: those without a colour get one by it
	Resources []ResourceDay               // the columns, in their order
	Everybody []booking.Resource          // all that may have a column, in the order of the columns; empty: those that have one
	Columns   columns.Choice              // how the viewer wants them
	Bookings  []booking.Booking           // every booking that touches the date, of any status, in any order
	Pasts     map[booking.ID]booking.Past // by booking, of those clients that are new or have not come before
	Waits     map[booking.ID]time.Time    // since when those that wait for an answer do
	Holds     []booking.Hold
	Undecided int                          // bookings of the days before today of which nobody has said how they went
	Seen      func(booking.Booking) string // what an act on a booking says that it has seen; nil: nothing
	Version   int64                        // of the company, read before everything else
	Topic     string                       // what kind of viewer sees it: names the day's socket
	CanChange bool
	CanSetUp  bool                  // add what the columns are made of
	CanBlock  bool                  // block time by hand
	Birthdays map[booking.ID]string // by booking, of clients whose birthday is known
	SeesMoney bool                  // knows what was taken

	Taken string // on the date, less what was given back; "" for nothing
}

// ResourceDay is a resource with its hours on the date of the board.
type ResourceDay struct {
	booking.Resource
	Working []booking.Span // merged, in order of time
	Blocked []engine.Block // exceptions of the company and of the resource
}

// Listed are the bookings that a board of the same data shows, by time.
func (d BoardData) Listed() []booking.Booking {
	b := NewBuilder(views.In("en"), d)
	return slices.SortedFunc(slices.Values(append(slices.Clone(b.Cards), b.gone...)), views.Earlier)
}
