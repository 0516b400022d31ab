// Package compose writes messages: the words of an event in its recipient's language, the page that they make with
// what is known of a booking, a lead, a day or an account, and how a page looks as mail and in a chat. It reads
// nothing and sends nothing: package notify asks for a page, and hands it to a channel.
package compose

import (
	"bytes"
	"embed"
	htmltemplate "html/template"
	"slices"
	"strconv"
	"strings"
	texttemplate "text/template"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/channel"
)

//go:embed templates/*
var templates embed.FS

var (
	htmlPart = htmltemplate.Must(htmltemplate.ParseFS(templates, "templates/message.html", "templates/head.html"))
	textPart = texttemplate.Must(texttemplate.ParseFS(templates, "templates/message.txt"))
)

// Page is what a message shows, whatever carries it. Its strings are one line
// each, but for the company's own words.
type Page struct {
	Lang     string
	Company  string
	Title    string
	Subject  string
	Body     []string // paragraphs of the company's own words
	Rows     []row
	Groups   []group
	More     func(bookings int) string // says how many bookings of Groups are left out, where they would be too long
	URL      string                    // of what the message is about, "" where there is nothing to open
	Open     string                    // the words on the button
	Coming   string                    // those on a second one, which leads to where its client says that he will come; "" for none
	Notes    []string
	Off      string                         // where the recipient switches messages of this kind off, "" where he cannot
	Stop     string                         // the words on that link
	Settings string                         // where a member chooses what he is told, "" for where the team does
	Outcome  string                         // what has become of it since, for a chat's message that is kept up to date
	Buttons  []channel.Button               // for a chat
	Short    []string                       // for a browser, the lines below the title; none: the Subject
	Invited  *messagedb.NotificationContext // of mail: what goes into the recipient's calendar, nil for nothing

	ReplyTo, ReplyName string // of mail: who can answer for what it tells; "" for the company
}

// row is a line of the table.
type row struct {
	Label, Value string
	Phone        string // E.164; makes the value something to press, as Mail does
	Mail         bool
}

// Booking writes the team's page about a booking in its recipient's language. before is
// the booking as the recipient knew it, nil where he did not.
func Booking(d telling.Delivery, o messagedb.NotificationContext, before *telling.Snapshot, v messagedb.Voice, baseURL string) Page {
	w := wordsOf(d.Locale).in(o.Zone)
	p := Page{
		Lang:  d.Locale,
		Title: w.say(teamWords(d.Event, o.Status)+".title", nil),
		Rows:  given(rows(w, d.Event, o, before)),
		URL:   baseURL + "/bookings/" + string(o.Booking),
		Open:  w.say("open", nil),
		Notes: []string{w.say("zone", blanks{"Zone": w.ZoneTime(o.Zone, o.Start)}), w.say("why", blanks{"Company": line(o.Company)})},
	}
	p.Short = short(w, d.Event, o, before)
	p.ReplyTo, p.ReplyName = o.Contact.Email, line(o.Contact.Name)
	p.speak(w, teamWords(d.Event, o.Status), o, v)
	return p
}

// teamWords names the program's words for an event: of a new booking the subject says
// whether there is something to do.
func teamWords(event booking.Event, status booking.Status) string {
	if event == booking.BookingCreated && status == booking.Pending {
		return "booking_to_answer"
	}
	return string(event)
}

// speak puts the subject and the body into the page: the company's own words
// where it has some, else those of the program under id.
func (p *Page) speak(w words, id string, o messagedb.NotificationContext, v messagedb.Voice) {
	p.Company = line(o.Company)
	own := v.Template
	if own == nil {
		t := defaultTemplate(w, id)
		own = &t
	}
	values := templateValues(w, o)
	p.Subject = line(telling.Fill(own.Subject, values))
	for paragraph := range strings.SplitSeq(own.Body, "\n") {
		if paragraph = line(telling.Fill(paragraph, values)); paragraph != "" {
			p.Body = append(p.Body, paragraph)
		}
	}
}

// Message puts the page into what the delivery's channel carries.
func (p Page) Message(d telling.Delivery) (channel.Message, error) {
	m := channel.Message{ID: d.ID, To: d.Recipient, Locale: d.Locale, Subject: unbound(p.Subject)}
	if d.Channel == telling.Push {
		m.Subject, m.Text = unbound(p.Title), unbound(p.shortText())
		return m, nil
	}
	if d.Channel == telling.Telegram {
		m.Text, m.Buttons = unbound(p.chatText()), p.Buttons
		return m, nil
	}
	var text, html bytes.Buffer
	if err := textPart.Execute(&text, p); err != nil {
		return channel.Message{}, err
	}
	if err := htmlPart.Execute(&html, p); err != nil {
		return channel.Message{}, err
	}
	m.Text, m.HTML = unbound(text.String()), html.String()
	return m, nil
}

// rows are what the team wants to know of a booking.
func rows(w words, event booking.Event, o messagedb.NotificationContext, before *telling.Snapshot) []row {
	minutes := int(o.End.Sub(o.Start).Minutes())
	phone := line(o.Contact.Phone)
	all := []row{
		{Label: w.say("label.service", nil), Value: line(o.Service)},
		{Label: w.say("label.when", nil), Value: w.whole(o.Start, o.End) + " (" + w.Minutes(minutes) + ")"},
	}
	all = append(all, w.moved(event, o, before, w.byFor(o))...)
	all = append(all, []row{
		{Label: w.say("label.with", nil), Value: resourceNames(o)},
		{Label: w.say("label.client", nil), Value: line(o.Contact.Name)},
		{Label: w.say("label.phone", nil), Value: w.Phone(phone), Phone: phone},
		{Label: w.say("label.email", nil), Value: line(o.Contact.Email), Mail: true},
		{Label: w.say("label.late", nil), Value: w.late(o.LateMin)},
		{Label: w.say("label.status", nil), Value: w.say("status."+string(o.Status), nil)},
	}...)
	if event == booking.BookingWaits {
		all = append(all, row{Label: w.say("label.waits", nil), Value: w.when(o.Since.In(o.Zone))})
	}
	all = append(all, w.ended(o, w.byFor(o))...)
	all = append(all, w.answers(o.Answers)...)
	return append(all,
		row{Label: w.say("label.source", nil), Value: w.say("source."+string(o.Source), nil)},
		row{Label: w.say("label.number", nil), Value: strconv.FormatInt(o.Number, 10)})
}

// late is by how much somebody will be late, "" where he will not.
func (w words) late(minutes int) string {
	if minutes == 0 {
		return ""
	}
	return w.Minutes(minutes)
}

func resourceNames(o messagedb.NotificationContext) string {
	names := make([]string, len(o.Resources))
	for i, r := range o.Resources {
		names[i] = line(r.Name)
	}
	return strings.Join(names, ", ")
}

// given leaves out what nobody gave.
func given(all []row) []row {
	return slices.DeleteFunc(all, func(r row) bool { return r.Value == "" })
}

// unbound replaces the spaces that do not break a line: a letter's text and a chat
// are searched, copied and read by other programs.
func unbound(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }
