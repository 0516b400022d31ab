package leads

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// Leads is the page GET /leads and, with one lead beside the stream, GET /leads/:id.
type Leads struct {
	views.Base
	Socket  views.Socket
	Filter  LeadFilterForm
	List    LeadList
	Sheet   LeadSheet // the zero one while none is open
	FileURL string
}

// LeadsData is what the stream is made of.
type LeadsData struct {
	Company   booking.Company
	Forms     []webform.Form
	Leads     []LeadShown // of this page, the newest first
	More      bool        // there are older ones
	Counts    map[webform.LeadStatus]int
	Team      []Person // who may be given a lead
	Me        booking.UserID
	Filter    LeadFilter
	Now       time.Time
	Version   int64
	Topic     string
	CanChange bool
}

// LeadShown is a lead with the names around it.
type LeadShown struct {
	webform.Lead
	AssigneeName  string
	BookingNumber int64
	BookingStart  time.Time
	BookingStatus booking.Status
}

// Person is somebody of the team.
type Person struct {
	ID   booking.UserID
	Name string
}

// LeadFilter is which leads the stream shows.
type LeadFilter struct {
	Status   string // "": all but spam; "open", or a status
	Form     booking.ID
	Assignee string // "", "me", "nobody", or a user's id
	From, To string // dates, "" for none
	Query    string
	Before   booking.ID // the last lead of the page before
}

// leadChips are the choices of LeadFilter.Status.
var leadChips = []string{"", "new", "in_progress", "won", "lost", "spam"}

// Known says whether Status is one of the choices.
func (f LeadFilter) Known() bool { return f.Status == "open" || slices.Contains(leadChips, f.Status) }

// Statuses are those that it wants.
func (f LeadFilter) Statuses() []webform.LeadStatus {
	switch f.Status {
	case "":
		return []webform.LeadStatus{webform.LeadNew, webform.LeadInProgress, webform.LeadWon, webform.LeadLost}
	case "open":
		return []webform.LeadStatus{webform.LeadNew, webform.LeadInProgress}
	}
	return []webform.LeadStatus{webform.LeadStatus(f.Status)}
}

// Search is the filter as the end of an address, "" where it lets all through.
func (f LeadFilter) Search() string {
	query := f.query()
	if len(query) == 0 {
		return ""
	}
	return "?" + query.Encode()
}

