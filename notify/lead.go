package notify

import (
	"context"
	"strings"
	"time"

	"okno/booking"
	"okno/db"
)

// leadPage tells of a request that came without a booking, for as long as nobody
// has answered it.
func (w *Worker) leadPage(ctx context.Context, scope db.Scope, d *db.Claim) (page, error) {
	o, err := scope.LeadContext(ctx, d.Lead)
	if err != nil {
		return page{}, err
	}
	if o.Status == booking.LeadSpam || d.Event == booking.LeadWaits && o.Status != booking.LeadNew {
		return page{}, dropped{booking.DropHandled}
	}
	voice, err := w.voice(ctx, scope, booking.ForTeam, d.Event, d.Locale)
	if err != nil {
		return page{}, err
	}
	o.Contact.Name = booking.Defused(o.Contact.Name)
	if !voice.Standing.Approved {
		o.Company, o.Form = booking.PlainName(o.Company), booking.PlainName(o.Form)
	}
	if reserved(d, voice.Standing) {
		o.Contact, o.Payload, o.Page = booking.Contact{Name: db.Nameless}, nil, ""
	}
	p := composeLead(d.Delivery, o, w.BaseURL)
	if d.Channel == booking.Telegram {
		p.Buttons = leadButtons(wordsOf(d.Locale), scope.Company(), d.Delivery, o, p.URL)
	}
	return p, nil
}

func composeLead(d booking.Delivery, o db.LeadContext, baseURL string) page {
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
	return page{
		Lang: d.Locale, Company: line(o.Company),
		Title:   w.say(string(d.Event)+".title", nil),
		Subject: w.say(string(d.Event)+".subject", blanks{"Who": who, "Time": w.Roughly(time.Since(o.CreatedAt))}),
		Rows:    given(all),
		URL:     baseURL + "/leads/" + string(o.Lead), Open: w.say("open.lead", nil),
		Notes:   []string{w.say("why", blanks{"Company": line(o.Company)})},
		ReplyTo: o.Contact.Email, ReplyName: name,
	}
}
