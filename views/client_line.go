package views

import (
	"time"

	"okno/booking"
)

// ClientLine is a client in a line: in a lookup, a list, a search.
type ClientLine struct {
	W          *Words
	ID         booking.ID
	URL        string
	Name       string
	Phone      string // E.164
	PhoneShown string
	Email      string
	Note       string
	Facts      []string // visits, the last one, no-shows
	NoShows    int
	Coming     int
	Tags       []Tag
	Blocked    string // that he is not booked over the web, and why; "" where he is
}

// ClientLine is a client in a line; the last visit is a date of the zone.
func (w *Words) ClientLine(c booking.Client, f booking.Figures, zone *time.Location) ClientLine {
	line := ClientLine{
		W: w, ID: c.ID, Name: c.Name, Phone: c.Phone, Email: c.Email, Note: c.Note, Tags: NewTags(c.Tags),
		NoShows: f.NoShows, Coming: f.Coming, URL: "/clients/" + string(c.ID),
	}
	if c.Phone != "" {
		line.PhoneShown = w.Phone(c.Phone)
	}
	line.Facts = figuresSaid(w, f, zone)
	if f.Blocked {
		line.Blocked = w.blockFact(f.Why)
		line.Facts = append([]string{line.Blocked}, line.Facts...)
	}
	return line
}

// figuresSaid are a client's visits in words: how many, when the last one was, how
// often he did not come.
func figuresSaid(w *Words, f booking.Figures, zone *time.Location) []string {
	facts := []string{w.T("clients.no_visits")}
	if f.Visits > 0 {
		facts[0] = w.T("clients.visits", "count", f.Visits)
	}
	if !f.LastVisit.IsZero() {
		facts = append(facts, w.T("clients.last_visit", "date", w.Day(booking.DateOf(f.LastVisit, zone)).Full()))
	}
	if f.NoShows > 0 {
		facts = append(facts, w.T("clients.no_shows", "count", f.NoShows))
	}
	return facts
}

// ClientLookup is the fragment #client-lookup: who is known by the phone that is
// being typed into a form. A client that it names carries his contact in data
// attributes, which static/js/clients.js puts into the form's fields name, phone
// and email.
type ClientLookup struct {
	W        *Words
	Known    *ClientLine  // the phone is complete and somebody's
	Maybe    []ClientLine // whose phones hold the digits, while there is no such
	Nobody   bool         // the phone is complete and nobody's
	Asked    string       // the phone as it was typed: an answer that comes late fills in nothing
	Doubtful bool         // there seems to be no such number
	Names    bool         // whoever types it is not told whose it is
}

func (ClientLookup) View() string { return "client-lookup" }

// NewClientLookup makes the fragment in the given language.
func NewClientLookup(locale string, d ClientLookupData) ClientLookup {
	w := In(locale)
	l := ClientLookup{W: w, Nobody: d.Complete && d.Known == nil, Doubtful: d.Doubtful && d.Known == nil, Asked: d.Asked}
	if d.Known != nil {
		line := w.ClientLine(*d.Known, d.Figures[d.Known.ID], d.Zone)
		l.Known = &line
		return l
	}
	for _, c := range d.Maybe {
		l.Maybe = append(l.Maybe, w.ClientLine(c, d.Figures[c.ID], d.Zone))
	}
	return l
}

// Initials are for the disc beside a client's name.
func (l ClientLine) Initials() string { return Initials(l.Name) }

// ClientLookupData is what it is made of.
type ClientLookupData struct {
	Zone     *time.Location
	Known    *booking.Client
	Maybe    []booking.Client
	Complete bool // the phone
	Doubtful bool // it
	Asked    string
	Figures  map[booking.ID]booking.Figures
}

// Empty says whether there is nothing to say yet.
func (l ClientLookup) Empty() bool { return l.Known == nil && !l.Nobody && len(l.Maybe) == 0 }
