package clients

import (
	"strings"

	"okno/booking"
	"okno/booking/lookup"
	"okno/booking/tags"
	"okno/views"
)

// ClientMerge is GET /clients/:id/merge: choosing the other card, or what
// becomes of the two.
type ClientMerge struct {
	views.Base
	Keep    views.ClientLine
	Other   views.ClientLine
	Chosen  bool // there is another
	Query   string
	Found   []views.ClientLine
	Problem string

	KeepRevision, OtherRevision int
	Moves                       []string     // what goes over
	Result                      []views.Fact // the card as it will be
	Known                       []string     // phones and e-mails by which he is known as well
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
func NewClientMerge(base views.Base, d ClientMergeData) ClientMerge {
	w, zone := base.W(), d.Company.Zone
	base.Section, base.Title = "clients", w.T("clients.merge.title")
	v := ClientMerge{
		Base: base, Keep: w.ClientLine(d.Keep, d.Figures[d.Keep.ID], zone), Query: d.Query, Problem: w.Say(d.Problem),
		KeepRevision: d.Keep.Revision, OtherRevision: d.Other.Revision,
	}
	for _, c := range d.Found {
		if c.ID != d.Keep.ID {
			v.Found = append(v.Found, w.ClientLine(c, d.Figures[c.ID], zone))
		}
	}
	if d.Other.ID == "" {
		return v
	}
	v.Other, v.Chosen = w.ClientLine(d.Other, d.Figures[d.Other.ID], zone), true
	merged, left := lookup.Merged(d.Keep, d.Other)
	v.Moves = []string{w.T("clients.merge.bookings", "count", d.Visits)}
	if d.Leads > 0 {
		v.Moves = append(v.Moves, w.T("clients.merge.leads", "count", d.Leads))
	}
	text := Typed(base.Locale, merged)
	for _, a := range booking.ClientAttributes {
		if value := text[a.Name]; value != "" {
			v.Result = append(v.Result, views.Fact{Name: w.T("clients.field." + a.Name), Value: value})
		}
	}
	if all := tags.Both(d.Keep.Tags, d.Other.Tags); len(all) > 0 {
		v.Result = append(v.Result, views.Fact{Name: w.T("clients.tags"), Value: strings.Join(all, ", ")})
	}
	for _, value := range left {
		v.Known = append(v.Known, w.Phone(value))
	}
	return v
}

func (ClientMerge) View() string { return "client-merge" }

// SwapURL is the same with the other card staying.
func (v ClientMerge) SwapURL() string { return v.Other.URL + "/merge?with=" + string(v.Keep.ID) }

// ClientPairs is GET /clients/duplicates.
type ClientPairs struct {
	views.Base
	Pairs []ClientPair
	More  bool
}

// ClientPair are two clients who may be one person.
type ClientPair struct {
	W          *views.Words
	One, Other views.ClientLine
	Why        []string
}

// MergeURL is where the two are compared.
func (p ClientPair) MergeURL() string { return p.One.URL + "/merge?with=" + string(p.Other.ID) }

// ClientPairsData is what the page is made of.
type ClientPairsData struct {
	Company booking.Company
	Pairs   []lookup.Pair
	More    bool
	Figures map[booking.ID]booking.Figures
}

// NewClientPairs makes the page. It sets the title.
func NewClientPairs(base views.Base, d ClientPairsData) ClientPairs {
	w := base.W()
	base.Section, base.Title = "clients", w.T("clients.duplicates")
	v := ClientPairs{Base: base, More: d.More}
	for _, p := range d.Pairs {
		pair := ClientPair{
			W: w, One: w.ClientLine(p.One, d.Figures[p.One.ID], d.Company.Zone), Other: w.ClientLine(p.Other, d.Figures[p.Other.ID], d.Company.Zone),
		}
		for _, why := range p.Why {
			pair.Why = append(pair.Why, w.T("clients.alike."+string(why)))
		}
		v.Pairs = append(v.Pairs, pair)
	}
	return v
}

func (ClientPairs) View() string { return "client-pairs" }
