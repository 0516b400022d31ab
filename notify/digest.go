package notify

import (
	"bytes"
	"context"
	"errors"
	htmltemplate "html/template"
	texttemplate "text/template"
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/db"
)

var (
	digestHTML = htmltemplate.Must(htmltemplate.Must(htmltemplate.ParseFS(templates, "templates/digest.html")).ParseFS(templates, "templates/head.html"))
	digestText = texttemplate.Must(texttemplate.ParseFS(templates, "templates/digest.txt"))
)

// digestPage is what both templates show: one mail for all that waits for a recipient.
type digestPage struct {
	Lang, Subject, Title, Note string
	Companies                  []digestCompany
}

// digestCompany is what one company has to say, message by message.
type digestCompany struct {
	id       booking.CompanyID
	Name     string
	Messages []digestMessage
}

type digestMessage struct{ Text, URL, Open string }

// digest sends in one mail what waits for the recipient of a delivery because he has had enough of
// them for a day, from whatever companies. What has nothing left to tell is dropped; the
// delivery that the digest is made for ends as it does.
func (w *Worker) digest(ctx context.Context, company booking.CompanyID, d *db.Claim) error {
	pace, one := w.Pace.orUsual(), abuse.DigestFor
	one.Per = pace.Every
	if err := w.within(ctx, time.Now(), one.By(d.Recipient), &heldBack{booking.HeldRecipient, pace.Look}); err != nil {
		return err
	}
	held, err := w.DB.ClaimHeld(ctx, d.Recipient, d.ID, w.Retry.Lease)
	if err != nil {
		return err
	}
	var told []db.HeldClaim
	p := digestPage{Lang: d.Locale}
	mine := p.take(ctx, w, company, d)
	for i := range held {
		err := p.take(ctx, w, held[i].Company, &held[i].Claim)
		if err == nil {
			told = append(told, held[i])
		} else if err := w.putBack(ctx, held[i], err); err != nil {
			return err
		}
	}
	if len(p.Companies) == 0 {
		return mine
	}
	words := wordsOf(d.Locale)
	n := 0
	for _, c := range p.Companies {
		n += len(c.Messages)
	}
	p.Subject, p.Title, p.Note = words.count("digest.subject", n), words.say("digest.title", nil), words.say("digest.note", nil)
	m, err := p.message(d.Delivery)
	if err == nil {
		_, err = w.Channels[d.Channel].Send(ctx, m)
	}
	for _, h := range told {
		if err := w.putBack(ctx, h, err); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	if mine == nil {
		d.Held = booking.HeldDigest
	}
	return mine
}

// take puts what a delivery has to tell into the page.
func (p *digestPage) take(ctx context.Context, w *Worker, company booking.CompanyID, d *db.Claim) error {
	if d.Expired {
		return dropped{booking.DropExpired}
	}
	m, page, err := w.message(ctx, company, d)
	if err != nil {
		return err
	}
	i := len(p.Companies) - 1
	for ; i >= 0 && p.Companies[i].id != company; i-- {
	}
	if i < 0 {
		p.Companies = append(p.Companies, digestCompany{id: company, Name: page.Company})
		i = len(p.Companies) - 1
	}
	p.Companies[i].Messages = append(p.Companies[i].Messages, digestMessage{m.Subject, page.URL, page.Open})
	return nil
}

// putBack ends what came along in a digest as the attempt at it has: nil when it has gone.
func (w *Worker) putBack(ctx context.Context, h db.HeldClaim, err error) error {
	nothing, gone := errors.AsType[dropped](err)
	switch {
	case err == nil:
		h.State, h.Held = booking.Sent, booking.HeldDigest
		return w.DB.SettleDelivery(ctx, h.Company, h.Claim, 0)
	case gone:
		h.State, h.Error, h.Told = booking.Dropped, nothing.reason, nil
		return w.DB.SettleDelivery(ctx, h.Company, h.Claim, 0)
	}
	h.State, h.Held, h.Told = booking.Retrying, booking.HeldRecipient, nil
	h.Error, h.Why = brief(err.Error()), whyOf(err)
	return w.DB.SettleDelivery(ctx, h.Company, h.Claim, w.Pace.orUsual().Look)
}

// message is the digest as mail: of the installation, and not of one of the companies.
func (p digestPage) message(d booking.Delivery) (Message, error) {
	var text, html bytes.Buffer
	if err := digestText.Execute(&text, p); err != nil {
		return Message{}, err
	}
	if err := digestHTML.Execute(&html, p); err != nil {
		return Message{}, err
	}
	return Message{ID: d.ID, To: d.Recipient, Locale: d.Locale, Subject: unbound(p.Subject), Text: unbound(text.String()), HTML: html.String()}, nil
}
