package views

import (
	"okno/booking"
)

// ClientMerge is GET /clients/:id/merge: choosing the other card, or what
// becomes of the two.
type ClientMerge struct {
	Base
	Keep    ClientLine
	Other   ClientLine
	Chosen  bool // there is another
	Query   string
	Found   []ClientLine
	Problem string

	KeepRevision, OtherRevision int
	Moves                       []string // what goes over
	Result                      []Fact   // the card as it will be
	Known                       []string // phones and e-mails by which he is known as well
}

// ClientMergeData is what is known of the matter.
type ClientMergeData struct {
	Company     booking.Company
	Keep, Other booking.Client // Other has no ID while none is chosen
	Figures     map[booking.ID]booking.Figures
	Visits      int // bookings of the other
	Leads       int
	Query       string
	Found       []booking.Client
	Problem     booking.Sentence
}

// NewClientMerge makes the page. It sets the title.
func NewClientMerge(base Base, d ClientMergeData) ClientMerge {
	w, zone := base.W(), d.Company.Zone
	base.Section, base.Title = "clients", w.T("clients.merge.title")
	v := ClientMerge{
		Base: base, Keep: w.clientLine(d.Keep, d.Figures[d.Keep.ID], zone), Query: d.Query, Problem: w.Say(d.Problem),
		KeepRevision: d.Keep.Revision, OtherRevision: d.Other.Revision,
	}
	for _, c := range d.Found {
		if c.ID != d.Keep.ID {
			v.Found = append(v.Found, w.clientLine(c, d.Figures[c.ID], zone))
		}
	}
	if d.Other.ID == "" {
		return v
	}
	v.Other, v.Chosen = w.clientLine(d.Other, d.Figures[d.Other.ID], zone), true
	merged, left := booking.Merged(d.Keep, d.Other)
	v.Moves = []string{w.T("clients.merge.bookings", "count", d.Visits)}
	if d.Leads > 0 {
		v.Moves = append(v.Moves, w.T("clients.merge.leads", "count", d.Leads))
	}
	add := func(field, value string) {
		if value != "" {
			v.Result = append(v.Result, Fact{w.T("clients.field." + field), value})
		}
	}
	text := NewClientText(base.Locale, merged)
	add("name", text.Name)
	add("phone", text.Phone)
	add("email", text.Email)
	add("note", text.Note)
	for _, value := range left {
		v.Known = append(v.Known, w.Phone(value))
	}
	return v
}

func (ClientMerge) view() string { return "client-merge" }

// SwapURL is the same with the other card staying.
func (v ClientMerge) SwapURL() string { return v.Other.URL + "/merge?with=" + string(v.Keep.ID) }

// ClientPairs is GET /clients/duplicates.
type ClientPairs struct {
	Base
	Pairs []ClientPair
	More  bool
}

// ClientPair are two clients who may be one person.
type ClientPair struct {
	W          *Words
	One, Other ClientLine
	Why        []string
}

// MergeURL is where the two are compared.
func (p ClientPair) MergeURL() string { return p.One.URL + "/merge?with=" + string(p.Other.ID) }

// ClientPairsData is what the page is made of.
type ClientPairsData struct {
	Company booking.Company
	Pairs   []booking.Pair
	More    bool
	Figures map[booking.ID]booking.Figures
}

// NewClientPairs makes the page. It sets the title.
func NewClientPairs(base Base, d ClientPairsData) ClientPairs {
	w := base.W()
	base.Section, base.Title = "clients", w.T("clients.duplicates")
	v := ClientPairs{Base: base, More: d.More}
	for _, p := range d.Pairs {
		pair := ClientPair{
			W: w, One: w.clientLine(p.One, d.Figures[p.One.ID], d.Company.Zone), Other: w.clientLine(p.Other, d.Figures[p.Other.ID], d.Company.Zone),
		}
		for _, why := range p.Why {
			pair.Why = append(pair.Why, w.T("clients.alike."+string(why)))
		}
		v.Pairs = append(v.Pairs, pair)
	}
	return v
}

func (ClientPairs) view() string { return "client-pairs" }
