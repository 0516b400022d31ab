package notify

import (
	"bytes"
	"embed"
	"encoding/json"
	htmltemplate "html/template"
	"strings"
	texttemplate "text/template"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"okno/booking/format"
	"okno/db"
)

//go:embed account/*
var accountFiles embed.FS

var (
	accountHTML = htmltemplate.Must(htmltemplate.Must(htmltemplate.ParseFS(accountFiles, "account/mail.html")).ParseFS(templates, "templates/head.html"))
	accountText = texttemplate.Must(texttemplate.ParseFS(accountFiles, "account/mail.txt"))
)

// accountBundle holds the words of mails about accounts.
var accountBundle = func() *i18n.Bundle {
	b := i18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, name := range []string{"en", "ru"} {
		if _, err := b.LoadMessageFileFS(accountFiles, "account/"+name+".json"); err != nil {
			panic(err) // the files are embedded; a test reads them all
		}
	}
	return b
}()

// accountPage is what both templates show. Its strings are one line each.
type accountPage struct {
	Lang, Subject, Title, Text, Note string
	URL, Open                        string // of the button, "" for none
}

// composeAccount writes a mail about an account in its recipient's language.
func composeAccount(m db.AccountMail, baseURL, path string) (Message, error) {
	w := words{i18n.NewLocalizer(accountBundle, m.Locale), format.In(m.Locale)}
	fill := blanks{}
	for name, value := range m.Blanks {
		fill[name] = line(value)
	}
	say := func(part string) string { return w.say(m.Kind+"."+part, fill) }
	p := accountPage{Lang: m.Locale, Subject: say("subject"), Title: say("title"), Text: say("text"), Note: say("note")}
	if path != "" {
		p.URL, p.Open = strings.TrimRight(baseURL, "/")+path, say("open")
	}
	var text, html bytes.Buffer
	if err := accountText.Execute(&text, p); err != nil {
		return Message{}, err
	}
	if err := accountHTML.Execute(&html, p); err != nil {
		return Message{}, err
	}
	return Message{ID: m.ID, To: m.Recipient, Locale: m.Locale, Subject: p.Subject, Text: text.String(), HTML: html.String()}, nil
}