func (f LeadFilter) query() url.Values {
	query := url.Values{}
	for name, value := range map[string]string{
		"status": f.Status, "form": string(f.Form), "assignee": f.Assignee, "from": f.From, "to": f.To, "q": f.Query, "before": string(f.Before),
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return query
}

// NewLeads makes the page. It sets the title.
func NewLeads(base views.Base, d LeadsData, sheet LeadSheet) Leads {
	base.Section, base.Title, base.Hearing = "leads", base.W().T("leads.title"), views.Socket{}
	if sheet.Open() {
		base.Title = sheet.Name
	}
	live := d.Filter
	live.Before = ""
	return Leads{
		Base: base, Socket: views.NewSocket(base.W(), "/leads/live", live.query(), d.Topic, d.Version, d.Now),
		Filter: newLeadFilterForm(base.W(), d), List: NewLeadList(base.Locale, d), Sheet: sheet, FileURL: "/leads/leads.csv" + live.Search(),
	}
}

func (Leads) View() string { return "leads" }

// LeadFilterForm is what the stream is filtered by.
type LeadFilterForm struct {
	W                *views.Words
	Query, From, To  string
	Status           string
	Forms, Assignees []views.Choice
	More             bool // a filter that is folded away is in use
}

func newLeadFilterForm(w *views.Words, d LeadsData) LeadFilterForm {
	f := LeadFilterForm{W: w, Query: d.Filter.Query, From: d.Filter.From, To: d.Filter.To, Status: d.Filter.Status}
	f.More = d.Filter.Form != "" || d.Filter.Assignee != "" || f.From != "" || f.To != ""
	f.Forms = []views.Choice{{Value: "", Label: w.T("leads.any_form"), Chosen: d.Filter.Form == ""}}
	for _, form := range d.Forms {
		f.Forms = append(f.Forms, views.Choice{Value: string(form.ID), Label: form.Name, Chosen: form.ID == d.Filter.Form})
	}
	f.Assignees = []views.Choice{
		{Value: "", Label: w.T("leads.anybody"), Chosen: d.Filter.Assignee == ""}, {Value: "me", Label: w.T("leads.mine"), Chosen: d.Filter.Assignee == "me"}, {Value: "nobody", Label: w.T("leads.nobodys"), Chosen: d.Filter.Assignee == "nobody"},
	}
	for _, person := range d.Team {
		id := strconv.FormatInt(int64(person.ID), 10)
		f.Assignees = append(f.Assignees, views.Choice{Value: id, Label: person.Name, Chosen: d.Filter.Assignee == id})
	}
	return f
}

// LeadList is the fragment #leads-list.
type LeadList struct {
	W       *views.Words
	Chips   []LeadChip
	Rows    []LeadRow
	MoreURL string
	Empty   string // what is said where there are none: "first" or "filtered"
}

// LeadChip is a choice of status with how many there are.
type LeadChip struct {
	Label, URL string
	Count      int
	Here       bool
	New        bool // something that has just come in
}

// LeadRow is a lead in the stream.
type LeadRow struct {
	W           *views.Words
	ID          booking.ID
	URL         string
	Revision    int
	Name        string
	Contact     string
	Said        string // the first thing that was written
	Form        string
	Status      webform.LeadStatus
	StatusWord  string
	Age         string
	At          string // the whole moment, for the title
	Over        bool
	OverWord    string
	Assignee    string
	Next        string
	NextDue     bool
	Booking     string
	BookingURL  string
	BookingPast bool
}

// NewLeadList makes the fragment in the given language.
func NewLeadList(locale string, d LeadsData) LeadList {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	l := LeadList{W: w, Rows: d.rows(w)}
	for _, status := range leadChips {
		chip := d.Filter
		chip.Status, chip.Before = status, ""
		c := LeadChip{Label: w.T("leads.chip.all"), URL: "/leads" + chip.Search(), Here: d.Filter.Status == status}
		if status != "" {
			c.Label, c.Count = w.T("leads.chip."+status), d.Counts[webform.LeadStatus(status)]
			c.New = status == "new" && c.Count > 0
		}
		l.Chips = append(l.Chips, c)
	}
	if d.More {
		next := d.Filter
		next.Before = d.Leads[len(d.Leads)-1].ID
		l.MoreURL = "/leads" + next.Search()
	}
	if len(l.Rows) == 0 {
		l.Empty = "filtered"
		if d.Filter == (LeadFilter{}) {
			l.Empty = "first"
		}
	}
	return l
}

func (LeadList) View() string { return "lead-list" }

// LeadRows is the next page of the stream: rows alone.
type LeadRows struct{ LeadList }

// NewLeadRows makes them.
func NewLeadRows(locale string, d LeadsData) LeadRows { return LeadRows{NewLeadList(locale, d)} }

func (LeadRows) View() string { return "lead-rows" }

func (d LeadsData) rows(w *views.Words) []LeadRow {
	search := d.Filter
	search.Before = ""
	var rows []LeadRow
	for _, l := range d.Leads {
		rows = append(rows, d.row(w, l, search.Search()))
	}
	return rows
}

func (d LeadsData) row(w *views.Words, l LeadShown, search string) LeadRow {
	zone := d.Company.Zone
	row := LeadRow{
		W: w, ID: l.ID, URL: "/leads/" + string(l.ID) + search, Revision: l.Revision, Name: leadName(w, l.Lead), Contact: l.Contact.Email, Form: l.FormName,
		Status: l.Status, StatusWord: w.T("leads.status." + string(l.Status)), Age: ago(w, d.Now.Sub(l.CreatedAt)), At: w.Moment(l.CreatedAt.In(zone)),
		Assignee: l.AssigneeName, Over: l.Over(d.target(l.Form), d.Now), OverWord: w.T("leads.over", "time", w.Minutes(d.target(l.Form))),
	}
	if l.Contact.Phone != "" {
		row.Contact = w.Phone(l.Contact.Phone)
	}
	for _, a := range l.Payload {
		if !a.IsContact() {
			row.Said = a.Value
			break
		}
	}
	if l.NextOn != nil && l.Status.Open() {
		row.Next, row.NextDue = w.DayMonth(*l.NextOn), !booking.DateOf(d.Now, zone).Before(*l.NextOn)
	}
	if l.Booking != "" {
		row.Booking, row.BookingURL = w.Moment(l.BookingStart.In(zone)), "/bookings/"+string(l.Booking)
		row.BookingPast = l.BookingStatus == booking.Cancelled || l.BookingStatus == booking.Rejected
	}
	return row
}

// target is how many minutes a lead of the form may wait.
func (d LeadsData) target(form booking.ID) int {
	for _, f := range d.Forms {
		if f.ID == form {
			return f.Settings.Target()
		}
	}
	return webform.DefaultTargetMin
}

// leadName is what a lead is called: by his name, else by how he is reached.
func leadName(w *views.Words, l webform.Lead) string {
	for _, name := range []string{l.Contact.Name, w.Phone(l.Contact.Phone), l.Contact.Email} {
		if name != "" {
			return name
		}
	}
	return w.T("leads.nameless")
}

// ago is how long ago something was, in one word or two.
func ago(w *views.Words, d time.Duration) string {
	switch {
	case d < time.Minute:
		return w.T("leads.just_now")
	case d < 24*time.Hour:
		return w.T("leads.ago", "time", w.Minutes(int(d.Minutes())))
	}
	return w.T("leads.days_ago", "count", int(d.Hours()/24))
}

// LeadsLive is the message over the stream's WebSocket.
type LeadsLive struct {
	List LeadList
}

// NewLeadsLive makes it.
func NewLeadsLive(locale string, d LeadsData) LeadsLive {
	return LeadsLive{NewLeadList(locale, d)}
}

func (LeadsLive) View() string { return "leads-live" }

// LeadRail is the fragment of open leads beside a board.
type LeadRail struct {
	W         *views.Words
	Rows      []LeadRow
	CanChange bool
}

// NewLeadRail makes it.
func NewLeadRail(locale string, d LeadsData) LeadRail {
	w := views.In(locale)
	return LeadRail{w, d.rows(w), d.CanChange}
}

func (LeadRail) View() string { return "lead-rail" }
