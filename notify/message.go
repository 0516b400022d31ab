package notify

import (
	"context"

	"okno/booking"
	"okno/db"
)

// message is what a delivery says now. It settles the delivery's event, which is the
// net effect of all that was done since the recipient was told last, and what
// he is told of the booking; a dropped error says that there is nothing to tell.
func (w *Worker) message(ctx context.Context, company booking.CompanyID, d *db.Claim) (Message, error) {
	p, err := w.page(ctx, company, d)
	if err != nil {
		return Message{}, err
	}
	m, err := p.message(d.Delivery)
	if err != nil {
		return Message{}, err
	}
	voice, err := w.DB.Of(company).Voice(ctx, d.Audience, d.Event, d.Locale)
	m.Company, m.FromName, m.ReplyTo = company, voice.SenderName, voice.ReplyTo
	if d.Audience == booking.ForTeam {
		m.Unsubscribe = w.BaseURL + "/settings/notifications"
	}
	return m, err
}

func (w *Worker) page(ctx context.Context, company booking.CompanyID, d *db.Claim) (page, error) {
	scope := w.DB.Of(company)
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
	occasion, err := scope.Occasion(ctx, d.Booking)
	if err != nil {
		return page{}, err
	}
	now := occasion.Snapshot()
	event, reason, tell := booking.NetEvent(d.Before, now, d.Event)
	if !tell {
		return page{}, dropped{reason}
	}
	d.Event, d.Told = event, &now
	if d.Shown && (event == booking.BookingConfirmed || event == booking.BookingRejected) {
		return page{}, dropped{booking.DropShown}
	}
	voice, err := scope.Voice(ctx, d.Audience, d.Event, d.Locale)
	if err != nil {
		return page{}, err
	}
	if d.Audience == booking.ForClient {
		return composeForClient(d.Delivery, occasion, voice), nil
	}
	p := compose(d.Delivery, occasion, voice, w.BaseURL)
	if d.Channel == booking.Telegram {
		p.Buttons = bookingButtons(wordsOf(d.Locale), scope.Company(), d.Delivery, occasion, p.URL)
	}
	return p, nil
}

// testPage says that messages arrive.
func (w *Worker) testPage(ctx context.Context, scope db.Scope, d *db.Claim) (page, error) {
	words := wordsOf(d.Locale)
	voice, err := scope.Voice(ctx, d.Audience, d.Event, d.Locale)
	company := line(voice.SenderName)
	return page{
		Lang: d.Locale, Company: company,
		Title: words.say("test.title", nil), Subject: words.say("test.subject", blanks{"Company": company}),
		Body: []string{words.say("test.body", nil)},
		URL:  w.BaseURL + "/settings/notifications", Open: words.say("test.open", nil),
	}, err
}
