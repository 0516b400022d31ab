package settings

import (
	"strconv"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/views"
)

// RecipientList is the fragment #recipients: who is told of what.
type RecipientList struct {
	W    *views.Words
	Rows []RecipientRow
}

// RecipientRow is one of them.
type RecipientRow struct {
	Key           string // of the row, for the page
	User          booking.UserID
	ID            booking.ID
	Name, Address string // the address "" where the name says it
	Kind, Icon    string
	Browser       string // the address of a browser of whoever looks, "" elsewhere; see telling.Subscription
	Seen          string // when a browser was used last, "" elsewhere
	Maker         string // who added it, "" where nobody is known to have; whose browser it is, of others'
	Broken        string
	Fresh         bool // it has just been connected
	CanChange     bool
	CanRemove     bool
	Rules         []RuleTick
	Sheet         SheetForm
}

// RuleTick is one thing to be told of.
type RuleTick struct {
	Rule   booking.Event
	Label  string
	Ticked bool
}

var recipientIcons = map[telling.RecipientKind]string{
	telling.RecipientMember: "user", telling.RecipientAddress: "mail", telling.RecipientChat: "send",
	telling.RecipientBrowser: "bell",
}

func newRecipientList(base views.Base, d NotificationsData, fresh booking.ID) RecipientList {
	w := base.W()
	list := RecipientList{W: w}
	members := map[booking.UserID]string{}
	for _, r := range d.Recipients {
		if r.Kind == telling.RecipientMember {
			members[r.User] = r.Name
		}
	}
	for _, r := range d.Recipients {
		row := RecipientRow{
			User: r.User, ID: r.ID, Name: r.Name, Address: r.Address, Icon: recipientIcons[r.Kind], Broken: w.Broken(r.Broken), Fresh: fresh != "" && fresh == r.ID,
			Kind:      w.T("notifications.kind." + string(r.Kind)),
			CanChange: r.User == d.Me || base.Member.Role.May(booking.ChangeSetup),
		}
		if r.Maker != "" {
			row.Maker = w.T("notifications.added_by", "who", r.Maker)
		}
		switch {
		case r.Kind == telling.RecipientMember:
			row.ID, row.Key = "", "u"+strconv.FormatInt(int64(r.User), 10)
		case r.Kind == telling.RecipientChat && r.Group:
			row.Kind, row.Icon = w.T("notifications.kind.group"), "users"
		}
		if r.Kind != telling.RecipientMember {
			row.Key, row.CanRemove = string(r.ID), row.CanChange
		}
		if r.Kind != telling.RecipientMember && (r.Kind != telling.RecipientAddress || r.Name == r.Address) {
			row.Address = ""
		}
		if r.Kind == telling.RecipientBrowser {
			row.browser(w, r, d.Me, base.Made.Location())
			if r.User != d.Me {
				row.Maker = members[r.User]
			}
		}
		for _, rule := range telling.Rules {
			row.Rules = append(row.Rules, RuleTick{rule, w.T("notifications.rule." + string(rule)), r.Wants(rule)})
		}
		row.Sheet = newSheetForm(w, d, r, row.Key)
		list.Rows = append(list.Rows, row)
	}
	return list
}

// browser says of a browser when it was used last, and its name to the script of its owner's page.
func (row *RecipientRow) browser(w *views.Words, r telling.Recipient, me booking.UserID, zone *time.Location) {
	if r.User == me {
		row.Browser = r.Address
	}
	if !r.SeenAt.IsZero() {
		at := r.SeenAt.In(zone)
		row.Seen = w.T("notifications.seen", "date", booking.DateOf(at, zone), "time", at)
	}
}

func (RecipientList) View() string { return "recipients" }

// RecipientSaid is what a recipient's row says of what was just done.
type RecipientSaid struct {
	Text string
	Bad  bool
	Wait string // an address to ask again soon, "" once it is over
}

// NewRecipientSaid says that it was done.
func NewRecipientSaid(locale string, said booking.Sentence) RecipientSaid {
	return RecipientSaid{Text: views.In(locale).Say(said)}
}

// NewRecipientProblem says that it was not.
func NewRecipientProblem(locale string, why booking.Sentence) RecipientSaid {
	return RecipientSaid{Text: views.In(locale).Say(why), Bad: true}
}

// NewTestResult says what has become of a test message, truly; root is the address below which it is asked for again.
func NewTestResult(locale, root string, d telling.Delivery) RecipientSaid {
	w := views.In(locale)
	said := RecipientSaid{Text: w.T("notifications.test." + string(d.State))}
	switch d.State {
	case telling.Waiting, telling.Sending, telling.Retrying:
		said.Wait = root + "/tests/" + string(d.ID)
	case telling.Parked:
		said.Bad, said.Text = true, said.Text+" "+d.Error
	}
	return said
}

func (RecipientSaid) View() string { return "recipient-said" }

// TelegramLink is the fragment that shows how a chat is connected.
type TelegramLink struct {
	W     *views.Words
	URL   string
	Bot   string
	Ask   string // the address that says whether it has been used
	Group bool
	Code  views.QR
}

// NewTelegramLink makes it; root is the address below which it is asked whether the link has been used.
func NewTelegramLink(locale, root, url, token, bot string, group bool) (TelegramLink, error) {
	w := views.In(locale)
	code, err := views.NewQR(url, w.T("notifications.qr"))
	return TelegramLink{W: w, URL: url, Bot: bot, Ask: root + "/telegram/" + token, Group: group, Code: code}, err
}

func (TelegramLink) View() string { return "telegram-link" }

// TelegramLinked is the fragment that takes its place once a chat is connected, with
// the list that has the chat.
type TelegramLinked struct {
	Text string
	List RecipientList
}

// NewTelegramLinked makes it.
func NewTelegramLinked(base views.Base, d NotificationsData, fresh booking.ID) TelegramLinked {
	name := ""
	for _, r := range d.Recipients {
		if r.ID == fresh {
			name = r.Name
		}
	}
	return TelegramLinked{base.W().T("notifications.linked", "name", name), newRecipientList(base, d, fresh)}
}

func (TelegramLinked) View() string { return "telegram-linked" }
