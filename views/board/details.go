package board

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/lookup"
	"okno/booking/payment"
	"okno/booking/telling"
	"okno/views"
	"okno/views/day"
)

// BookingPage is GET /bookings/:id for a direct visit.
type BookingPage struct {
	views.Base
	Details Details
}

// NewBookingPage makes the page. It sets the title.
func NewBookingPage(base views.Base, d DetailsData) BookingPage {
	details := NewDetails(base.Locale, d)
	details.Alone = true
	base.Title, base.Section = details.Title(), "bookings"
	return BookingPage{base, details}
}

func (BookingPage) View() string { return "booking" }

// DetailsData is what is known about one booking.
type DetailsData struct {
	Company    booking.Company
	Booking    booking.Booking
	Service    booking.Service
	Services   []booking.Service  // all of the company in the panel's order, for the colour; may be empty
	Resources  []booking.Resource // of the booking, in the panel's order
	Answers    []views.Answer     // the payload as it was submitted
	History    []Event            // the oldest first
	Deliveries []views.Delivery   // the oldest first
	Dead       telling.Why        // why mail to its client's address does not arrive, "" where it does
	Left       bool               // a visitor left a contact in it that is not on the card
	Since      time.Time          // since when it waits for its answer; zero where it does not
	Client     *booking.Client    // nil where he is not looked up
	Payments   []payment.Payment  // the oldest first
	Figures    booking.Figures    // his visits
	Lead       string             // the name of the form that it came through, "" for none
	Seen       string             // what an act is to name: desk's Mark of the booking
	Now        time.Time
	Mistaken   bool // a confirmation went to another address than its client has now
	CanChange  bool
	Telling    bool // the client is told of acts, unless one says otherwise
	views.Reach

	// What the last act was refused for, the zero Sentence where it was not,
	// and what had been typed: it is kept.
	Problem    booking.Sentence
	Cancelling bool // the cancel step stays open
	Reason     string
	Notes      *string // as they were typed, nil where nothing was
	Asked      booking.Sentence
	Early      string // the last part of the address of an act that cannot be true yet, "" for none
}

// Event is a line of the booking's history.
type Event struct {
	At     time.Time
	Act    booking.Act
	Actor  string // "visitor", "member" or "system"
	Name   string // the member's
	Origin string // "widget", "board" or "import"
	Reason string // what was given as the reason, "" where none was
	Detail map[string]string
}

// Details is the fragment #booking-ID: everything about one booking, in the
// modal or on its page.
type Details struct {
	W          *views.Words
	ID         booking.ID
	Number     int64
	Name       string
	Hue        views.Hue
	Status     views.Status
	Service    string
	Date       booking.Date
	Times      string
	Length     string
	Price      string
	Paid       string // how far it is paid, "" before anything was
	Kept       string // that money was taken, for whoever cancels it; "" where none is
	Payments   []views.Line
	Resources  []string
	Phone      string // E.164
	Email      string
	Source     string
	Answers    []views.Answer
	History    []views.Line
	Deliveries []views.Message
	Client     *views.ClientLine
	Lead       string
	Waived     string // what it goes over
	Waits      string // since when it waits for its answer
	Resend     bool   // a confirmation went elsewhere, and can go to the present address
	Dead       string // what is wrong with its client's address
	Doubtful   bool   // a program seems to have sent it
	Coming     bool   // its client says that he will come
	Deleted    bool
	Seen       string
	Acts       []Act
	More       []Act
	CanChange  bool
	Tell       views.Telling // of a confirmation or a refusal
	TellEnd    views.Telling // of its end
	Pending    bool          // it waits for a confirmation, which its client is told of
	Informs    bool          // its client is told when it is deleted
	Early      *Early
	ChangeURL  string // where its service and price are changed, "" where they cannot be
	ContactURL string // where its contact is corrected, "" for who may not
	Left       *views.LeftContact
	Differs    string // why the card has another name
	Notes      string
	NotesSeen  string
	Problem    string
	Cancelling bool
	Reason     string
	Alone      bool // on a page of its own: a way back to the board is shown
}

