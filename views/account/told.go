package account

import (
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/views"
)

// OwnTold is how a specialist is told of his own bookings.
type OwnTold struct {
	Ways    []telling.Recipient // his mail first
	PushKey string              // under which browsers subscribe, "" where they cannot
	HasBot  bool
}

// Ways is the fragment #told-ways: by which ways he is told, and of what.
type Ways struct {
	W    *views.Words
	Rows []Way
}

// Way is one of them.
type Way struct {
	Key                    string // in forms and in the page
	Name, Kind, Icon, Seen string
	Browser                string // see telling.Subscription.Address, "" for anything else
	Broken                 string
	CanRemove              bool
	Ticks                  []Tick
}

// Tick is one thing to be told of, and what it means.
type Tick struct {
	Rule  booking.Event
	Label string
	On    bool
}

var wayIcons = map[telling.RecipientKind]string{telling.RecipientMember: "mail", telling.RecipientChat: "send", telling.RecipientBrowser: "bell"}

// NewWays makes the fragment; zone is that of its times.
func NewWays(w *views.Words, all []telling.Recipient, zone *time.Location) Ways {
	list := Ways{W: w}
	for _, r := range all {
		row := Way{
			Key: string(r.ID), Name: r.Name, Kind: w.T("notifications.kind." + string(r.Kind)), Icon: wayIcons[r.Kind], Broken: w.Broken(r.Broken),
			CanRemove: r.Kind != telling.RecipientMember,
		}
		switch r.Kind {
		case telling.RecipientMember:
			row.Key, row.Name = telling.OwnMail, r.Address
		case telling.RecipientBrowser:
			row.Browser = r.Address
		}
		if !r.SeenAt.IsZero() {
			at := r.SeenAt.In(zone)
			row.Seen = w.T("notifications.seen", "date", booking.DateOf(at, zone), "time", at)
		}
		for _, rule := range telling.OwnRules {
			row.Ticks = append(row.Ticks, Tick{rule, w.T("account.told." + string(rule)), r.Wants(rule)})
		}
		list.Rows = append(list.Rows, row)
	}
	return list
}

func (Ways) View() string { return "told-ways" }

// WaysLinked is the fragment that takes the place of a link once a chat is connected, with the list that has it.
type WaysLinked struct {
	Text string
	Ways Ways
}

// NewWaysLinked makes it; chat is the one that has been connected.
func NewWaysLinked(w *views.Words, all []telling.Recipient, chat booking.ID, zone *time.Location) WaysLinked {
	name := ""
	for _, r := range all {
		if r.ID == chat {
			name = r.Name
		}
	}
	return WaysLinked{w.T("notifications.linked", "name", name), NewWays(w, all, zone)}
}

func (WaysLinked) View() string { return "told-linked" }

// Ways are those of the page's specialist.
func (a Account) Ways() Ways { return NewWays(a.W(), a.Told.Ways, a.Zone) }

// Push is where he turns notifications in this browser on and off.
func (a Account) Push() views.Push {
	return views.Push{W: a.W(), Key: a.Told.PushKey, URL: "/account/told/browsers", Off: a.W().T("account.told_push")}
}
