package settings

import (
	"slices"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/views"
)

// Notifications is the page GET /settings/notifications.
type Notifications struct {
	views.Base
	NotificationsData
	Bar  views.SettingsTabs
	List RecipientList
}

// NotificationsData is what the page is made of.
type NotificationsData struct {
	Settings    telling.TellingSettings
	Typed       telling.TellingText // as stored, or as it was typed
	Recipients  []telling.Recipient
	Resources   []booking.Resource // of the company, in their order
	Templates   []telling.Template // the company's own
	Me          booking.UserID
	CanChange   bool
	Zone        string
	HasBot      bool
	PushKey     string // under which browsers subscribe, "" where they cannot
	Now         time.Time
	OwnFrom     time.Time // when the company begins to speak in its own words; zero where it does
	CompanyZone *time.Location
	Address     string // of a new recipient, as it was typed
	Errors      map[string]booking.Sentence
	Problem     booking.Sentence
	Began       string // what the refused settings had begun with, "" for those that are stored
	Clash       bool   // they have been changed since Typed was begun

	// The recipient whose daily sheet was refused as it was typed, and why; "" for none.
	SheetUser  booking.UserID
	SheetID    booking.ID
	SheetTyped telling.SheetText
	SheetWhy   booking.Sentence
}

// NotificationsSaid are what may have just been done, as the address says it.
var NotificationsSaid = []string{"browser", "saved", "address", "removed", "bot", "words", "reset"}

// NewNotifications makes the page. It sets the title.
func NewNotifications(base views.Base, d NotificationsData) Notifications {
	base.Section, base.Title = "settings", base.W().T("settings.tab.notifications")
	d.Began = views.BeganWith(d.Began, d.Settings.Text())
	return Notifications{base, d, views.NewSettingsTabs(base, "notifications"), newRecipientList(base, d, "")}
}

func (Notifications) View() string { return "notifications" }

// Push is where notifications in this browser are turned on and off.
func (n Notifications) Push() views.Push {
	return views.Push{W: n.W(), Key: n.PushKey, URL: "/settings/notifications/browsers", Off: n.W().T("push.off")}
}

// Why is what is wrong with a field, "" where nothing is.
func (n Notifications) Why(name string) string { return n.W().Say(n.Errors[name]) }

// ClashView is both versions of the settings, where somebody else has changed them.
func (n Notifications) ClashView() *views.Clashes {
	if !n.Clash {
		return nil
	}
	c, now := &views.Clashes{W: n.W(), URL: "/settings/notifications", Draft: "notify-settings"}, n.Settings.Text()
	for _, f := range []struct{ name, yours, now string }{
		{"quiet_from", n.Typed.QuietFrom, now.QuietFrom}, {"quiet_to", n.Typed.QuietTo, now.QuietTo}, {"lead_wait", n.Typed.LeadWait, now.LeadWait},
		{"sheet_at", n.Typed.SheetAt, now.SheetAt}, {"sender_name", n.Typed.SenderName, now.SenderName}, {"reply_to", n.Typed.ReplyTo, now.ReplyTo},
		{"clients", n.clientChats(n.Typed.Clients), n.clientChats(now.Clients)},
	} {
		c.Add(n.W().T("notifications."+f.name), f.yours, f.now)
	}
	return c
}

// Young says from when the company speaks in its own words and under its own name, "" where it does.
func (n Notifications) Young() string {
	return youngSaid(n.W(), "notifications.young", n.OwnFrom, n.CompanyZone)
}

// youngSaid is a sentence about the day from which a company speaks for itself.
func youngSaid(w *views.Words, key string, from time.Time, zone *time.Location) string {
	if from.IsZero() {
		return ""
	}
	return w.T(key, "date", w.Day(booking.DateOf(from, zone)))
}

// ClientChats are the choices of how clients are told in Telegram.
func (n Notifications) ClientChats() []views.Choice {
	var all []views.Choice
	for _, each := range telling.ClientChatChoices {
		all = append(all, views.Choice{Value: string(each), Label: n.clientChats(string(each)), Chosen: string(each) == n.Typed.Clients})
	}
	return all
}

func (n Notifications) clientChats(each string) string {
	if each == "" { // it was not asked for
		return ""
	}
	return n.W().T("notifications.clients." + each)
}

// Trouble is what the act was refused for.
func (n Notifications) Trouble() string { return n.W().Say(n.Problem) }

// Bot names the bot by which the company speaks.
func (n Notifications) Bot() string {
	switch {
	case n.Settings.Bot != "":
		return n.W().T("notifications.bot.own", "bot", "@"+n.Settings.Bot)
	case n.HasBot:
		return n.W().T("notifications.bot.shared")
	}
	return n.W().T("notifications.bot.none")
}

// WordsGroup are the messages to one audience for which a company can have words of its own.
type WordsGroup struct {
	Heading string
	Events  []WordsEvent
}

// WordsEvent is one message in both languages.
type WordsEvent struct {
	Name  string
	Links []WordsLink
}

// WordsLink leads to the words of one language.
type WordsLink struct {
	URL, Label, Lang string
	Own              bool
}

// Words are all messages that the company can put into words of its own.
func (n Notifications) Words() []WordsGroup {
	var groups []WordsGroup
	for _, audience := range []telling.Audience{telling.ForClient, telling.ForTeam} {
		g := WordsGroup{Heading: n.W().T("notifications.words." + string(audience))}
		for _, event := range telling.TemplateEvents[audience] {
			e := WordsEvent{Name: wordsName(n.W(), audience, event)}
			for _, language := range n.Languages() {
				e.Links = append(e.Links, WordsLink{
					URL:   templateURL(audience, event, language.Value),
					Label: language.Label, Lang: language.Value,
					Own: slices.ContainsFunc(n.Templates, func(t telling.Template) bool {
						return t.Audience == audience && t.Event == event && t.Locale == language.Value
					}),
				})
			}
			g.Events = append(g.Events, e)
		}
		groups = append(groups, g)
	}
	return groups
}

// wordsName is what a message is called among those that have words of their own: a
// client's new booking is one message while it waits, and another once it stands.
func wordsName(w *views.Words, audience telling.Audience, event booking.Event) string {
	if audience == telling.ForClient && (event == booking.BookingCreated || event == booking.BookingConfirmed) {
		return w.T("notifications.words." + string(event))
	}
	return w.T("event." + string(event))
}

func templateURL(audience telling.Audience, event booking.Event, locale string) string {
	return "/settings/notifications/words/" + string(audience) + "/" + string(event) + "/" + locale
}
