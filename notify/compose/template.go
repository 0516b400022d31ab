package compose

import (
	"strconv"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
)

// DefaultTemplate are the program's words for an event, as a company would write them.
func DefaultTemplate(audience telling.Audience, event booking.Event, locale string) telling.Template {
	if audience == telling.BySMS {
		return SMSTemplate(event, locale)
	}
	id := string(event)
	if audience == telling.ForClient {
		id = "client." + id
	}
	t := defaultTemplate(wordsOf(locale), id)
	t.Audience, t.Event, t.Locale = audience, event, locale
	return t
}

// defaultTemplate leaves the variables open.
func defaultTemplate(w words, id string) telling.Template {
	t := telling.Template{Subject: w.say(id+".subject", blanks{"Service": "{{service}}", "When": "{{when}}", "Client": "{{client}}"})}
	if w.Has(id + ".body") {
		t.Body = w.say(id+".body", nil)
	}
	return t
}

// templateValues are what the variables stand for; each is one harmless line.
func templateValues(w words, o messagedb.NotificationContext) map[string]string {
	return map[string]string{
		"client":  line(o.Contact.Name),
		"service": line(o.Service),
		"when":    w.when(o.Start),
		"date":    w.date(o.Start),
		"time":    w.Time(o.Start),
		"with":    resourceNames(o),
		"number":  strconv.FormatInt(o.Number, 10),
		"company": line(o.Company),
	}
}

// Preview fills a template in with a made-up booking.
func Preview(t telling.Template, company string, zone *time.Location) (subject string, body []string) {
	w := wordsOf(t.Locale).in(zone)
	o := sampleBooking(w, company, zone)
	var p Page
	p.speak(w, "", o, messagedb.Voice{Template: &t})
	return p.Subject, p.Body
}
