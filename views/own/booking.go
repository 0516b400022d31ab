package own

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/views"
)

// BookingData is what a specialist may know of a booking of his own. What the company hides from him has been left out.
type BookingData struct {
	Company   booking.Company
	Booking   booking.Booking
	Service   booking.Service
	Services  []booking.Service // all of the company, for the colour
	Resources []booking.Resource
	Tags      string         // of its client
	Client    booking.ID     // "" for who has no card
	Answers   []views.Answer // what its client wrote
	Now       time.Time
	Problem   booking.Sentence // why the last mark was refused
	Asked     booking.Sentence // what is asked before a mark that cannot be true yet
	Early     booking.Act      // that mark, "" for none
	Beside    []string         // who else of the people takes part: the desk alone changes its time
	Telling   bool             // its client is told of its end
	views.Reach
	Cancelling bool // the form that cancels is open, with Reason
	Reason     string
}

// BookingPage is GET /own/bookings/:id for a direct visit.
type BookingPage struct {
	views.Base
	Booking Booking
}

// NewBookingPage makes the page. It sets the title.
func NewBookingPage(base views.Base, d BookingData) BookingPage {
	b := NewBooking(base.Locale, d)
	b.Alone = true
	base.Section, base.Title = "own", b.Title()
	return BookingPage{base, b}
}

func (BookingPage) View() string { return "own-booking-page" }

// Booking is the fragment #booking-ID, in the modal or on its page.
type Booking struct {
	W          *views.Words
	ID         booking.ID
	Number     int64
	Name       string
	Hue        views.Hue
	Status     views.Status
	Service    string
	Price      string
	Date       booking.Date
	Times      string
	Length     string
	Resources  string
	Phone      string // E.164, or what may be seen of it
	Email      string
	Tags       []views.Tag
	Notes      string
	Answers    []views.Answer
	Late       string
	Seen       string
	Marks      []Mark
	Problem    string
	Early      *Mark
	Question   string // before Early
	ClientURL  string // "" for who has no card
	Alone      bool
	MoveURL    string // "" where he may not
	CanCancel  bool
	Shared     string // why he may do neither
	Cancelling bool
	Reason     string
	Tell       views.Telling // of its end
}

// Mark is a button that says how the visit goes, or takes that back.
type Mark struct {
	Name, Label, Icon string
	Method            string // "post" or "delete"
	URL, Key          string
	Primary           bool
}

// Code is Key as the keyboard names it.
func (m Mark) Code() string { return "Key" + m.Key }

// NewBooking makes the fragment in the given language.
func NewBooking(locale string, d BookingData) Booking {
	w, k := views.In(locale).At(d.Company.Zone, d.Now), d.Booking
	start, end := k.Start.In(d.Company.Zone), k.End.In(d.Company.Zone)
	v := Booking{
		W: w, ID: k.ID, Number: k.Number, Name: w.Person(k), Hue: views.ServicePalette(d.Services).Of(k.Service), Status: views.StatusOf(w, k.Status),
		Service: d.Service.Name, Date: booking.DateOf(start, d.Company.Zone), Times: w.Times(start, end), Length: w.Minutes(int(end.Sub(start) / time.Minute)),
		Phone: k.Contact.Phone, Email: k.Contact.Email, Tags: views.NewTags(d.Tags), Notes: k.Notes, Seen: k.VersionTag(),
		Problem: w.Say(d.Problem),
	}
	if d.Company.Specialist.Prices {
		v.Price = w.Money(k.Price, d.Company.Currency)
	}
	if d.Client != "" {
		v.ClientURL = "/own/clients/" + string(d.Client)
	}
	if k.LateMin > 0 {
		v.Late = w.T("board.late", "min", k.LateMin)
	}
	var names []string
	for _, r := range d.Resources {
		names = append(names, r.Name)
	}
	v.Resources = strings.Join(names, ", ")
	for _, a := range d.Answers {
		v.Answers = append(v.Answers, views.Answer{Label: a.Label, Value: w.Answer(a.Value)})
	}
	if d.Company.Specialist.Marks {
		v.Marks = v.marks(k, d.Now)
	}
	v.change(d)
	if d.Early != "" {
		early := v.mark(d.Early, "", "")
		early.Label = w.T("booking.early_now." + d.Early.Rule().Verb)
		v.Early, v.Question = &early, w.Say(d.Asked)
	}
	return v
}

