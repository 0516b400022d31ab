package hosted

import (
	"net/url"
	"slices"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/pricelist"
	"okno/booking/webform"
	"okno/views"
)

// PlainData is what the steps of a form's page are made of that need no scripts.
type PlainData struct {
	Key       string
	Company   booking.Company
	Settings  webform.FormSettings
	Services  []booking.Service
	Plain     bool   // chosen: the widget is left out
	Lang      string // asked for, "" for the form's own
	Tab       webform.TabKind
	Service   *booking.Service // nil until it is chosen
	Resources []booking.Resource
	People    []booking.Resource // all of the company who may do a service
	Resource  booking.ID         // "" lets any do
	Days      []engine.Day
	Day       booking.Date
	Today     booking.Date
	Last      booking.Date
	Start     time.Time // zero until it is chosen
	Typed     map[string][]string
	Carried   url.Values // of the address, for hidden fields
	Consent   bool
	Sure      booking.Sure // what was asked about and is right
	SendKey   string
	View      string
	Problem   booking.Sentence
	Wrong     map[string]booking.Sentence
	Near      []booking.Slot // free instead of Start
	Mail      bool           // clients are written to
	Done      *booking.Booking
	Link      string // of the client's own page of it
	Telegram  bool   // he can be told there
	Page      string // the same with the installation's address
	Said      string // after a request without a time
}

// Plain is one step of them.
type Plain struct {
	W          *views.Words
	Step       string // "services", "time", "form", "done", "sent"
	Title      string
	Action     string
	Problem    string
	Tabs       []views.VisitPeople
	Back       string // address of the step before
	Services   []PlainService
	Chosen     string // «Стрижка · 1 ч · 2 500 ₽»
	When       string
	People     []views.VisitPeople
	Soon       []PlainStart    // the nearest times
	Move       views.VisitMove // weeks and times
	Phone      string
	PhoneURL   string
	Request    string // address of the form without a time, where no time is free
	Near       []views.VisitSlot
	NearHint   string
	Hidden     []views.Fact // names and values that go along
	Fields     []PlainField
	Consent    *PlainField
	ConsentURL string
	Submit     string
	Hint       string
	Facts      []views.Fact
	Note       string
	Link       string
	Telegram   string // address that leads to the bot, "" where there is none
	Calendar   views.CalendarLinks
}

// PlainService is a service that can be chosen.
type PlainService struct{ Name, About, Facts, URL string }

// PlainStart is a time that can be taken by one press.
type PlainStart struct{ Day, Time, URL string }

// PlainField is a question of the form.
type PlainField struct {
	Name, Label, Kind, Value, Hint, Error, Autocomplete string
	Required, Checked                                   bool
	Options                                             []views.Choice
}

// NewPlain makes the step that is due.
func NewPlain(w *views.Words, d PlainData) Plain {
	v := Plain{W: w, Action: "/b/" + d.Key, Problem: w.Say(d.Problem)}
	if phone := d.Company.Client.Phone; phone != "" {
		v.Phone, v.PhoneURL = w.Phone(phone), phone
	}
	switch {
	case d.Said != "":
		v.Step, v.Title, v.Note = "sent", w.T("hosted.sent"), d.Said
	case d.Done != nil:
		v.done(d)
	case d.Tab == webform.FormTab:
		v.Title = w.T("hosted.request")
		v.form(d)
	case d.Service == nil && len(d.Services) == 0:
		v.Step, v.Title, v.Request = "none", w.T("hosted.closed"), d.url("tab", "form")
	case d.Service == nil:
		v.Step, v.Title = "services", w.T("hosted.choose_service")
		for _, s := range d.Services {
			v.Services = append(v.Services, PlainService{s.Name, s.Description, d.facts(w, s), d.url("service", string(s.ID))})
		}
	case d.Start.IsZero() && v.Problem == "":
		v.time(d)
	default:
		v.Title = w.T("hosted.contacts")
		v.form(d)
	}
	if tabs := d.Settings.Widget.Whole().Tabs; len(tabs) > 1 && (v.Step == "services" || v.Step == "time" || v.Step == "form") {
		for _, tab := range tabs {
			label := tab.Title.In(w.Locale())
			if label == "" {
				label = w.T("hosted.tab." + string(tab.Kind))
			}
			v.Tabs = append(v.Tabs, views.VisitPeople{Label: label, URL: d.with("tab", string(tab.Kind)), Chosen: tab.Kind == d.Tab})
		}
	}
	return v
}

// facts are how long a service takes and what it costs: with whoever was chosen, else with anyone.
func (d PlainData) facts(w *views.Words, s booking.Service) string {
	people := d.People
	if i := slices.IndexFunc(people, func(r booking.Resource) bool { return r.ID == d.Resource && r.Kind == booking.Staff }); i >= 0 {
		people = people[i : i+1]
	}
	return w.Offer(pricelist.Of(&s, people), d.Company.Currency)
}

