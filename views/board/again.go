package board

import (
	"net/url"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/nearby"
	"okno/views"
)

// AgainPage is GET /bookings/:id/again for a direct visit.
type AgainPage struct {
	views.Base
	Form Again
}

func (AgainPage) View() string { return "again-page" }

// Again is the fragment #again-booking: where the same visit could be in some weeks, a button each.
type Again struct {
	W       *views.Words
	Alone   bool
	Of      booking.ID // the booking that is repeated
	ID      booking.ID // the new one is to have it, so that a form sent twice makes one
	Title   string
	Name    string
	What    string // the service and who does it
	Gone    string // who does it no longer
	Weeks   []AgainWeek
	None    bool   // nothing is free in all those weeks
	FreeURL string // the form in which any time can be chosen
	Tell    views.Telling
	Problem string
}

// AgainWeek is a time that is free, some weeks on.
type AgainWeek struct {
	Weeks string // “in 2 weeks”
	Value string // RFC 3339; "" where nothing is free
	Date  string
	Time  string
	Other bool // it is not the same weekday and time
}

// AgainData is what it is made of.
type AgainData struct {
	Company booking.Company
	Booking booking.Booking
	Client  booking.Client
	Service booking.Service
	People  []booking.Resource
	Gone    []string // the names of those who do it no longer
	Weeks   []nearby.Repeat
	ID      booking.ID
	Telling bool
	views.Reach
	Alone bool
	Error *booking.Error
}

// NewAgain makes the fragment in the given language.
func NewAgain(locale string, d AgainData) Again {
	w, k := views.In(locale), d.Booking
	v := Again{
		W: w, Of: k.ID, ID: d.ID, Alone: d.Alone, Title: w.T("booking.title", "number", k.Number), Name: d.Client.Name, None: true,
		Tell: views.NewTelling(w, views.TellData{Event: booking.BookingConfirmed, Contact: d.Client.Contact, Chat: d.Client.Chat, Checked: d.Telling, Reach: d.Reach}),
	}
	if v.Name == "" {
		v.Name = w.Person(k)
	}
	what := []string{d.Service.Name, w.Minutes(int(k.End.Sub(k.Start) / time.Minute))}
	query := url.Values{"client": {string(d.Client.ID)}, "service": {string(d.Service.ID)}, "source": {"desk"}}
	for _, r := range d.People {
		what = append(what, r.Name)
		query.Set("resource", string(r.ID))
	}
	v.What, v.FreeURL = strings.Join(what, " · "), "/bookings/new?"+query.Encode()
	if len(d.Gone) > 0 {
		v.Gone = w.T("again.gone", "Name", strings.Join(d.Gone, ", "))
	}
	for _, r := range d.Weeks {
		week := AgainWeek{Weeks: w.T("again.weeks", "count", r.Weeks), Date: w.DateShort(booking.DateOf(r.Wanted, d.Company.Zone))}
		if at := r.Slot.Start; !at.IsZero() {
			v.None = false
			week.Value, week.Other = at.Format(time.RFC3339), !at.Equal(r.Wanted)
			week.Date, week.Time = w.DateShort(booking.DateOf(at, d.Company.Zone)), w.Time(at.In(d.Company.Zone))
		}
		v.Weeks = append(v.Weeks, week)
	}
	if d.Error != nil {
		v.Problem = w.Say(d.Error.Sentence)
		for _, sentence := range d.Error.Fields {
			v.Problem = w.Say(sentence)
		}
	}
	return v
}

func (Again) View() string { return "again" }

// URL is the address of the booking that is repeated.
func (v Again) URL() string { return "/bookings/" + string(v.Of) }

// Head is of the form.
func (v Again) Head() views.FormHead {
	return views.FormHead{W: v.W, ID: "again-booking-title", Heading: v.W.T("booking.again"), Alone: v.Alone, BackURL: v.URL(), Back: v.Title}
}

// NewAgainPage makes the page. It sets the title.
func NewAgainPage(base views.Base, d AgainData) AgainPage {
	form := NewAgain(base.Locale, d)
	form.Alone = true
	base.Title, base.Section = form.W.T("booking.again"), "bookings"
	return AgainPage{base, form}
}
