package notify

import (
	"cmp"
	"context"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/clientdb"
	"okno/db/messagedb"
	"okno/notify/channel"
	"okno/notify/compose"
)

// message is what a delivery says now. It settles the delivery's event, which is the
// net effect of all that was done since the recipient was told last, and what
// he is told of the booking; a dropped error says that there is nothing to tell.
func (w *Worker) message(ctx context.Context, company booking.CompanyID, d *messagedb.Claim) (channel.Message, compose.Page, error) {
	var browser *channel.Push
	if d.Channel == telling.Push {
		var err error
		if browser, err = w.browser(ctx, company, d); err != nil {
			return channel.Message{}, compose.Page{}, err
		}
	}
	p, err := w.page(ctx, company, d)
	if err != nil {
		return channel.Message{}, p, err
	}
	m, err := p.Message(d.Delivery)
	if err != nil {
		return channel.Message{}, p, err
	}
	if m.Push = browser; browser != nil {
		browser.Path = w.pathOf(p)
	}
	voice, err := w.voice(ctx, w.DB.Of(company), d.Audience, d.Event, d.Locale)
	m.Company, m.FromName = company, voice.SenderName
	if m.ReplyTo, m.ReplyName = p.ReplyTo, p.ReplyName; m.ReplyTo == "" {
		m.ReplyTo, m.ReplyName = voice.ReplyTo, ""
	}
	if d.Audience == telling.ForTeam {
		m.Unsubscribe = cmp.Or(p.Settings, w.BaseURL+"/settings/notifications")
	}
	if o := p.Invited; o != nil && d.Channel == telling.Email {
		m.Invitation = compose.Invitation(*o, m, p)
	}
	if d.Audience == telling.ForClient && compose.ByTheClock(d.Event) && d.Channel == telling.Email {
		m.Unsubscribe, m.OneClick = p.Off, p.Off != ""
	}
	return m, p, err
}

func (w *Worker) page(ctx context.Context, company booking.CompanyID, d *messagedb.Claim) (compose.Page, error) {
	scope, err := w.seenBy(ctx, company, d.Delivery)
	if err != nil {
		return compose.Page{}, err
	}
	switch {
	case d.Event == booking.TestMessage:
		voice, err := w.voice(ctx, scope, d.Audience, d.Event, d.Locale)
		page := "/settings/notifications"
		if d.Own != "" {
			page = compose.OwnSettings
		}
		return compose.Trial(d.Locale, voice.SenderName, w.BaseURL+page), err
	case d.Event == booking.DailySheet:
		return w.sheetPage(ctx, scope, d)
	case d.Lead != "":
		return w.leadPage(ctx, scope, d)
	case d.Own != "":
		return w.ownPage(ctx, scope, d)
	}
	return w.bookingPage(ctx, scope, d)
}

func (w *Worker) bookingPage(ctx context.Context, scope db.Scope, d *messagedb.Claim) (compose.Page, error) {
	notification, err := messagedb.ReadNotificationContext(ctx, scope, d.Booking)
	if err != nil {
		return compose.Page{}, err
	}
	now := notification.Snapshot()
	event, reason, tell := telling.NetEvent(d.Before, now, d.Event)
	if !tell {
		return compose.Page{}, dropped{reason}
	}
	if event == booking.BookingWaits && notification.Status != booking.Pending {
		return compose.Page{}, dropped{telling.DropHandled}
	}
	d.Event, d.Told = event, &now
	if d.Shown && (event == booking.BookingConfirmed || event == booking.BookingRejected) {
		return compose.Page{}, dropped{telling.DropShown}
	}
	if d.Audience == telling.ForClient {
		return w.clientPage(ctx, scope, d, notification.In(d.Locale))
	}
	return w.teamPage(ctx, scope, d, notification)
}

// teamPage is what a member or a chat is told of a booking.
func (w *Worker) teamPage(ctx context.Context, scope db.Scope, d *messagedb.Claim, o messagedb.NotificationContext) (compose.Page, error) {
	voice, err := w.voice(ctx, scope, telling.ForTeam, d.Event, d.Locale)
	if err != nil {
		return compose.Page{}, err
	}
	o = modest(o, voice.Standing)
	o.Contact.Name = telling.Defused(o.Contact.Name) // whoever typed it, it is a name
	if reserved(d, voice.Standing) {
		o.Contact, o.Answers = booking.Contact{Name: clientdb.Nameless}, nil
	}
	p := compose.Booking(d.Delivery, o, d.Before, voice, w.BaseURL)
	if d.Channel == telling.Telegram {
		p.Buttons = compose.BookingButtons(d.Locale, scope.Company(), d.Delivery, o, p.URL)
	}
	return p, nil
}

// seenBy is what a delivery's recipient may be told of the company: for the team's messages
// it is what he may see in the panel.
func (w *Worker) seenBy(ctx context.Context, company booking.CompanyID, d telling.Delivery) (db.Scope, error) {
	scope := w.DB.Of(company)
	if d.Audience == telling.ForClient {
		return scope, nil
	}
	hides, err := messagedb.HidesContacts(ctx, scope, d.Channel, d.Recipient)
	return scope.Seen(hides), err
}

// clientPage is what a booking's client is told, at the address that the booking has, or in the chat that he has
// now, unless it comes by the clock and its time is not now.
func (w *Worker) clientPage(ctx context.Context, scope db.Scope, d *messagedb.Claim, o messagedb.NotificationContext) (compose.Page, error) {
	inChat := d.Channel == telling.Telegram
	switch {
	case inChat && o.Chat == "":
		return compose.Page{}, dropped{telling.DropLeft}
	case inChat:
		d.Recipient = o.Chat
	case o.Contact.Email == "":
		return compose.Page{}, dropped{telling.DropNowhere}
	case o.Dead:
		return compose.Page{}, dropped{telling.DropAddress}
	case compose.ByTheClock(d.Event) && o.Instead:
		return compose.Page{}, dropped{telling.DropChat}
	default:
		d.Recipient = o.Contact.Email
	}
	d.Proven, d.ByDesk = o.Proven, o.Source != booking.FromWidget && o.Source != booking.FromLead
	off, err := messagedb.RemindersOff(ctx, scope, o.Booking)
	if err != nil {
		return compose.Page{}, err
	}
	if err := dueToClient(d.Delivery, o, off, time.Now()); err != nil {
		return compose.Page{}, err
	}
	voice, err := w.voice(ctx, scope, telling.ForClient, compose.ClientEvent(d.Event, o.Status), d.Locale)
	if err != nil {
		return compose.Page{}, err
	}
	if o.Status == booking.Pending {
		settings, err := messagedb.TellingSettings(ctx, scope)
		if err != nil {
			return compose.Page{}, err
		}
		o.Answer = settings.LetGoAt(o.Since, o.Start, o.Zone).In(o.Zone)
	}
	address := d.Recipient
	if inChat {
		address = ""
	}
	p := compose.ForClient(d.Delivery, toClient(modest(o, voice.Standing)), d.Before, voice, w.Links.visit(scope.Company(), o.Booking, address))
	if inChat {
		return w.chatPage(scope, d.Delivery, p, o), nil
	}
	if compose.ByTheClock(d.Event) {
		if p.Off = w.Links.reminders(scope.Company(), o.Booking); p.Off != "" {
			p.Stop = compose.StopWords(d.Locale)
		}
	}
	return p, nil
}
