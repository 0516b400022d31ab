package views

import (
	"encoding/json"
	"time"

	"okno/booking"
	"okno/booking/webform"
)

// Heard is what every page of the panel is told, whatever it shows: what clients and
// visitors do, for whatever day, and how much waits for the desk.
type Heard struct {
	News   []News
	Badges []NavBadge
	Flood  *FloodNotice // nil where it is as it was
}

// HeardData is what it is made of; contacts that the viewer may not see are masked.
type HeardData struct {
	Zone      *time.Location
	Changes   []Change // of clients, and leads that have come in; the others are not told
	Bookings  []booking.Booking
	Leads     []webform.Lead
	Attention Attention
	Counted   bool // Attention may be another one
}

// Attention is how much waits for the desk.
type Attention struct {
	NewLeads int            // that nobody has taken up
	Waiting  int            // bookings to come that wait for an answer
	Flood    *webform.Flood // the last one that nobody has looked after, nil for none
}

// NewHeard makes it.
func NewHeard(locale string, d HeardData) Heard {
	w := In(locale)
	var h Heard
	for _, c := range d.Changes {
		if news, told := heard(w, d, c); told {
			h.News = append(h.News, news)
		}
	}
	if d.Counted {
		h.Badges = badges(w, d.Attention)
		h.Flood = NewFloodNotice(w, d.Attention.Flood)
	}
	return h
}

func (Heard) View() string { return "heard" }

// Empty says that there is nothing to tell.
func (h Heard) Empty() bool { return len(h.News) == 0 && len(h.Badges) == 0 }

func heard(w *Words, d HeardData, c Change) (News, bool) {
	for _, lead := range d.Leads {
		if lead.ID == c.Lead {
			return News{Version: c.Version, URL: "/leads/" + string(lead.ID), Of: "lead", Heard: true, Text: w.T("live.lead", "name", w.PersonOf(lead.Contact))}, true
		}
	}
	for _, k := range d.Bookings {
		if k.ID != c.Booking {
			continue
		}
		key := "live.client." + string(c.Act)
		of := "news"
		switch {
		case !c.Act.Rule().Client:
			return News{}, false
		case c.Act == booking.ActCreated && k.Status == booking.Pending:
			key, of = "live.pending", "booking"
		case c.Act == booking.ActCreated:
			of = "booking"
		}
		return News{
			Version: c.Version, Booking: k.ID, URL: "/bookings/" + string(k.ID), Of: of, Heard: true, Fresh: c.Act == booking.ActCreated,
			Text: w.T(key, "name", w.PersonOf(k.Contact), "date", booking.DateOf(k.Start, d.Zone), "time", k.Start.In(d.Zone)),
		}, true
	}
	return News{}, false
}

// PersonOf is what a client is called: the name, else what is known.
func (w *Words) PersonOf(c booking.Contact) string {
	switch {
	case c.Name != "":
		return c.Name
	case c.Phone != "":
		return w.Phone(c.Phone)
	case c.Email != "":
		return c.Email
	}
	return w.T("booking.nobody")
}

// NavBadge is a number on an entry of the navigation, the fragment of that ID.
type NavBadge struct {
	ID   string // "nav-leads", "bar-leads", ...
	New  int
	Said string // the number, for a screen reader
}

// badges are those of the sidebar and of a phone's bar.
func badges(w *Words, a Attention) []NavBadge {
	var all []NavBadge
	for _, place := range []string{"nav-", "bar-"} {
		all = append(all, Badge(w, place, "leads", a), Badge(w, place, "overview", a))
	}
	return all
}

// Badge is the number beside a section, "leads" or "overview"; place is where, "nav-" or "bar-".
func Badge(w *Words, place, section string, a Attention) NavBadge {
	if section == "leads" {
		return NavBadge{place + section, a.NewLeads, w.T("leads.badge", "count", a.NewLeads)}
	}
	return NavBadge{place + section, a.Waiting, w.T("overview.badge", "count", a.Waiting)}
}

// Many is, as JSON, how the page says that several news have come at once, by their
// kind: a form for one, for few and for many, with a number to be replaced, and where
// all of them are.
func (b Base) Many() (string, error) {
	type many struct {
		Forms [3]string
		URL   string
	}
	kinds := map[string]many{}
	for kind, url := range map[string]string{"booking": OverviewURL("new") + "#overview-new", "lead": "/leads?status=new", "news": "/overview"} {
		m := many{URL: url}
		for i, n := range []int{1, 2, 5} {
			m.Forms[i] = b.W().T("live.more."+kind, "count", n)
		}
		kinds[kind] = m
	}
	text, err := json.Marshal(kinds)
	return string(text), err
}

// News is what is said about a change, to eyes as a toast and to screen readers.
type News struct {
	Version int64
	Booking booking.ID
	URL     string
	Text    string
	Fresh   bool   // a new booking: its cards are lit for a while
	Heard   bool   // of a client, so never of the viewer's own hand
	Of      string // "booking", "lead" or "news", as what it is counted when there are many
}

// Change is one entry of the change feed.
type Change struct {
	Version int64
	Booking booking.ID // "" where the whole board may look different, or Act says what of it
	Act     booking.Act
	StoodOn []booking.ID // the resources that it stood on before
	Known   bool         // StoodOn says it
	Client  bool         // a client has made it: every page is told, see Heard
	Lead    booking.ID   // that has come in by it, "" where none has
}
