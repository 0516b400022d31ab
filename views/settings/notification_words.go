package settings

import (
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/views"
)

// TemplatePage is the editor of the words for one event in one language.
type TemplatePage struct {
	views.Base
	TemplateData
	Bar views.SettingsTabs
}

// TemplateData is what the page is made of.
type TemplateData struct {
	Template  telling.Template
	Own       bool // the company's, and not the program's
	CanChange bool
	OwnFrom   time.Time // when its own words begin to be sent; zero where they are
	Zone      *time.Location
	Errors    map[string]booking.Sentence
	Preview   TemplatePreview
	Began     string                // what a refused form had begun with, "" for Template
	Stored    *telling.TemplateText // what somebody else has made of it meanwhile, nil where nobody has
}

// TemplatePreview is the fragment #preview: the words as they would be sent.
type TemplatePreview struct {
	W       *views.Words
	Subject string
	Body    []string
	Problem string
	Count   string // how many SMS the Subject takes, "" where it is of none
}

// NewTemplatePage makes the page. It sets the title.
func NewTemplatePage(base views.Base, d TemplateData) TemplatePage {
	base.Section = "settings"
	d.Preview.W = base.W()
	d.Began = views.BeganWith(d.Began, d.Template.Text())
	p := TemplatePage{base, d, views.NewSettingsTabs(base, "notifications")}
	p.Title = p.Heading()
	return p
}

func (TemplatePage) View() string    { return "notification-words" }
func (TemplatePreview) View() string { return "notification-preview" }

// Counted says how many SMS a text takes.
func (p TemplatePreview) Counted(s telling.Segments) TemplatePreview {
	if p.Count = smsCount(p.W, s); s.Wide {
		p.Count += ". " + p.W.T("sms.wide")
	}
	return p
}

// NewTemplateProblem names what is wrong with a template.
func NewTemplateProblem(locale string, err *booking.Error) string {
	for _, name := range []string{"subject", "body"} {
		if s, wrong := err.Fields[name]; wrong {
			return views.In(locale).Say(s)
		}
	}
	return views.In(locale).Say(err.Sentence)
}

// ClashView is both versions, where somebody else has saved another one.
func (p TemplatePage) ClashView() *views.Clashes {
	if p.Stored == nil {
		return nil
	}
	c := &views.Clashes{W: p.W(), URL: p.URL(), Draft: "words:" + p.URL()}
	c.Add(p.W().T("notifications.words.subject"), p.Template.Subject, p.Stored.Subject)
	c.Add(p.W().T("notifications.words.body"), p.Template.Body, p.Stored.Body)
	return c
}

// Young says from when these words are sent, "" where they are.
func (p TemplatePage) Young() string {
	return youngSaid(p.W(), "notifications.words.young", p.OwnFrom, p.Zone)
}

// Heading is which message it is.
func (p TemplatePage) Heading() string {
	return wordsName(p.W(), p.Template.Audience, p.Template.Event)
}

// SMS says whether the words are of an SMS, which has one text.
func (p TemplatePage) SMS() bool { return p.Template.Audience == telling.BySMS }

// Back is the page that leads here.
func (p TemplatePage) Back() views.Choice {
	if p.SMS() {
		return views.Choice{Value: "/settings/notifications/sms", Label: p.W().T("sms.title")}
	}
	return views.Choice{Value: "/settings/notifications", Label: p.W().T("settings.tab.notifications")}
}

// About says whom the message is for, and in which language.
func (p TemplatePage) About() string {
	language := "Русский"
	if p.Template.Locale == "en" {
		language = "English"
	}
	return p.W().T("notifications.words."+string(p.Template.Audience)) + " · " + language
}

// URL is the page's own.
func (p TemplatePage) URL() string {
	return templateURL(p.Template.Audience, p.Template.Event, p.Template.Locale)
}

// Why is what is wrong with a field, "" where nothing is.
func (p TemplatePage) Why(name string) string { return p.W().Say(p.Errors[name]) }

// Variable is one that the words may name.
type Variable struct{ Name, Text string }

// Variables are all of them.
func (p TemplatePage) Variables() []Variable {
	var all []Variable
	known := telling.TemplateVariables
	if p.SMS() {
		known = telling.SMSVariables
	}
	for _, name := range known {
		all = append(all, Variable{"{{" + name + "}}", p.W().T("notifications.variable." + name)})
	}
	return all
}
