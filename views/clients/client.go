package clients

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/lookup"
	"okno/booking/payment"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/views"
)

// ClientPage is GET /clients/:id.
type ClientPage struct {
	views.Base
	Client Client
}

// ClientData is what is known of one client, and what stands in his form.
type ClientData struct {
	Company   booking.Company
	Services  []booking.Service
	Resources []booking.Resource
	Client    booking.Client // as he is stored
	Typed     booking.Typed  // what stands in the form, of booking.ClientAttributes
	Figures   booking.Figures
	Visits    []booking.Booking // the latest first
	Left      *booking.Booking  // in which he left last what is not on the card, nil for none
	Blocked   booking.ID        // the block that keeps him from booking over the web, "" for none
	Dead      telling.Why       // why mail to his address does not arrive, "" where it does
	MoreThan  bool              // there are older ones
	Leads     []webform.Lead    // the latest first
	Chats     []Chat            // in which he is told, that of all his bookings first
	History   []booking.HistoryLine
	Now       time.Time
	CanChange bool
	// ContactsHidden: phone and e-mail are shown in part and cannot be changed.
	ContactsHidden bool

	Follow      int              // how many bookings to come are named or reached as the card is
	SMS, NoSMS  bool             // the company writes to clients by SMS; he wants none
	CompanyTags string           // that clients of the company have, as Client.Tags
	TypedTag    string           // a tag that was refused
	WrongTag    booking.Sentence // and why, the zero one for nothing

	NotComing bool // they are to stay as they are
	Sure      []string
	Error     *booking.Error // what was refused, nil for nothing
	Began     string         // what a refused form had begun with, "" for Client
	Clash     bool           // Client has been changed since Typed was begun
	Said      booking.Sentence
}

// Chat is a client's Telegram chat.
type Chat struct {
	ID        booking.ID
	Name      string     // what its person is called there
	Booking   booking.ID // it hears of that one alone, "" for all
	Broken    telling.Why
	Connected time.Time
}

// Typed is a client's card as it stands in its form.
func Typed(locale string, c booking.Client) booking.Typed {
	return views.TypedOf(views.In(locale), booking.ClientAttributes, c)
}

// NewClientPage makes the page. It sets the title.
func NewClientPage(base views.Base, d ClientData) ClientPage {
	page := ClientPage{base, NewClient(base.Locale, d)}
	page.Section, page.Title = "clients", page.Client.Heading
	return page
}

func (ClientPage) View() string { return "client-page" }

// Client is the fragment #client: the card of one client.
type Client struct {
	W         *views.Words
	ID        booking.ID
	Heading   string
	Sub       string // since when he is known
	Erased    bool
	CanChange bool
	CanExport bool
	Revision  int
	Began     string // what the form began with

	Left         *views.LeftContact
	Blocked      booking.ID // the block that keeps him from booking over the web, "" for none
	BlockSaid    string     // that he is blocked, and why
	Chats        []ChatLine
	Tags         Tags
	SMS          *SMSLine // whether he gets SMS, nil where nobody does
	Dead         string   // what is wrong with his address
	Phone, Email string   // as stored, for calling and writing
	PhoneShown   string
	Note         string
	Fields       []views.TextField // of the form, in order, but for the note
	Facts        []views.Fact      // for who only reads: what is neither name, phone nor e-mail
	Typed        string            // note in the form
	NoteError    string
	Numbers      []Number
	Spent        string // what was taken for all his visits that are shown, "" for nothing
	Coming       []Visit
	Past         []Visit
	MoreThan     bool
	Leads        []LeadLine
	History      []views.Line
	ComingToo    string // the words of correcting what is to come as well, "" where there is nothing
	AlsoComing   bool
	Doubts       map[string][]views.Doubt
	Sure         []string
	Problem      string
	Clash        *views.Clashes // what was typed, beside what somebody else has saved
	Said         string
}

// Visit is a booking of the client in a line, and the people whom it is with.
type Visit struct {
	views.VisitLine
	With string
}

// ChatLine is a chat in a line.
type ChatLine struct {
	Name, What, Remove string // Remove is the address that ends it, "" where he who looks may not
	Bad                string // why nothing reaches it
}