func (v *Plain) choice(d PlainData) {
	v.Chosen = d.Service.Name + " · " + d.facts(v.W, *d.Service)
}

// time offers weeks with free days, and the times of one of them.
func (v *Plain) time(d PlainData) {
	w := v.W
	v.Step, v.Title = "time", w.T("hosted.choose_time")
	v.choice(d)
	if len(d.Services) > 1 {
		v.Back = d.with("tab", "booking")
	}
	staff := staffOf(d.Resources)
	if len(staff) > 1 {
		day := d.Day.String()
		v.People = append(v.People, views.VisitPeople{Label: w.T("visit.move.anyone"), URL: d.url("day", day, "resource", ""), Chosen: d.Resource == ""})
		for _, r := range staff {
			label := r.Name
			if len(d.Service.Terms) > 0 {
				label += " · " + w.Offer(pricelist.Of(d.Service, []booking.Resource{r}), d.Company.Currency)
			}
			v.People = append(v.People, views.VisitPeople{Label: label, URL: d.url("day", day, "resource", string(r.ID)), Chosen: d.Resource == r.ID})
		}
	}
	first, last := d.Days[0].Date, d.Days[len(d.Days)-1].Date
	if !d.Today.Before(first) {
		v.Soon = d.soon(w)
	}
	m := views.VisitMove{Month: w.SpanOfMonths(first, last), Weekdays: shortWeekdays(w)}
	if d.Today.Before(first) {
		m.Earlier = d.url("day", first.AddDays(-7*views.VisitWeeks).String())
	}
	if last.Before(d.Last) {
		m.Later = d.url("day", last.AddDays(1).String())
	}
	for i, day := range d.Days {
		if i%7 == 0 {
			m.Weeks = append(m.Weeks, nil)
		}
		cell := views.VisitDay{Number: day.Date.Day, Label: w.DayMonth(day.Date), Chosen: day.Date == d.Day, Today: day.Date == d.Today}
		if len(day.Slots) > 0 {
			cell.URL, cell.Label = d.url("day", day.Date.String()), w.T("visit.move.free_day", "day", cell.Label)
		}
		m.Weeks[i/7] = append(m.Weeks[i/7], cell)
		if !cell.Chosen {
			continue
		}
		m.Day = w.DayMonth(day.Date)
		for _, s := range day.Slots {
			start := s.Start.Format(time.RFC3339)
			m.Slots = append(m.Slots, views.VisitSlot{Start: d.url("start", start), Time: w.Time(s.Start)})
		}
	}
	if len(m.Slots) == 0 {
		m.None, v.Request = w.T("visit.move.none"), d.with("tab", "form")
	}
	v.Move = m
}

// soon are the first times of the next three days that have any.
func (d PlainData) soon(w *views.Words) []PlainStart {
	var soon []PlainStart
	for _, day := range d.Days {
		if len(day.Slots) == 0 || len(soon) == 3 {
			continue
		}
		start := day.Slots[0].Start
		next := PlainStart{w.DateShort(day.Date), w.Time(start), d.url("start", start.Format(time.RFC3339))}
		switch d.Today.DaysUntil(day.Date) {
		case 0:
			next.Day = w.T("hosted.today")
		case 1:
			next.Day = w.T("hosted.tomorrow")
		}
		soon = append(soon, next)
	}
	return soon
}

// form asks who comes, or, without a time, what is wanted.
func (v *Plain) form(d PlainData) {
	w, request := v.W, d.Tab == webform.FormTab
	v.Step, v.Submit = "form", w.T("hosted.book")
	hide := func(name, value string) {
		if value != "" {
			v.Hidden = append(v.Hidden, views.Fact{Name: name, Value: value})
		}
	}
	hide("key", d.SendKey)
	hide("view", d.View)
	hide("plain", "1")
	hide("lang", d.Lang)
	hide("tab", string(d.Tab))
	for name := range d.Carried {
		hide(name, d.Carried.Get(name))
	}
	for _, answer := range d.Sure {
		hide("sure", answer)
	}
	if request {
		v.Submit = w.T("hosted.send")
	} else {
		v.choice(d)
		v.Back = d.url()
		hide("service", string(d.Service.ID))
		hide("resource", string(d.Resource))
		if !d.Start.IsZero() {
			v.When = w.DayMonth(booking.DateOf(d.Start, d.Company.Zone)) + ", " + w.Time(d.Start)
			v.Back = d.url("day", booking.DateOf(d.Start, d.Company.Zone).String())
		}
		if len(d.Near) == 0 && !d.Start.IsZero() {
			hide("start", d.Start.Format(time.RFC3339))
		}
		for _, s := range d.Near {
			at := s.Start.In(d.Company.Zone)
			v.Near = append(v.Near, views.VisitSlot{Start: at.Format(time.RFC3339), Time: w.DateShort(booking.DateOf(at, d.Company.Zone)) + ", " + w.Time(at)})
		}
		if !d.Mail {
			v.Hint = w.T("hosted.no_mail")
		}
	}
	for _, f := range d.Settings.AllFields() {
		if f.Kind == webform.HiddenField {
			hide("f."+f.Name, firstValue(d.Typed[f.Name]))
			continue
		}
		v.Fields = append(v.Fields, v.field(d, f, request))
	}
	if c := d.Settings.Consent; c != nil {
		v.Consent = &PlainField{Name: "consent", Label: c.Text.In(w.Locale()), Checked: d.Consent, Error: w.Say(d.Wrong["consent"])}
		v.ConsentURL = c.URL
	}
}

