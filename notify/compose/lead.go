package compose

import (
	"strings"
	"time"

	"okno/booking/telling"
	"okno/db/leaddb"
)

// Lead writes the page about a request that came without a booking.
func Lead(d telling.Delivery, o leaddb.LeadContext, baseURL string) Page {
	w := wordsOf(d.Locale).in(o.Zone)
	name := line(o.Contact.Name)
	phone := line(o.Contact.Phone)
	all := []row{
		{Label: w.say("label.client", nil), Value: name},
		{Label: w.say("label.phone", nil), Value: w.Phone(phone), Phone: phone},
		{Label: w.say("label.email", nil), Value: line(o.Contact.Email), Mail: true},
	}
	all = append(all, w.answers(o.Payload)...)
	all = append(all,
		row{Label: w.say("label.form", nil), Value: line(o.Form)},
		row{Label: w.say("label.page", nil), Value: line(o.Page)},
		row{Label: w.say("label.came", nil), Value: w.when(o.CreatedAt)})
	who := strings.TrimSpace(name)
	if who == "" {
		who = w.Phone(phone)
	}
	return Page{
		Lang: d.Locale, Company: line(o.Company),
		Title:   w.say(string(d.Event)+".title", nil),
		Subject: w.say(string(d.Event)+".subject", blanks{"Who": who, "Time": w.Roughly(time.Since(o.CreatedAt))}),
		Rows:    given(all),
		Short:   []string{who, line(o.Form)},
		URL:     baseURL + "/leads/" + string(o.Lead), Open: w.say("open.lead", nil),
		Notes:   []string{w.say("why", blanks{"Company": line(o.Company)})},
		ReplyTo: o.Contact.Email, ReplyName: name,
	}
}
