package leads

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// LeadSheet is what stands in #editor beside the stream: one lead. The zero one is empty.
type LeadSheet struct {
	W         *views.Words
	Row       LeadRow
	Name      string
	BackURL   string
	Phone     string
	PhoneURL  template.URL // "" where it is hidden
	Mail      bool         // whether Email is one, and not hidden
	Suspect   bool
	Email     string
	Answers   []views.Answer
	Consent   string
	ConsentAt string
	Page      string
	PageURL   string // "" where it is not an address to follow
	PageShown string
	When      string
	Moves     []LeadMove
	Team      []views.Choice
	NextOn    string         // as it was typed
	Assigned  booking.UserID // whose it is, 0 nobody's
	Planned   string         // the date of the next step, "" for none
	History   []LeadEvent
	Note      string
	NoteError string
	NextError string
	Problem   string
	Said      string
	CanChange bool
	BookURL   string // "" where it cannot be booked
	Client    string // address of his card, "" where there is none
}

// LeadMove is a status that it may be given.
type LeadMove struct {
	To    webform.LeadStatus
	Label string
	Icon  string
}

// LeadEvent is a line of its history; a note has Text.
type LeadEvent struct {
	What, Text, When, Who string
	Note                  bool
}

// LeadData is what the sheet is made of.
type LeadData struct {
	LeadsData
	Lead    LeadShown
	History []booking.HistoryLine
	Refused *booking.Error
	Said    booking.Sentence
	Note    string // that is being typed
}

var leadIcons = map[webform.LeadStatus]string{
	webform.LeadNew: "rotate-ccw", webform.LeadInProgress: "user-check", webform.LeadWon: "check", webform.LeadLost: "x", webform.LeadSpam: "ban",
}

// NewLeadSheet makes it in the given language.
func NewLeadSheet(locale string, d LeadData) LeadSheet {
	w, l := views.In(locale).At(d.Company.Zone, d.Now), d.Lead
	search := d.Filter
	search.Before = ""
	s := LeadSheet{
		W: w, Row: d.row(w, l, search.Search()), Name: leadName(w, l.Lead), BackURL: "/leads" + search.Search(), Email: l.Contact.Email,
		When: w.Moment(l.CreatedAt.In(d.Company.Zone)), Consent: l.Consent, Page: l.Page, Note: d.Note, Said: w.Say(d.Said), CanChange: d.CanChange,
		Suspect: l.Suspect,
	}
	if l.Contact.Phone != "" {
		s.Phone, s.PhoneURL = w.Phone(l.Contact.Phone), views.PhoneURL(l.Contact.Phone)
	}
	s.Mail = strings.Contains(s.Email, "@")
	if !l.ConsentAt.IsZero() {
		s.ConsentAt = w.Moment(l.ConsentAt.In(d.Company.Zone))
	}
	if u, err := url.Parse(l.Page); err == nil && webform.IsWebAddress(l.Page) {
		s.PageURL, s.PageShown = l.Page, u.Host+u.Path
	}
	for _, a := range l.Payload {
		if !a.IsContact() {
			s.Answers = append(s.Answers, views.Answer{Label: a.Label, Value: w.Answer(a.Value)})
		}
	}
	if l.Client != "" {
		s.Client = "/clients/" + string(l.Client)
	}
	for _, to := range l.Moves() {
		s.Moves = append(s.Moves, LeadMove{to, w.T("leads.move." + string(l.Status) + "." + string(to)), leadIcons[to]})
	}
	s.Team = []views.Choice{{Value: "0", Label: w.T("leads.nobody"), Chosen: l.Assignee == 0}}
	for _, person := range d.Team {
		s.Team = append(s.Team, views.Choice{Value: strconv.FormatInt(int64(person.ID), 10), Label: person.Name, Chosen: person.ID == l.Assignee})
	}
	if s.Assigned = l.Assignee; l.NextOn != nil {
		s.NextOn, s.Planned = l.NextOn.String(), l.NextOn.String()
	}
	if l.Booking == "" && d.CanChange && l.Status != webform.LeadSpam {
		s.BookURL = "/bookings/new?lead=" + string(l.ID)
	}
	for i := len(d.History) - 1; i >= 0; i-- {
		s.History = append(s.History, leadEvent(w, d.History[i], d.Company.Zone))
	}
	if d.Refused != nil {
		s.Problem = w.Say(d.Refused.Sentence)
		s.NoteError, s.NextError = w.Say(d.Refused.Fields["note"]), w.Say(d.Refused.Fields["next"])
	}
	return s
}

func (LeadSheet) View() string { return "lead-sheet" }

// Open says whether there is anything to show.
func (s LeadSheet) Open() bool { return s.W != nil }

// At is the address of the lead's acts.
func (s LeadSheet) At() string { return "/leads/" + string(s.Row.ID) }

// URL is its own page.
func (s LeadSheet) URL() string { return s.At() }

func leadEvent(w *views.Words, line booking.HistoryLine, zone *time.Location) LeadEvent {
	e := LeadEvent{When: w.Moment(line.At.In(zone)), Who: line.Actor.Name}
	switch line.Act {
	case "moved":
		e.What = w.T("leads.act.moved", "to", w.T("leads.status."+line.Detail["to"]))
	case "assigned":
		if e.What = w.T("leads.act.unassigned"); line.Detail["to"] != "" {
			e.What = w.T("leads.act.assigned", "to", line.Detail["to"])
		}
	case "planned":
		e.What = w.T("leads.act.unplanned")
		if date, err := booking.ParseDate(line.Detail["on"]); err == nil {
			e.What = w.T("leads.act.planned", "on", w.Day(date))
		}
	case "noted":
		e.Note, e.Text, e.What = true, line.Detail["text"], w.T("leads.act.noted")
	default:
		e.What = w.T("leads.act." + string(line.Act))
	}
	if line.Actor.Kind == booking.Visitor {
		e.Who = w.T("leads.visitor")
	}
	return e
}

// LeadSaved is the sheet with the stream, after an act.
type LeadSaved struct {
	Sheet LeadSheet
	List  LeadList
	Nav   views.NavBadge
}

// NewLeadSaved makes it.
func NewLeadSaved(locale string, d LeadData) LeadSaved {
	return LeadSaved{NewLeadSheet(locale, d), NewLeadList(locale, d.LeadsData), views.Badge(views.In(locale), "nav-", "leads", views.Attention{NewLeads: d.Counts[webform.LeadNew]})}
}

func (LeadSaved) View() string { return "lead-saved" }

// Block is the same of a lead.
func (s LeadSheet) Block() *views.BlockForm {
	if !s.CanChange || s.Phone == "" && s.Email == "" {
		return nil
	}
	return &views.BlockForm{W: s.W, Of: "lead", ID: s.Row.ID}
}
