package clients

import (
	"time"

	"okno/booking"
	"okno/views"
)

// MaxMatches is how many clients are shown of those who are meant.
const MaxMatches = 6

// Matches is the fragment #client-matches: the clients who are meant by what is typed into
// the form of a new booking. Each carries what goes into the fields name, phone and email in data
// attributes; static/js/find.js leads through them and static/js/clients.js fills the form.
type Matches struct {
	W     *views.Words
	Asked string // what was typed: an answer that comes late is not shown
	Lines []Match
	Note  string // under them, or in place of them
	Said  string // for a screen reader
}

// Match is one of them.
type Match struct {
	views.ClientLine
	Known string // in words, how he is told beside what fills the fields: in Telegram, or by mail to an address that whoever books may not see
}

// MatchesData is what it is made of.
type MatchesData struct {
	Zone    *time.Location
	Asked   string
	Looked  bool // it was enough to look for
	Clients []booking.Client
	More    bool
	Figures map[booking.ID]booking.Figures
	Hidden  bool // phones and e-mails are shown in part, and fill in nothing
	views.Reach
	Problem booking.Sentence
}

// NewMatches makes the fragment in the given language.
func NewMatches(locale string, d MatchesData) Matches {
	w := views.In(locale)
	v := Matches{W: w, Asked: d.Asked}
	for _, c := range d.Clients {
		m := Match{ClientLine: w.ClientLine(c, d.Figures[c.ID], d.Zone)}
		if d.Hidden {
			m.Phone, m.Email = "", ""
		}
		if tell := views.NewTelling(w, views.TellData{Event: booking.BookingConfirmed, Contact: c.Contact, Chat: c.Chat, Reach: d.Reach}); tell.Can() && (d.Hidden || c.Chat != "") {
			m.Known = tell.Way()
		}
		v.Lines = append(v.Lines, m)
	}
	switch {
	case d.Problem.Key != "" && d.Problem.Key != "error.search_short":
		v.Note = w.Say(d.Problem)
	case d.More:
		v.Note = w.T("clients.matches.more")
	case d.Looked && len(d.Clients) == 0:
		v.Note = w.T("clients.matches.none")
	}
	v.Said = v.Note
	if len(v.Lines) > 0 {
		v.Said = w.T("clients.matches.said", "count", len(v.Lines)) + " " + v.Note
	}
	return v
}

func (Matches) View() string { return "client-matches" }
