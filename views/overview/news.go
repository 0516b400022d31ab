package overview

import (
	"html/template"
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// NewsPart is a kind of news.
type NewsPart struct {
	W     *views.Words
	ID    string
	Icon  string
	Title string
	Total int
	None  string // what is said where there is nothing; "" says nothing at all
	Lines []NewsLine
	More  int
	URL   string // where all of them are
}

// NewsLine is a booking or a lead among the news, what is to be known of it, and what can be done about it right there.
type NewsLine struct {
	W *views.Words
	views.SearchLine
	ID        string
	Lead      bool   // it opens its own page, and no dialog
	Note      string // since when it waits, how late it is, or what is wrong with its client's address
	Seen      string // what an act on it says that it has seen
	Acts      []LineAct
	PhoneURL  template.URL
	PhoneText string // to be called, "" where there is nothing to call for
	Mail      string // to be written to, "" where there is no address
}

// LineAct is a button of a line.
type LineAct struct {
	Name, Label, Icon string
	URL               string
	Vals              string // more that goes along, as JSON; "" for a booking's, which says what it has seen
	Link              bool   // it leads somewhere instead
	Primary           bool
}

// newsBuilder makes the kinds of news.
type newsBuilder struct {
	w *views.Words
	d OverviewData
}

// some is a kind that is known whole.
func some(all []booking.Booking) SomeNews { return SomeNews{all, len(all)} }

// quiet are the kinds of which nothing is said where there is nothing.
var quiet = []string{"unreached", "late", "off", "leads"}

// told are those whose client has to be reached, acts what can be done with a booking of the kind.
var (
	told = []string{"unreached", "waiting", "late", "off"}
	acts = map[string][]booking.Act{
		"waiting": {booking.ActConfirmed, booking.ActRejected},
		"late":    {booking.ActArrived, booking.ActNoShow, booking.ActConfirmed, booking.ActRejected},
	}
	actIcons = map[booking.Act]string{
		booking.ActConfirmed: "check", booking.ActRejected: "x", booking.ActArrived: "user-check", booking.ActNoShow: "user-x",
	}
)

func (n newsBuilder) part(id, icon string, news SomeNews) NewsPart {
	p := NewsPart{W: n.w, ID: id, Icon: icon, Title: n.w.T("overview." + id), Total: news.Total}
	if !slices.Contains(quiet, id) {
		p.None = n.w.T("overview." + id + ".none")
	}
	shown := news.Bookings
	if n.d.Show != id {
		shown = shown[:min(len(shown), n.shows(id))]
	}
	for _, k := range shown {
		p.Lines = append(p.Lines, n.line(id, k))
	}
	p.More, p.URL = p.Total-len(p.Lines), views.OverviewURL(id)+"#overview-"+id
	return p
}

// urgentShown is how many lines a kind has that comes with buttons: the day is to be seen below it.
const urgentShown = 4

// shows is how many lines the kind has of which not all are shown.
func (n newsBuilder) shows(kind string) int {
	if len(acts[kind]) > 0 || kind == "leads" {
		return min(urgentShown, n.d.Shows)
	}
	return n.d.Shows
}

func (n newsBuilder) line(kind string, k booking.Booking) NewsLine {
	line := NewsLine{W: n.w, SearchLine: views.SearchLine{VisitLine: views.NewVisitLine(n.w, k, n.d.Services, n.d.Company, n.d.Now)}, ID: string(k.ID)}
	line.Name, line.Who = n.w.Person(k), n.with(k)
	if kind == "late" || kind == "off" { // all of them are today's
		line.When = n.w.Times(k.Start.In(n.d.Company.Zone), k.End.In(n.d.Company.Zone))
	}
	switch since, waits := n.d.Since[k.ID]; {
	case kind == "waiting" && waits:
		line.Note = n.w.T("booking.waits", "since", n.w.Moment(since.In(n.d.Company.Zone)))
	case kind == "unreached":
		line.Note = k.Contact.Email
	case kind == "off":
		line.Note = line.Status.Word
	case kind == "late" && k.LateMin > 0:
		line.Note = n.w.T("overview.late.said", "time", n.w.Roughly(n.d.Now.Sub(k.Start)), "said", n.w.Minutes(k.LateMin))
	case kind == "late":
		line.Note = n.w.T("overview.late.note", "time", n.w.Roughly(n.d.Now.Sub(k.Start)))
	}
	if kind == "late" && k.WillCome() {
		line.Note += ", " + n.w.T("board.coming")
	}
	if slices.Contains(told, kind) {
		n.reach(&line, k.Contact, kind != "unreached")
	}
	if n.d.CanChange && n.d.Seen != nil {
		line.Seen = n.d.Seen(k)
		for _, act := range acts[kind] {
			if rule := act.Rule(); rule.Takes(k.Status) {
				line.Acts = append(line.Acts, LineAct{
					Name: rule.Verb, Label: n.w.T("booking." + rule.Verb), Icon: actIcons[act], URL: line.URL + "/" + rule.Path, Primary: len(line.Acts) == 0,
				})
			}
		}
	}
	return line
}

// with are the people whom a booking is with or, where there are none, the places.
func (n newsBuilder) with(k booking.Booking) string {
	var people, others []string
	for _, r := range n.d.Resources {
		switch {
		case !slices.Contains(k.Resources, r.ID):
		case r.Kind == booking.Staff:
			people = append(people, r.Name)
		default:
			others = append(others, r.Name)
		}
	}
	if len(people) == 0 {
		people = others
	}
	return strings.Join(people, ", ")
}

// reach says how the client is called and written to, where the viewer may know it.
func (n newsBuilder) reach(line *NewsLine, c booking.Contact, mail bool) {
	if c.Phone != "" {
		line.PhoneURL, line.PhoneText = views.PhoneURL(c.Phone), n.w.Phone(c.Phone)
	}
	if mail && !n.d.ContactsHidden && strings.Contains(c.Email, "@") {
		line.Mail = c.Email
	}
}

// leads are the requests that nobody has taken up.
func (n newsBuilder) leads() NewsPart {
	p := NewsPart{W: n.w, ID: "leads", Icon: "inbox", Title: n.w.T("overview.leads"), Total: n.d.NewLeads, URL: "/leads?status=new"}
	for _, l := range n.d.Leads[:min(len(n.d.Leads), n.shows("leads"))] {
		line := NewsLine{W: n.w, Lead: true, ID: string(l.ID), Note: n.w.T("overview.leads.note", "ago", n.w.Ago(n.d.Now.Sub(l.CreatedAt)))}
		line.URL, line.Name, line.When, line.Hue = "/leads/"+string(l.ID), n.w.PersonOf(l.Contact), l.FormName, "hue-slate"
		n.reach(&line, l.Contact, true)
		if n.d.CanChange {
			line.Acts = leadActs(n.w, l, line.URL)
		}
		p.Lines = append(p.Lines, line)
	}
	p.More = p.Total - len(p.Lines)
	return p
}

// leadActs take a request up, make a booking of it, or decline it.
func leadActs(w *views.Words, l webform.Lead, at string) []LineAct {
	move := func(to webform.LeadStatus, icon string, primary bool) LineAct {
		return LineAct{
			Name: string(to), Label: w.T("leads.move.new." + string(to)), Icon: icon, URL: at + "/status", Primary: primary,
			Vals: `{"answer":"toast","from":"new","to":"` + string(to) + `"}`,
		}
	}
	return []LineAct{
		move(webform.LeadInProgress, "user-check", true),
		{Name: "book", Label: w.T("leads.book"), Icon: "calendar-plus", URL: "/bookings/new?lead=" + string(l.ID), Link: true},
		move(webform.LeadLost, "x", false),
	}
}

// Values are what the button sends along, as JSON.
func (a LineAct) Values(seen string) string {
	if a.Vals != "" {
		return a.Vals
	}
	return `{"answer":"toast","seen":"` + seen + `"}`
}