func (d ClientData) chats(w *views.Words) []ChatLine {
	var all []ChatLine
	for _, k := range d.Chats {
		line := ChatLine{Name: k.Name, What: w.T("clients.chat.all")}
		if k.Booking != "" {
			line.What = w.T("clients.chat.one")
			for _, b := range d.Visits {
				if b.ID == k.Booking {
					line.What = w.T("clients.chat.of", "booking", w.T("booking.title", "number", b.Number))
				}
			}
		}
		if d.ContactsHidden {
			line.Name = "Telegram"
		}
		if k.Broken != "" {
			line.Bad = w.T("why." + string(k.Broken))
		}
		if d.CanChange {
			line.Remove = "/clients/" + string(d.Client.ID) + "/chats/" + string(k.ID) + "/removal"
		}
		all = append(all, line)
	}
	return all
}

// SMSLine is whether a client gets SMS.
type SMSLine struct{ Off bool }

// Number is a figure and what it counts.
type Number struct {
	Value int
	Label string
	Bad   bool
}

// LeadLine is a lead of the client in a line.
type LeadLine struct{ URL, When, Form, Status string }

// URL is the client's own address.
func (v Client) URL() string { return "/clients/" + string(v.ID) }

// PhoneURL is the tel: address of the phone.
func (v Client) PhoneURL() template.URL { return views.PhoneURL(v.Phone) }

// NewClient makes the fragment in the given language.
func NewClient(locale string, d ClientData) Client {
	w, c := views.In(locale).At(d.Company.Zone, d.Now), d.Client
	v := Client{
		W: w, ID: c.ID, Heading: c.Name, Erased: c.Erased, CanChange: d.CanChange && !c.Erased, Revision: c.Revision,
		Sub:   w.T("clients.since", "date", w.Day(booking.DateOf(d.since(), d.Company.Zone)).Full()),
		Phone: c.Phone, Email: c.Email, Note: c.Note, Typed: d.Typed["note"], MoreThan: d.MoreThan,
		Said: w.Say(d.Said),
	}
	v.Dead, v.Blocked = w.Dead(d.Dead, c.Contact), d.Blocked
	if d.Figures.Blocked {
		v.BlockSaid = blockSaid(w, d.Figures.Why)
	}
	if d.Left != nil {
		left := w.LeftContact(*d.Left, c)
		v.Left = &left
	}
	if c.Phone != "" {
		v.PhoneShown = w.Phone(c.Phone)
	}
	if c.Erased {
		v.Heading = w.T("clients.erased")
	}
	wrong := map[string]string{}
	if d.Error != nil {
		v.Problem = w.Say(d.Error.Sentence)
		for name, sentence := range d.Error.Fields {
			wrong[name] = w.Say(sentence)
		}
	}
	v.NoteError, v.Began = wrong["note"], views.BeganWith(d.Began, Typed(locale, c))
	v.Doubts, v.Sure, v.AlsoComing = w.Doubts(d.Error), d.Sure, !d.NotComing
	if d.Follow > 0 {
		v.ComingToo = w.T("clients.coming_too", "count", d.Follow)
	}
	v.CanExport = v.CanChange && !d.ContactsHidden
	fields := views.TextFieldsOf(w, "clients", booking.ClientAttributes, d.Typed, wrong)
	for _, a := range d.changeable().Without("note") {
		v.Fields = append(v.Fields, fields[a.Name])
	}
	v.Facts = views.FactsOf(w, "clients", booking.ClientAttributes.Without("phone", "email"), c, "")
	if d.Clash {
		v.Clash = &views.Clashes{W: w, URL: v.URL(), Draft: "client:" + string(c.ID)}
		views.AddAttributes(v.Clash, "clients", booking.ClientAttributes.In(d.Company.Zone), d.Typed, c)
	}
	f := d.Figures
	v.Numbers = []Number{
		{f.Visits, w.T("clients.number.visits"), false}, {f.Coming, w.T("clients.number.coming"), false},
		{f.NoShows, w.T("clients.number.no_shows"), f.NoShows > 0}, {f.Cancelled, w.T("clients.number.cancelled"), false},
	}
	v.Chats, v.Tags = d.chats(w), d.tags(w)
	if (d.SMS || d.NoSMS) && !c.Erased {
		v.SMS = &SMSLine{Off: d.NoSMS}
	}
	v.visits(d)
	for _, l := range d.Leads {
		v.Leads = append(v.Leads, LeadLine{"/leads/" + string(l.ID), w.Moment(l.CreatedAt.In(d.Company.Zone)), l.FormName, w.T("lead." + string(l.Status))})
	}
	for _, line := range d.History {
		v.History = append(v.History, clientEvent(w, line, d.Company.Zone))
	}
	return v
}

