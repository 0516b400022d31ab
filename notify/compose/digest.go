package compose

import (
	"bytes"
	htmltemplate "html/template"
	texttemplate "text/template"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify/channel"
)

var (
	digestHTML = htmltemplate.Must(htmltemplate.Must(htmltemplate.ParseFS(templates, "templates/digest.html")).ParseFS(templates, "templates/head.html"))
	digestText = texttemplate.Must(texttemplate.ParseFS(templates, "templates/digest.txt"))
)

// Digest is what both templates show: one mail for all that waits for a recipient.
type Digest struct {
	Lang, Subject, Title, Note string
	Companies                  []digestCompany
}

// digestCompany is what one company has to say, message by message.
type digestCompany struct {
	id       booking.CompanyID
	Name     string
	Messages []DigestMessage
}

// DigestMessage is one notification within a digest: its text, the address of what it is about, and the words of the link to it.
type DigestMessage struct{ Text, URL, Open string }

// Add puts what a delivery has to tell below its company's name. What follows a message of the same company stands with it.
func (p *Digest) Add(company booking.CompanyID, name string, m DigestMessage) {
	i := len(p.Companies) - 1
	for ; i >= 0 && p.Companies[i].id != company; i-- {
	}
	if i < 0 {
		p.Companies = append(p.Companies, digestCompany{id: company, Name: name})
		i = len(p.Companies) - 1
	}
	p.Companies[i].Messages = append(p.Companies[i].Messages, m)
}

// Close says in the digest's language how much it tells.
func (p *Digest) Close() {
	words := wordsOf(p.Lang)
	n := 0
	for _, c := range p.Companies {
		n += len(c.Messages)
	}
	p.Subject, p.Title, p.Note = words.count("digest.subject", n), words.say("digest.title", nil), words.say("digest.note", nil)
}

// Message is the digest as mail: of the installation, and not of one of the companies.
func (p Digest) Message(d telling.Delivery) (channel.Message, error) {
	var text, html bytes.Buffer
	if err := digestText.Execute(&text, p); err != nil {
		return channel.Message{}, err
	}
	if err := digestHTML.Execute(&html, p); err != nil {
		return channel.Message{}, err
	}
	return channel.Message{ID: d.ID, To: d.Recipient, Locale: d.Locale, Subject: unbound(p.Subject), Text: unbound(text.String()), HTML: html.String()}, nil
}
