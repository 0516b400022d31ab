package compose

import (
	"bytes"
	"embed"
	htmltemplate "html/template"
	"strings"
	texttemplate "text/template"

	"okno/booking/format"
	"okno/booking/messages"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/channel"
)

// Kinds of mail about accounts; locales/account.* have their words.
const (
	MailSignUp          = "sign_up"          // confirm the address of a new company's owner
	MailSignUpKnown     = "sign_up_known"    // the address has an account already
	MailReset           = "reset"            // choose another password
	MailInvite          = "invite"           // join a company
	MailEmailNew        = "email_new"        // confirm the new address of an account
	MailEmailOld        = "email_old"        // the old address is told that it will no longer do
	MailPasswordChanged = "password_changed" // somebody has changed the password
	MailTwoFactorOn     = "two_factor_on"    // the second factor was set up
	MailTwoFactorOff    = "two_factor_off"   // it was taken away
	MailCompanyDeleting = "company_deleting" // the company is to be deleted on a day
	MailSMSDay          = "sms_day"          // a company has sent as many SMS as it wants to in a day
	MailSMSMonth        = "sms_month"        // likewise in a month
)

// AccountKinds are all of them.
var AccountKinds = []string{MailSignUp, MailSignUpKnown, MailReset, MailInvite, MailEmailNew, MailEmailOld,
	MailPasswordChanged, MailTwoFactorOn, MailTwoFactorOff, MailCompanyDeleting, MailSMSDay, MailSMSMonth}

//go:embed account/*
var accountFiles embed.FS

var (
	accountHTML = htmltemplate.Must(htmltemplate.Must(htmltemplate.ParseFS(accountFiles, "account/mail.html")).ParseFS(templates, "templates/head.html"))
	accountText = texttemplate.Must(texttemplate.ParseFS(accountFiles, "account/mail.txt"))
)

// accountBook has the words of mails about accounts.
var accountBook = messages.Read(accountFiles, "account/*.json")

// accountPage is what both templates show. Its strings are one line each.
type accountPage struct {
	Lang, Subject, Title, Text, Note string
	URL, Open                        string // of the button, "" for none
}

// Account writes a mail about an account in its recipient's language.
func Account(m messagedb.AccountMail, baseURL, path string) (channel.Message, error) {
	w := words{accountBook, format.In(m.Locale)}
	fill := blanks{}
	for name, value := range m.Blanks {
		if fill[name] = line(value); name == "Company" || name == "Who" { // typed by somebody whom the reader need not know
			fill[name] = telling.PlainName(value)
		}
	}
	dayless := m.Kind == MailCompanyDeleting && (m.Blanks["On"] == "" || m.Blanks["Till"] == "") // of an older version
	say := func(part string) string {
		if key := m.Kind + "." + part + ".dayless"; dayless && accountBook.Has(key) {
			return w.say(key, fill)
		}
		return w.say(m.Kind+"."+part, fill)
	}
	p := accountPage{Lang: m.Locale, Subject: say("subject"), Title: say("title"), Text: say("text"), Note: say("note")}
	if path != "" {
		p.URL, p.Open = strings.TrimRight(baseURL, "/")+path, say("open")
	}
	var text, html bytes.Buffer
	if err := accountText.Execute(&text, p); err != nil {
		return channel.Message{}, err
	}
	if err := accountHTML.Execute(&html, p); err != nil {
		return channel.Message{}, err
	}
	return channel.Message{ID: m.ID, To: m.Recipient, Locale: m.Locale, Subject: p.Subject, Text: text.String(), HTML: html.String()}, nil
}
