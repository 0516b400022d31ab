package views

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"okno/booking"
)

// BookingPage is GET /bookings/:id for a direct visit.
type BookingPage struct {
	Base
	Details Details
}

// NewBookingPage makes the page. It sets the title.
func NewBookingPage(base Base, d DetailsData) BookingPage {
	details := NewDetails(base.Locale, d)
	details.Alone = true
	base.Title, base.Section = details.Title(), "bookings"
	return BookingPage{base, details}
}

func (BookingPage) view() string { return "booking" }

// DetailsData is what is known about one booking.
type DetailsData struct {
	Company    booking.Company
	Booking    booking.Booking
	Service    booking.Service
	Services   []booking.Service  // all of the company in the panel's order, for the colour; may be empty
	Resources  []booking.Resource // of the booking, in the panel's order
	Answers    []Answer           // the payload as it was submitted
	History    []Event            // the oldest first
	Deliveries []Delivery         // the oldest first
	Dead       booking.Why        // why mail to its client's address does not arrive, "" where it does
	Left       bool               // a visitor left a contact in it that is not on the card
	Since      time.Time          // since when it waits for its answer; zero where it does not
	Client     *booking.Client    // nil where he is not looked up
	Figures    booking.Figures    // his visits
	Lead       string             // the name of the form that it came through, "" for none
	Seen       string             // what an act is to name: desk's Mark of the booking
	Now        time.Time
	Mistaken   bool // a confirmation went to another address than its client has now
	CanChange  bool
	Telling    bool // the client is told of acts, unless one says otherwise
	Mailless   bool // no mail leaves the installation

	// What the last act was refused for, the zero Sentence where it was not,
	// and what had been typed: it is kept.
	Problem    booking.Sentence
	Cancelling bool // the cancel step stays open
	Reason     string
	Notes      *string // as they were typed, nil where nothing was
	Asked      booking.Sentence
	Early      string // the last part of the address of an act that cannot be true yet, "" for none
}

// Answer is one field of the submitted form with the label of that day.
type Answer struct{ Label, Value string }

// Event is a line of the booking's history.
type Event struct {
	At     time.Time
	Act    string // as desk wrote it: created, confirmed, rejected, cancelled, restored, imported, ...
	Actor  string // "visitor", "member" or "system"
	Name   string // the member's
	Origin string // "widget", "board" or "import"
	Reason string // what was given as the reason, "" where none was
	Detail map[string]string
}

// Delivery is one message about the booking.
type Delivery struct {
	Event     string // booking_created, ...
	Channel   string // "email" or "telegram"
	Recipient string
	State     string // one of booking.DeliveryStates
	At        time.Time
	Error     string // of the last attempt, "" where there was none; why it was dropped
	Why       booking.Why
	Held      booking.MailHold // what it waits for, or how it went
}

// Details is the fragment #booking-ID: everything about one booking, in the
// modal or on its page.
type Details struct {
	W          *Words
	ID         booking.ID
	Number     int64
	Name       string
	Hue        Hue
	Status     Status
	Service    string
	Date       booking.Date
	Times      string
	Length     string
	Price      string
	Resources  []string
	Phone      string // E.164
	Email      string
	Source     string
	Answers    []Answer
	History    []Line
	Deliveries []Message
	Client     *ClientLine
	Lead       string
	Waived     string // what it goes over
	Waits      string // since when it waits for its answer
	Resend     bool   // a confirmation went elsewhere, and can go to the present address
	Dead       string // what is wrong with its client's address
	Doubtful   bool   // a program seems to have sent it
	Deleted    bool
	Seen       string
	Acts       []Act
	More       []Act
	CanChange  bool
	Tell       Telling
	Pending    bool // it waits for a confirmation, which its client is told of
	Informs    bool // its client is told when it is deleted
	Early      *Early
	ContactURL string // where its contact is corrected, "" for who may not
	Left       *LeftContact
	Differs    string // why the card has another name
	Notes      string
	NotesSeen  string
	Problem    string
	Cancelling bool
	Reason     string
	Alone      bool // on a page of its own: a way back to the board is shown
}

// Line is a line of history in words.
type Line struct{ When, What, Who, Reason string }

// Message is a delivery in words.
type Message struct {
	What, Recipient, When, State, Error string
	Icon                                string
	Bad                                 bool
}

