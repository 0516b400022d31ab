package notify

import (
	"bytes"
	"embed"
	htmltemplate "html/template"
	"slices"
	"strconv"
	"strings"
	texttemplate "text/template"

	"github.com/nyaruka/phonenumbers"

	"okno/booking"
	"okno/db"
)

//go:embed templates/*
var templates embed.FS

var (
	htmlPart = htmltemplate.Must(htmltemplate.ParseFS(templates, "templates/message.html"))
	textPart = texttemplate.Must(texttemplate.ParseFS(templates, "templates/message.txt"))
)

// page is what both templates show. Its strings are one line each.
type page struct {
	Lang    string
	Company string
	Title   string
	Subject string
	Rows    []row
	URL     string // of what the message is about, "" where there is nothing to open
	Open    string // the words on the button
	Notes   []string
}

// row is a line of the table.
type row struct {
	Label, Value string
	Phone        string // E.164; makes the value something to press, as Mail does
	Mail         bool
}

// compose writes the team's message of a delivery in its recipient's language.
func compose(d booking.Delivery, o db.Occasion, baseURL string) (Message, error) {
	w := wordsOf(d.Locale)
	company, service := line(o.Company), line(o.Service)
	p := page{
		Lang:    d.Locale,
		Company: company,
		Title:   w.say(string(d.Event)+".title", nil),
		Subject: w.say(string(d.Event)+".subject", blanks{"Service": service, "When": w.when("when.short", "weekday.short", o.Start, o.End)}),
		Rows:    given(rows(w, o, service)),
		URL:     strings.TrimRight(baseURL, "/") + "/bookings/" + string(o.Booking),
		Open:    w.say("open", nil),
		Notes:   []string{w.say("zone", blanks{"Zone": o.Zone.String()}), w.say("why", blanks{"Company": company})},
	}
	return p.message(d)
}

// message puts the page into both parts.
func (p page) message(d booking.Delivery) (Message, error) {
	var text, html bytes.Buffer
	if err := textPart.Execute(&text, p); err != nil {
		return Message{}, err
	}
	if err := htmlPart.Execute(&html, p); err != nil {
		return Message{}, err
	}
	return Message{
		ID: d.ID, To: d.Recipient, Locale: d.Locale, Subject: p.Subject, Text: text.String(), HTML: html.String(),
	}, nil
}

func rows(w words, o db.Occasion, service string) []row {
	minutes := int(o.End.Sub(o.Start).Minutes())
	phone := line(o.Contact.Phone)
	names := make([]string, len(o.Resources))
	for i, r := range o.Resources {
		names[i] = line(r.Name)
	}
	return []row{
		{Label: w.say("label.service", nil), Value: service},
		{Label: w.say("label.when", nil), Value: w.when("when.long", "weekday", o.Start, o.End) + " (" + w.count("minutes", minutes) + ")"},
		{Label: w.say("label.with", nil), Value: strings.Join(names, ", ")},
		{Label: w.say("label.client", nil), Value: line(o.Contact.Name)},
		{Label: w.say("label.phone", nil), Value: readable(phone), Phone: phone},
		{Label: w.say("label.email", nil), Value: line(o.Contact.Email), Mail: true},
		{Label: w.say("label.status", nil), Value: w.say("status."+string(o.Status), nil)},
		{Label: w.say("label.source", nil), Value: w.say("source."+string(o.Source), nil)},
		{Label: w.say("label.number", nil), Value: strconv.FormatInt(o.Number, 10)},
	}
}

// given leaves out what nobody gave.
func given(all []row) []row {
	return slices.DeleteFunc(all, func(r row) bool { return r.Value == "" })
}

// readable groups the digits of a phone number in E.164: +7 916 123-45-67.
func readable(phone string) string {
	n, err := phonenumbers.Parse(phone, "")
	if err != nil {
		return phone
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}