func (Client) View() string { return "client-fragment" }

// changeable are the attributes that stand in the form.
func (d ClientData) changeable() booking.Attributes[booking.Client] {
	if d.ContactsHidden {
		return booking.ClientAttributes.Without("phone", "email")
	}
	return booking.ClientAttributes
}

// since is when the client came into view: with his card, or with a visit that
// was imported from before.
func (d ClientData) since() time.Time {
	first := d.Client.CreatedAt
	if n := len(d.Visits); n > 0 {
		first = views.Earliest(first, d.Visits[n-1].Start)
	}
	return first
}

// visits sorts the bookings into those to come, the next one first, and the past.
func (v *Client) visits(d ClientData) {
	var spent int64
	for _, b := range d.Visits {
		line := views.NewVisitLine(v.W, b, d.Services, d.Company, d.Now)
		if !d.Client.Erased && lookup.Fold(b.Contact.Name) != lookup.Fold(d.Client.Name) {
			line.Name = b.Contact.Name
		}
		var people []string
		for _, r := range d.Resources {
			if r.Kind == booking.Staff && slices.Contains(b.Resources, r.ID) {
				people = append(people, r.Name)
			}
		}
		if line.Paid != "" {
			line.Paid = v.W.T("clients.visits.taken", "sum", line.Paid)
		}
		visit := Visit{VisitLine: line, With: strings.Join(people, ", ")}
		spent += payment.Cents(b.Paid)
		if v.CanChange {
			visit.Again, visit.AgainURL = v.W.T("booking.again"), line.URL+"/again"
		}
		if b.End.After(d.Now) {
			v.Coming = append(v.Coming, visit)
		} else {
			v.Past = append(v.Past, visit)
		}
	}
	if spent != 0 {
		v.Spent = v.W.Money(payment.Decimal(spent), d.Company.Currency)
	}
	slices.Reverse(v.Coming)
}

// clientEvent puts a line of a card's history into words.
func clientEvent(w *views.Words, line booking.HistoryLine, zone *time.Location) views.Line {
	l := views.Line{When: w.Moment(line.At.In(zone)), What: w.T("clients.history." + string(line.Act)), Who: line.Actor.Name, Reason: line.Detail["name"]}
	if l.Who == "" {
		l.Who = w.T("actor." + string(line.Actor.Kind))
	}
	if given := line.Detail["tags"]; given != "" {
		l.Reason = given
	}
	if fields := line.Detail["fields"]; fields != "" {
		var names []string
		for name := range strings.SplitSeq(fields, ",") {
			names = append(names, strings.ToLower(w.T("clients.field."+name)))
		}
		l.Reason = strings.Join(names, ", ")
		if told := w.ContactChange(line.Detail); told != "" {
			l.Reason += ": " + told
		}
		if was, changed := line.Detail["note_was"]; changed {
			l.Reason += "; " + w.NoteWas(was)
		}
	}
	return l
}

// CardUndone is what taking an act on a client's card back has done: the card anew,
// where it is open, and a toast.
type CardUndone struct {
	Client Client
	Done   views.Done
}

// CardAnew is a client's card as it is now, where it is open.
type CardAnew struct{ Client Client }

// Block is the same of a client's card, or the lifting of it.
func (v Client) Block() *views.BlockForm {
	if !v.CanChange || v.Erased || v.Phone == "" && v.Email == "" && v.Blocked == "" {
		return nil
	}
	return &views.BlockForm{W: v.W, Of: "client", ID: v.ID, Blocked: v.Blocked}
}

func (CardAnew) View() string { return "card-anew" }

func (CardUndone) View() string { return "card-undone" }

// blockSaid is that somebody is not booked over the web, with the desk's reason.
func blockSaid(w *views.Words, reason string) string {
	if reason == "" {
		return w.T("blocks.is")
	}
	return w.T("blocks.is_for", "reason", reason)
}