func (v *Plain) field(d PlainData, f webform.FormField, request bool) PlainField {
	w := v.W
	path := "answers." + f.Name
	if f.IsContact() && !request {
		path = "client." + f.Name
	}
	p := PlainField{Name: "f." + f.Name, Label: f.Label.In(w.Locale()), Kind: string(f.Kind), Required: f.Required, Value: firstValue(d.Typed[f.Name]), Error: w.Say(d.Wrong[path])}
	switch f.Name {
	case "name":
		p.Autocomplete = "name"
	case "phone":
		p.Autocomplete = "tel"
	case "email":
		p.Autocomplete = "email"
		if d.Mail && !request {
			p.Hint = w.T("hosted.mail_hint")
		}
	}
	chosen := map[string]bool{}
	for _, value := range d.Typed[f.Name] {
		chosen[value] = true
	}
	for _, o := range f.Options {
		p.Options = append(p.Options, views.Choice{Value: o.Value, Label: o.Label.In(w.Locale()), Chosen: chosen[o.Value]})
	}
	p.Checked = chosen["true"]
	return p
}

// done is what was booked, and what can be done with it.
func (v *Plain) done(d PlainData) {
	w, b := v.W, *d.Done
	v.Step, v.Title, v.Link = "done", w.T("hosted.done"), d.Link
	if d.Telegram {
		v.Telegram = d.Link + "/telegram"
	}
	if b.Status == booking.Pending {
		v.Title, v.Note = w.T("hosted.pending"), w.T("hosted.pending_note")
	}
	if own := d.Settings.Done.In(w.Locale()); own != "" {
		v.Note = own
	}
	start, end := b.Start.In(d.Company.Zone), b.End.In(d.Company.Zone)
	add := func(key, value string) {
		if value != "" {
			v.Facts = append(v.Facts, views.Fact{Name: w.T(key), Value: value})
		}
	}
	add("booking.when", w.DayMonth(booking.DateOf(start, d.Company.Zone))+", "+w.Times(start, end))
	add("hosted.what", d.Service.Name)
	names := ""
	for _, r := range d.Resources {
		if names != "" {
			names += ", "
		}
		names += r.Name
	}
	add("visit.with", names)
	add("visit.where", d.Company.Client.Address)
	add("visit.price", w.Money(b.Price, d.Company.Currency))
	add("visit.number", w.Count(int(b.Number)))
	switch {
	case d.Mail && b.Contact.Email != "":
		v.Hint = w.T("hosted.mail_sent", "email", b.Contact.Email)
	default:
		v.Hint = w.T("hosted.save_link")
	}
	v.Calendar = views.NewCalendarLinks(w, b, *d.Service, d.Company, d.Page)
}

// url is the page's address with what is chosen, and with more of it: names and values in turn.
func (d PlainData) url(more ...string) string {
	q := d.query(webform.BookingTab)
	if d.Service != nil {
		q.Set("service", string(d.Service.ID))
	}
	if d.Resource != "" {
		q.Set("resource", string(d.Resource))
	}
	return d.address(q, more)
}

// with is the same without the choice so far.
func (d PlainData) with(more ...string) string { return d.address(d.query(""), more) }

func (d PlainData) query(tab webform.TabKind) url.Values {
	q := url.Values{"plain": {"1"}}
	if tab != "" {
		q.Set("tab", string(tab))
	}
	for name := range d.Carried {
		q.Set(name, d.Carried.Get(name))
	}
	if d.Lang != "" {
		q.Set("lang", d.Lang)
	}
	return q
}

func (d PlainData) address(q url.Values, more []string) string {
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
		if more[i+1] == "" {
			q.Del(more[i])
		}
	}
	return "/b/" + d.Key + "?" + q.Encode()
}

func firstValue(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

func staffOf(resources []booking.Resource) []booking.Resource {
	var staff []booking.Resource
	for _, r := range resources {
		if r.Kind == booking.Staff && r.Active {
			staff = append(staff, r)
		}
	}
	return staff
}

// shortWeekdays are their short names from Monday on.
func shortWeekdays(w *views.Words) []string {
	var names []string
	for i := 1; i <= 7; i++ {
		names = append(names, w.WeekdayShort(i))
	}
	return names
}
