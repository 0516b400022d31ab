package compose

import (
	"strings"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/telling"
	"okno/db/messagedb"
)

// SMS writes what a client is told of his booking in an SMS of that kind: one line. link leads to his own page.
func SMS(locale string, kind booking.Event, o messagedb.NotificationContext, v messagedb.Voice, link string) string {
	t := SMSTemplate(kind, locale)
	if v.Template != nil {
		t = *v.Template
	}
	return smsLine(wordsOf(locale).in(o.Zone), t, o, link)
}

func smsLine(w words, t telling.Template, o messagedb.NotificationContext, link string) string {
	values := templateValues(w, o)
	values["link"] = link
	return strings.TrimSpace(unbound(line(telling.Fill(t.Subject, values))))
}

// SMSTemplate are the program's words for a kind, as a company would write them.
func SMSTemplate(kind booking.Event, locale string) telling.Template {
	text := wordsOf(locale).say("sms."+string(kind), blanks{"Company": "{{company}}", "When": "{{when}}", "Link": "{{link}}"})
	return telling.Template{Audience: telling.BySMS, Event: kind, Locale: locale, Subject: text}
}

// SMSTest says that SMS arrive, in the company's name.
func SMSTest(locale, company string) string {
	return unbound(wordsOf(locale).say("sms.test", blanks{"Company": telling.PlainName(company)}))
}

// PreviewSMS fills a template in with a made-up booking and a link as long as they are.
func PreviewSMS(t telling.Template, company string, zone *time.Location, link string) string {
	w := wordsOf(t.Locale).in(zone)
	o := sampleBooking(w, company, zone)
	o.Start = engine.Instant(booking.Date{Year: time.Now().In(zone).Year(), Month: time.December, Day: 3}, 10*60, zone) // as most are, without their year
	return smsLine(w, t, o, link)
}

// sampleBooking is a made-up one.
func sampleBooking(w words, company string, zone *time.Location) messagedb.NotificationContext {
	start := engine.Instant(booking.DateOf(time.Date(2027, 3, 3, 12, 0, 0, 0, time.UTC), zone), 10*60, zone)
	return messagedb.NotificationContext{
		Company: company, Zone: zone, Number: 128, Service: w.say("sample.service", nil), Resources: []messagedb.Named{{Name: w.say("sample.with", nil)}},
		Start: start, End: start.Add(time.Hour), Contact: booking.Contact{Name: w.say("sample.client", nil)},
	}
}