// NewDetails makes the fragment in the given language.
func NewDetails(locale string, d DetailsData) Details {
	w, k := views.In(locale).At(d.Company.Zone, d.Now), d.Booking
	start, end := k.Start.In(d.Company.Zone), k.End.In(d.Company.Zone)
	v := Details{
		W: w, ID: k.ID, Number: k.Number,
		Name:       w.Person(k),
		Hue:        d.hue(),
		Status:     views.StatusOf(w, k.Status),
		Service:    d.Service.Name,
		Date:       booking.DateOf(start, d.Company.Zone),
		Times:      w.Times(start, end),
		Length:     w.Minutes(int(end.Sub(start) / time.Minute)),
		Price:      w.Money(k.Price, d.Company.Currency),
		Phone:      k.Contact.Phone,
		Email:      k.Contact.Email,
		Source:     w.T("source." + string(k.Source)),
		Answers:    answersSaid(w, d.Answers),
		Lead:       d.Lead,
		Waived:     waivedBy(w, k.Waived),
		Doubtful:   k.Doubtful(),
		Coming:     k.WillCome(),
		Deleted:    k.Deleted,
		Seen:       d.Seen,
		CanChange:  d.CanChange && !k.Deleted,
		Pending:    k.Status == booking.Pending,
		Informs:    k.Status.Occupies() && k.End.After(d.Now),
		Tell:       views.NewTelling(w, views.TellData{Event: booking.BookingConfirmed, Contact: k.Contact, Chat: k.Chat, Checked: d.Telling, Off: k.TellNone, Reach: d.Reach}),
		Notes:      k.Notes,
		NotesSeen:  k.Notes,
		Problem:    w.Say(d.Problem),
		Reason:     d.Reason,
		Cancelling: d.Cancelling,
	}
	v.Tell.Unless = true
	ending := views.TellData{Event: booking.BookingCancelled, Contact: k.Contact, Chat: k.Chat, Checked: d.Telling, Off: k.TellNone, Reach: d.Reach}
	if v.Pending {
		ending.SMS = nil // nobody has confirmed that the number is the client's
	}
	v.TellEnd = views.NewTelling(w, ending)
	if k.Deleted {
		v.Status = views.Status{Name: "deleted", Word: w.T("status.deleted"), Icon: "trash-2"}
	}
	v.Paid, v.Kept = paidSaid(w, k, d.Company), keptSaid(w, k, d.Company)
	for _, p := range d.Payments {
		v.Payments = append(v.Payments, paidLine(w, p, d.Company))
	}
	v.Acts, v.More = d.acts(w)
	if v.CanChange && k.Status.Occupies() {
		v.ChangeURL = v.URL() + "/change"
	}
	if !d.Since.IsZero() {
		v.Waits = w.T("booking.waits", "since", w.Moment(d.Since.In(d.Company.Zone)))
	}
	v.Dead = w.Dead(d.Dead, k.Contact)
	v.Resend = d.Mistaken && d.CanChange && !d.Mailless && d.Dead == ""
	v.Early = d.early(w)
	if d.Notes != nil {
		v.Notes = *d.Notes
	}
	if d.Client != nil {
		line := w.ClientLine(*d.Client, d.Figures, d.Company.Zone)
		if said := day.BirthdaySaid(w, d.Client.Birthday, booking.DateOf(d.Now, d.Company.Zone)); said != "" {
			line.Facts = append([]string{said}, line.Facts...)
		}
		v.Client = &line
		if !d.Client.Erased && lookup.Fold(d.Client.Name) != lookup.Fold(k.Contact.Name) {
			v.Differs = w.T("booking.card_differs", "name", d.Client.Name)
		}
		if d.Left {
			left := w.LeftContact(d.Booking, *d.Client)
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
		v.Deliveries = append(v.Deliveries, views.DeliveryMessage(w, d.Company.Zone, m))
	}
	return v
}

func (Details) View() string { return "details" }

// Title is «Запись № 123».
func (v Details) Title() string { return v.W.T("booking.title", "number", v.Number) }

// When is the date in words.
func (v Details) When() string { return v.W.Date(v.Date) }

// URL is the booking's own address; BoardURL that of its day.
func (v Details) URL() string      { return "/bookings/" + string(v.ID) }
func (v Details) BoardURL() string { return "/bookings?date=" + v.Date.String() }

// PhoneURL is the tel: address of the phone.
func (v Details) PhoneURL() template.URL { return views.PhoneURL(v.Phone) }

// CanWrite says whether the e-mail is shown in full.
func (v Details) CanWrite() bool { return strings.Contains(v.Email, "@") }

// PhoneText is the number as people read it.
func (v Details) PhoneText() string { return v.W.Phone(v.Phone) }

func (d DetailsData) hue() views.Hue {
	p := views.ServicePalette(d.Services)
	if _, ok := p[d.Service.ID]; !ok {
		p = views.ServicePalette([]booking.Service{d.Service})
	}
	return p.Of(d.Service.ID)
}

func (d DetailsData) line(w *views.Words, e Event) views.Line {
	l := views.Line{When: w.Moment(e.At.In(d.Company.Zone)), What: w.T("history." + string(e.Act)), Who: e.Name, Reason: d.told(w, e)}
	if l.Who == "" {
		l.Who = w.T("actor." + e.Actor)
	}
	if e.Origin != "" {
		l.Who += " · " + w.T("origin."+e.Origin)
	}
	return l
}

func answersSaid(w *views.Words, all []views.Answer) []views.Answer {
	all = slices.Clone(all)
	for i := range all {
		all[i].Value = w.Answer(all[i].Value)
	}
	return all
}

// Undone is what taking an act back has done: the booking anew, where it is
// open, and a toast.
type Undone struct {
	Details Details
	Done    views.Done
}

func (Undone) View() string { return "undone" }

// Block is the act of blocking the booking's client; nil where there is nobody to block.
func (v Details) Block() *views.BlockForm {
	if !v.CanChange || v.Phone == "" && v.Email == "" {
		return nil
	}
	return &views.BlockForm{W: v.W, Of: "booking", ID: v.ID}
}
