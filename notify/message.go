package notify

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
)

// message is what a delivery says now. It settles the delivery's event, which is the
// net effect of all that was done since the recipient was told last, and what
// he is told of the booking; a dropped error says that there is nothing to tell.
func (w *Worker) message(ctx context.Context, company booking.CompanyID, d *db.Claim) (Message, page, error) {
	p, err := w.page(ctx, company, d)
	if err != nil {
		return Message{}, p, err
	}
	m, err := p.message(d.Delivery)
	if err != nil {
		return Message{}, p, err
	}
	voice, err := w.voice(ctx, w.DB.Of(company), d.Audience, d.Event, d.Locale)
	m.Company, m.FromName = company, voice.SenderName
	if m.ReplyTo, m.ReplyName = p.ReplyTo, p.ReplyName; m.ReplyTo == "" {
		m.ReplyTo, m.ReplyName = voice.ReplyTo, ""
	}
	if d.Audience == booking.ForTeam {
		m.Unsubscribe = w.BaseURL + "/settings/notifications"
	}
	if o := p.Invited; o != nil && d.Channel == booking.Email {
		m.Invitation = invitation(*o, m, p)
	}
	if d.Audience == booking.ForClient && byTheClock(d.Event) {
		m.Unsubscribe, m.OneClick = p.Off, p.Off != ""
	}
	return m, p, err
}

func (w *Worker) page(ctx context.Context, company booking.CompanyID, d *db.Claim) (page, error) {
	scope, err := w.seenBy(ctx, company, d.Delivery)
	if err != nil {
		return page{}, err
	}
	switch {
	case d.Event == booking.TestMessage:
		return w.testPage(ctx, scope, d)
	case d.Event == booking.DailySheet:
		return w.sheetPage(ctx, scope, d)
	case d.Lead != "":
		return w.leadPage(ctx, scope, d)
	}
	return w.bookingPage(ctx, scope, d)
}

func (w *Worker) bookingPage(ctx context.Context, scope db.Scope, d *db.Claim) (page, error) {
	notification, err := scope.NotificationContext(ctx, d.Booking)
	if err != nil {
		return page{}, err
	}
	now := notification.Snapshot()
	event, reason, tell := booking.NetEvent(d.Before, now, d.Event)
	if !tell {
		return page{}, dropped{reason}
	}
	if event == booking.BookingWaits && notification.Status != booking.Pending {
		return page{}, dropped{booking.DropHandled}
	}
	d.Event, d.Told = event, &now
	if d.Shown && (event == booking.BookingConfirmed || event == booking.BookingRejected) {
		return page{}, dropped{booking.DropShown}
	}
	if d.Audience == booking.ForClient {
		return w.clientPage(ctx, scope, d, notification)
	}
	return w.teamPage(ctx, scope, d, notification)
}

// teamPage is what a member or a chat is told of a booking.
func (w *Worker) teamPage(ctx context.Context, scope db.Scope, d *db.Claim, o db.NotificationContext) (page, error) {
	voice, err := w.voice(ctx, scope, booking.ForTeam, d.Event, d.Locale)
	if err != nil {
		return page{}, err
	}
	o = modest(o, voice.Standing)
	o.Contact.Name = booking.Defused(o.Contact.Name) // whoever typed it, it is a name
	if reserved(d, voice.Standing) {
		o.Contact, o.Answers = booking.Contact{Name: db.Nameless}, nil
	}
	p := compose(d.Delivery, o, d.Before, voice, w.BaseURL)
	if d.Channel == booking.Telegram {
		p.Buttons = bookingButtons(wordsOf(d.Locale), scope.Company(), d.Delivery, o, p.URL)
	}
	return p, nil
}

// seenBy is what a delivery's recipient may be told of the company: for the team's messages
// it is what he may see in the panel.
func (w *Worker) seenBy(ctx context.Context, company booking.CompanyID, d booking.Delivery) (db.Scope, error) {
	scope := w.DB.Of(company)
	if d.Audience == booking.ForClient {
		return scope, nil
	}
	hides, err := scope.HidesContacts(ctx, d.Channel, d.Recipient)
	return scope.Seen(hides), err
}

// clientPage is what a booking's client is told, at the address that the booking has
// now, unless it comes by the clock and its time is not now.
func (w *Worker) clientPage(ctx context.Context, scope db.Scope, d *db.Claim, o db.NotificationContext) (page, error) {
	switch {
	case o.Contact.Email == "":
		return page{}, dropped{booking.DropNowhere}
	case o.Dead:
		return page{}, dropped{booking.DropAddress}
	}
	d.Recipient, d.Proven, d.ByDesk = o.Contact.Email, o.Proven, o.Source != booking.FromWidget && o.Source != booking.FromLead
	off, err := scope.RemindersOff(ctx, o.Booking)
	if err != nil {
		return page{}, err
	}
	if err := dueToClient(d.Delivery, o, off, time.Now()); err != nil {
		return page{}, err
	}
	voice, err := w.voice(ctx, scope, booking.ForClient, clientEvent(d.Event, o.Status), d.Locale)
	if err != nil {
		return page{}, err
	}
	if o.Status == booking.Pending {
		settings, err := scope.TellingSettings(ctx)
		if err != nil {
			return page{}, err
		}
		o.Answer = settings.LetGoAt(o.Since, o.Start, o.Zone).In(o.Zone)
	}
	p := composeForClient(d.Delivery, toClient(modest(o, voice.Standing)), d.Before, voice, w.Links.visit(scope.Company(), o.Booking, d.Recipient))
	if byTheClock(d.Event) {
		if p.Off = w.Links.reminders(scope.Company(), o.Booking); p.Off != "" {
			p.Stop = wordsOf(d.Locale).say("client.stop", nil)
		}
	}
	return p, nil
}

// testPage says that messages arrive.
func (w *Worker) testPage(ctx context.Context, scope db.Scope, d *db.Claim) (page, error) {
	words := wordsOf(d.Locale)
	voice, err := w.voice(ctx, scope, d.Audience, d.Event, d.Locale)
	company := line(voice.SenderName)
	return page{
		Lang: d.Locale, Company: company,
		Title: words.say("test.title", nil), Subject: words.say("test.subject", blanks{"Company": company}),
		Body: []string{words.say("test.body", nil)},
		URL:  w.BaseURL + "/settings/notifications", Open: words.say("test.open", nil),
	}, err
}
