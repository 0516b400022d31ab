package views

import (
	"slices"
	"strconv"

	"okno/booking"
)

// RecipientList is the fragment #recipients: who is told of what.
type RecipientList struct {
	W    *Words
	Rows []RecipientRow
}

// RecipientRow is one of them.
type RecipientRow struct {
	Key           string // of the row, for the page
	User          booking.UserID
	ID            booking.ID
	Name, Address string // the address "" where the name says it
	Kind, Icon    string
	Maker         string // who added it, "" where nobody is known to have
	Broken        string
	Fresh         bool // it has just been connected
	CanChange     bool
	CanRemove     bool
	Rules         []RuleTick
}

// RuleTick is one thing to be told of.
type RuleTick struct {
	Rule   booking.Event
	Label  string
	Ticked bool
}

var recipientIcons = map[booking.RecipientKind]string{
	booking.RecipientMember: "user", booking.RecipientAddress: "mail", booking.RecipientChat: "send",
}

func newRecipientList(base Base, recipients []booking.Recipient, me booking.UserID, fresh booking.ID) RecipientList {
	w := base.W()
	list := RecipientList{W: w}
	for _, r := range recipients {
		row := RecipientRow{
			User: r.User, ID: r.ID, Name: r.Name, Address: r.Address, Icon: recipientIcons[r.Kind], Broken: w.broken(r.Broken), Fresh: fresh != "" && fresh == r.ID,
			Kind:      w.T("notifications.kind." + string(r.Kind)),
			CanChange: r.User == me || base.Member.Role.May(booking.ChangeSetup),
		}
		if r.Maker != "" {
			row.Maker = w.T("notifications.added_by", "who", r.Maker)
		}
		switch {
		case r.Kind == booking.RecipientMember:
			row.ID, row.Key = "", "u"+strconv.FormatInt(int64(r.User), 10)
		case r.Kind == booking.RecipientChat && r.Group:
			row.Kind, row.Icon = w.T("notifications.kind.group"), "users"
		}
		if r.Kind != booking.RecipientMember {
			row.Key, row.CanRemove = string(r.ID), row.CanChange
		}
		if r.Kind != booking.RecipientMember && (r.Kind == booking.RecipientChat || r.Name == r.Address) {
			row.Address = ""
		}
		for _, rule := range booking.Rules {
			row.Rules = append(row.Rules, RuleTick{rule, w.T("notifications.rule." + string(rule)), r.Wants(rule)})
		}
		list.Rows = append(list.Rows, row)
	}
	return list
}

func (RecipientList) view() string { return "recipients" }

// RecipientSaid is what a recipient's row says of what was just done.
type RecipientSaid struct {
	Text string
	Bad  bool
	Wait string // an address to ask again soon, "" once it is over
}

// NewRecipientSaid says that it was done.
func NewRecipientSaid(locale string, said booking.Sentence) RecipientSaid {
	return RecipientSaid{Text: In(locale).Say(said)}
}

// NewRecipientProblem says that it was not.
func NewRecipientProblem(locale string, why booking.Sentence) RecipientSaid {
	return RecipientSaid{Text: In(locale).Say(why), Bad: true}
}

// NewTestResult says what has become of a test message, truly.
func NewTestResult(locale string, d booking.Delivery) RecipientSaid {
	w := In(locale)
	said := RecipientSaid{Text: w.T("notifications.test." + string(d.State))}
	switch d.State {
	case booking.Waiting, booking.Sending, booking.Retrying:
		said.Wait = "/settings/notifications/tests/" + string(d.ID)
	case booking.Parked:
		said.Bad, said.Text = true, said.Text+" "+d.Error
	}
	return said
}

func (RecipientSaid) view() string { return "recipient-said" }

// TelegramLink is the fragment that shows how a chat is connected.
type TelegramLink struct {
	W     *Words
	URL   string
	Bot   string
	Ask   string // the address that says whether it has been used
	Group bool
	Code  QR
}

// NewTelegramLink makes it.
func NewTelegramLink(locale, url, token, bot string, group bool) (TelegramLink, error) {
	w := In(locale)
	code, err := NewQR(url, w.T("notifications.qr"))
	return TelegramLink{W: w, URL: url, Bot: bot, Ask: "/settings/notifications/telegram/" + token, Group: group, Code: code}, err
}

func (TelegramLink) view() string { return "telegram-link" }

// TelegramLinked is the fragment that takes its place once a chat is connected, with
// the list that has the chat.
type TelegramLinked struct {
	Text string
	List RecipientList
}

// NewTelegramLinked makes it.
func NewTelegramLinked(base Base, recipients []booking.Recipient, me booking.UserID, fresh booking.ID) TelegramLinked {
	name := ""
	for _, r := range recipients {
		if r.ID == fresh {
			name = r.Name
		}
	}
	return TelegramLinked{base.W().T("notifications.linked", "name", name), newRecipientList(base, recipients, me, fresh)}
}

func (TelegramLinked) view() string { return "telegram-linked" }

// broken is why nothing reaches a recipient, in words. What was kept before there were
// words for it stays as Telegram put it.
func (w *Words) broken(why string) string {
	if slices.Contains(booking.Whys, booking.Why(why)) {
		return w.T("why." + why)
	}
	return why
}