// change says what he may make of the booking beside marks: while it is to come, and where it is his alone.
func (v *Booking) change(d BookingData) {
	rules, k := d.Company.Specialist, d.Booking
	if k.Status != booking.Pending && k.Status != booking.Confirmed || !rules.Moves && !rules.Cancels {
		return
	}
	if len(d.Beside) > 0 {
		v.Shared = v.W.T("own.shared", "names", strings.Join(d.Beside, ", "))
		return
	}
	if v.CanCancel = rules.Cancels; rules.Moves {
		v.MoveURL = v.URL() + "/move"
	}
	tell := views.TellData{Event: booking.BookingCancelled, Contact: k.Contact, Chat: k.Chat, Checked: d.Telling, Off: k.TellNone, Reach: d.Reach}
	if k.Status == booking.Pending {
		tell.SMS = nil // nobody has confirmed that the number is the client's
	}
	v.Tell, v.Cancelling, v.Reason = views.NewTelling(v.W, tell), d.Cancelling, d.Reason
}

func (Booking) View() string { return "own-booking" }

// soon is how long before its start a booking is about to begin.
const soon = 2 * time.Hour

// marks are those that make sense, the likeliest first.
func (v Booking) marks(k booking.Booking, now time.Time) []Mark {
	arrive := v.mark(booking.ActArrived, "user-check", "A")
	complete, absent := v.mark(booking.ActCompleted, "check-check", "D"), v.mark(booking.ActNoShow, "user-x", "S")
	back := func(act booking.Act) Mark {
		return Mark{Name: "back", Label: v.W.T("booking.back"), Icon: "rotate-ccw", Method: "delete", URL: v.URL() + "/" + act.Rule().Path, Key: "B"}
	}
	var all []Mark
	switch k.Status {
	case booking.Confirmed:
		if all = []Mark{arrive, complete, absent}; !now.Before(k.End) {
			all = []Mark{complete, absent, arrive}
		}
		all[0].Primary = !now.Before(k.Start.Add(-soon))
	case booking.Arrived:
		complete.Primary = true
		all = []Mark{complete, back(booking.ActArrived)}
	case booking.Completed:
		all = []Mark{back(booking.ActCompleted)}
	case booking.NoShow:
		all = []Mark{back(booking.ActNoShow)}
	}
	return slices.Clip(all)
}

func (v Booking) mark(act booking.Act, icon, key string) Mark {
	rule := act.Rule()
	return Mark{Name: rule.Verb, Label: v.W.T("booking." + rule.Verb), Icon: icon, Method: "post", URL: v.URL() + "/" + rule.Path, Key: key}
}

// Title is «Запись № 123».
func (v Booking) Title() string { return v.W.T("booking.title", "number", v.Number) }

// When is the date in words.
func (v Booking) When() string { return v.W.Date(v.Date) }

// URL is the booking's own address; DayURL that of its day.
func (v Booking) URL() string    { return "/own/bookings/" + string(v.ID) }
func (v Booking) DayURL() string { return "/own?date=" + v.Date.String() }

// PhoneURL is the tel: address of the phone, "" where it is not seen whole.
func (v Booking) PhoneURL() template.URL { return views.PhoneURL(v.Phone) }

// PhoneText is the number as people read it.
func (v Booking) PhoneText() string { return v.W.Phone(v.Phone) }

// CanWrite says whether the e-mail is shown in full.
func (v Booking) CanWrite() bool { return strings.Contains(v.Email, "@") }

// Undone is what taking a mark back has done: the booking anew, where it is open, and a toast.
type Undone struct {
	Booking Booking
	Done    views.Done
}

func (Undone) View() string { return "own-undone" }