// NewDetails makes the fragment in the given language.
func NewDetails(locale string, d DetailsData) Details {
	w, k := In(locale).At(d.Company.Zone, d.Now), d.Booking
	start, end := k.Start.In(d.Company.Zone), k.End.In(d.Company.Zone)
	b := builder{w: w}
	v := Details{
		W: w, ID: k.ID, Number: k.Number,
		Name:       b.person(k),
		Hue:        d.hue(),
		Status:     statusOf(w, k.Status),
		Service:    d.Service.Name,
		Date:       booking.DateOf(start, d.Company.Zone),
		Times:      w.Times(start, end),
		Length:     w.Minutes(int(end.Sub(start) / time.Minute)),
		Price:      w.Money(d.Service.Price, d.Company.Currency),
		Phone:      k.Contact.Phone,
		Email:      k.Contact.Email,
		Source:     w.T("source." + string(k.Source)),
		Answers:    w.answers(d.Answers),
		Lead:       d.Lead,
		Waived:     w.waivedBy(k.Waived),
		Doubtful:   k.Doubtful(),
		Deleted:    k.Deleted,
		Seen:       d.Seen,
		CanChange:  d.CanChange && !k.Deleted,
		Pending:    k.Status == booking.Pending,
		Informs:    k.Status.Occupies() && k.End.After(d.Now),
		Tell:       newTelling(w, TellData{Contact: k.Contact, Checked: d.Telling, Off: k.TellNone, Mailless: d.Mailless}),
		Notes:      k.Notes,
		NotesSeen:  k.Notes,
		Problem:    w.Say(d.Problem),
		Reason:     d.Reason,
		Cancelling: d.Cancelling,
	}
	if k.Deleted {
		v.Status = Status{Name: "deleted", Word: w.T("status.deleted"), Icon: "trash-2"}
	}
	v.Acts, v.More = d.acts(w)
	if !d.Since.IsZero() {
		v.Waits = w.T("booking.waits", "since", w.Moment(d.Since.In(d.Company.Zone)))
	}
	v.Dead = w.dead(d.Dead, k.Contact)
	v.Resend = d.Mistaken && d.CanChange && !d.Mailless && d.Dead == ""
	v.Early = d.early(w)
	if d.Notes != nil {
		v.Notes = *d.Notes
	}
	if d.Client != nil {
		line := w.clientLine(*d.Client, d.Figures, d.Company.Zone)
		v.Client = &line
		if !d.Client.Erased && booking.Fold(d.Client.Name) != booking.Fold(k.Contact.Name) {
			v.Differs = w.T("booking.card_differs", "name", d.Client.Name)
		}
		if d.Left {
			left := w.leftContact(d.Booking, *d.Client)
			v.Left = &left
		}
		if v.CanChange && !d.Client.Erased {
			v.ContactURL = v.URL() + "/contact"
		}
	}
	for _, r := range d.Resources {
		v.Resources = append(v.Resources, r.Name)
	}
	for _, e := range d.History {
		v.History = append(v.History, d.line(w, e))
	}
	for _, m := range d.Deliveries {
		v.Deliveries = append(v.Deliveries, d.message(w, m))
	}
	return v
}

func (Details) view() string { return "details" }

// Title is «Запись № 123».
func (v Details) Title() string { return v.W.T("booking.title", "number", v.Number) }

// When is the date in words.
func (v Details) When() string { return v.W.Date(v.Date) }

// URL is the booking's own address; BoardURL that of its day.
func (v Details) URL() string      { return "/bookings/" + string(v.ID) }
func (v Details) BoardURL() string { return "/bookings?date=" + v.Date.String() }

// PhoneURL is the tel: address (RFC 3966) of an E.164 number, "" of anything
// else: html/template lets no tel: through by itself.
func (v Details) PhoneURL() template.URL {
	digits, international := strings.CutPrefix(v.Phone, "+")
	if !international || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return template.URL("tel:" + v.Phone)
}

// CanWrite says whether the e-mail is shown in full.
func (v Details) CanWrite() bool { return strings.Contains(v.Email, "@") }

// PhoneText is the number as people read it.
func (v Details) PhoneText() string { return v.W.Phone(v.Phone) }

func (d DetailsData) hue() Hue {
	p := servicePalette(d.Services)
	if _, ok := p[d.Service.ID]; !ok {
		p = servicePalette([]booking.Service{d.Service})
	}
	return p.of(d.Service.ID)
}

func (d DetailsData) line(w *Words, e Event) Line {
	l := Line{When: w.Moment(e.At.In(d.Company.Zone)), What: w.T("history." + e.Act), Who: e.Name, Reason: d.told(w, e)}
	if l.Who == "" {
		l.Who = w.T("actor." + e.Actor)
	}
	if e.Origin != "" {
		l.Who += " · " + w.T("origin."+e.Origin)
	}
	return l
}

// dead says that mail to a client's address does not arrive, and what to do.
func (w *Words) dead(why booking.Why, c booking.Contact) string {
	switch {
	case why == "":
		return ""
	case c.Phone != "":
		return w.T("booking.dead", "why", w.T("why."+string(why)))
	}
	return w.T("booking.dead_no_phone", "why", w.T("why."+string(why)))
}

var deliveryIcons = map[string]string{
	"sent": "mail-check", "logged": "scroll-text", "retrying": "rotate-cw", "parked": "triangle-alert", "dropped": "ban",
}

func (d DetailsData) message(w *Words, m Delivery) Message {
	out := Message{
		What:      w.T("event." + m.Event),
		Recipient: m.Recipient,
		When:      w.Moment(m.At.In(d.Company.Zone)),
		State:     w.T("delivery." + m.State),
		Error:     m.Error,
		Icon:      "clock",
		Bad:       m.State == "retrying" || m.State == "parked",
	}
	if icon, ok := deliveryIcons[m.State]; ok {
		out.Icon = icon
	}
	switch {
	case slices.Contains(booking.DropReasons, m.Error):
		out.Error = w.T("drop." + m.Error)
		if m.Error == booking.DropAddress { // it would have been needed
			out.State, out.Icon, out.Bad = w.T("delivery.parked"), deliveryIcons["parked"], true
		}
	case m.Why != "":
		out.Error = w.T("why." + string(m.Why))
		if m.Error != "" && m.Why != booking.WhyScript {
			out.Error += " (" + m.Error + ")"
		}
	}
	if m.Held != "" {
		out.State, out.Icon, out.Bad = w.T("delivery.held"), "clock", false
		if out.Error = w.T("held." + string(m.Held)); m.Held == booking.HeldDigest {
			out.State, out.Icon = w.T("delivery.sent"), deliveryIcons["sent"]
		}
	}
	return out
}

func (w *Words) answers(all []Answer) []Answer {
	all = slices.Clone(all)
	for i := range all {
		all[i].Value = w.Answer(all[i].Value)
	}
	return all
}
