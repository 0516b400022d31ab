package settings

import (
	"context"
	"slices"
	"strings"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify/channel"
	"okno/notify/compose"
)

// SaveTelling writes how the company tells its team, on top of the revision that was seen.
func (d *Desk) SaveTelling(ctx context.Context, m acts.Member, typed telling.TellingText, revision int) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	settings, err := typed.Settings()
	if err != nil {
		return err
	}
	return d.changeTelling(ctx, m, "notifications.saved", func(a *db.Act) error {
		stored, err := messagedb.TellingSettings(ctx, a.Scope)
		if err != nil {
			return err
		}
		if stored.Revision != revision {
			return booking.Fail(booking.Conflict, "error.changed_meanwhile")
		}
		if settings.Clients == "" { // it is not asked for where there is no bot
			settings.Clients = stored.Clients
		}
		if telling.HasLink(settings.SenderName) && settings.SenderName != stored.SenderName {
			if err := d.PlainName(ctx, a, settings.SenderName); booking.CodeOf(err) == booking.Invalid {
				return booking.FailFields(map[string]booking.Sentence{"sender_name": booking.Say("error.name_link")})
			} else if err != nil {
				return err
			}
		}
		return messagedb.SaveTellingSettings(ctx, a, settings)
	})
}

// changeTelling performs a change of the settings, and leaves a line in the audit log.
func (d *Desk) changeTelling(ctx context.Context, m acts.Member, name string, change func(*db.Act) error, detail ...string) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.ChangeSetup, func(a *db.Act) error {
		if err := change(a); err != nil {
			return err
		}
		var details map[string]string
		for i := 0; i+1 < len(detail); i += 2 {
			details = map[string]string{detail[i]: detail[i+1]}
		}
		return a.WriteAudit(ctx, m.Line(name, d.Now(), details))
	})
}

// SetRules says what a recipient is told of. A member may say it for himself and
// for his own chats, for others who may change the setup.
// only, where it is not "", is the one rule that was ticked or unticked: the others
// stay as they are, whatever somebody else has made of them.
func (d *Desk) SetRules(ctx context.Context, m acts.Member, who RecipientKey, wanted []booking.Event, only booking.Event) error {
	return d.ActAs(ctx, &m, booking.SeeBookings, func(a *db.Act) error {
		r, err := who.find(ctx, a, m)
		if err != nil {
			return err
		}
		has := r.Rules
		r.Rules = slices.DeleteFunc(slices.Clone(telling.Rules), func(e booking.Event) bool {
			if only != "" && e != only {
				return !slices.Contains(has, e)
			}
			return !slices.Contains(wanted, e)
		})
		_, err = d.putRules(ctx, a, r)
		return err
	})
}

// SetSheet says when a recipient gets the daily sheet, and of what: of himself alone, who has chosen which of the company's
// resources that is. A member may say it for himself and for his own chats, for others who may change the setup. Who has
// not asked for the sheet is asked nothing else: see SetRules.
func (d *Desk) SetSheet(ctx context.Context, m acts.Member, who RecipientKey, typed telling.SheetText) error {
	choice, err := typed.Choice()
	if err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.SeeBookings, func(a *db.Act) error {
		r, err := who.find(ctx, a, m)
		if err != nil {
			return err
		}
		if choice.Resource != "" {
			setup, err := a.Setup(ctx)
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(setup.Resources, func(r booking.Resource) bool { return r.ID == choice.Resource && !r.Archived }) {
				return booking.FailFields(map[string]booking.Sentence{"sheet_resource": booking.Say("error.resource_unknown")})
			}
		}
		id, err := d.putRules(ctx, a, r)
		if err != nil {
			return err
		}
		return messagedb.SaveSheet(ctx, a, id, choice)
	})
}

// putRules keeps the recipient's rules, and gives its id: a member who has the defaults of his role has none before. What is
// broken stays so.
func (d *Desk) putRules(ctx context.Context, a *db.Act, r telling.Recipient) (booking.ID, error) {
	if r.ID != "" {
		return r.ID, messagedb.PutRules(ctx, a, r.ID, r.Rules)
	}
	return messagedb.PutRecipient(ctx, a, r)
}

// RecipientKey names a recipient: by his user where he is a member told by mail, else by its id.
type RecipientKey struct {
	User booking.UserID
	ID   booking.ID
}

// find gives the recipient to a member who may change what it is told.
func (k RecipientKey) find(ctx context.Context, a *db.Act, m acts.Member) (telling.Recipient, error) {
	list, err := messagedb.Recipients(ctx, a.Scope)
	if err != nil {
		return telling.Recipient{}, err
	}
	for _, r := range list {
		if k.ID != "" && r.ID == k.ID || k.ID == "" && r.Kind == telling.RecipientMember && r.User == k.User {
			if r.User == m.User {
				return r, nil
			}
			return r, m.Must(booking.ChangeSetup)
		}
	}
	return telling.Recipient{}, booking.Fail(booking.NotFound, "error.recipient_unknown")
}

// AddAddress lets the team's mail go to one more address.
func (d *Desk) AddAddress(ctx context.Context, m acts.Member, typed, locale string) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	address, ok := booking.ParseEmail(typed)
	if !ok {
		return booking.FailFields(map[string]booking.Sentence{"address": booking.Say("error.email")})
	}
	return d.changeTelling(ctx, m, "notifications.address_added", func(a *db.Act) error {
		list, err := messagedb.Recipients(ctx, a.Scope)
		if err != nil {
			return err
		}
		n := 0
		for _, r := range list {
			if r.Kind != telling.RecipientChat && strings.EqualFold(r.Address, address) {
				return booking.FailFields(map[string]booking.Sentence{"address": booking.Say("error.address_known")})
			}
			if r.Kind == telling.RecipientAddress {
				n++
			}
		}
		if n >= telling.MaxRecipients {
			return booking.FailFields(map[string]booking.Sentence{"address": booking.Say("error.too_many_addresses", "Max", telling.MaxRecipients)})
		}
		_, err = messagedb.PutRecipient(ctx, a, telling.Recipient{Kind: telling.RecipientAddress, Name: address, Address: address, Locale: locale, Rules: telling.DefaultRules(), MadeBy: m.User})
		return err
	}, "email", address)
}

// RemoveRecipient forgets an address or a chat; a member his own chat himself.
func (d *Desk) RemoveRecipient(ctx context.Context, m acts.Member, id booking.ID) error {
	return d.ActAs(ctx, &m, booking.SeeBookings, func(a *db.Act) error {
		r, err := (RecipientKey{ID: id}).find(ctx, a, m)
		if err != nil {
			return err
		}
		if _, err := messagedb.DeleteRecipient(ctx, a, id); err != nil {
			return err
		}
		return a.WriteAudit(ctx, m.Line("notifications.address_removed", d.Now(), r.AuditDetail()))
	})
}

// TestRecipient sends a test message on the way that all messages take. Its
// delivery says what became of it.
func (d *Desk) TestRecipient(ctx context.Context, m acts.Member, who RecipientKey) (booking.ID, error) {
	var id booking.ID
	err := d.ActAs(ctx, &m, booking.SeeBookings, func(a *db.Act) error {
		r, err := who.find(ctx, a, m)
		if err != nil {
			return err
		}
		id, err = d.Outbox.Test(ctx, a, r)
		return err
	})
	return id, err
}

// SendAgain lets a delivery that was given up wait once more.
func (d *Desk) SendAgain(ctx context.Context, m acts.Member, id booking.ID) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		again, err := messagedb.SendAgain(ctx, a, id)
		if err != nil {
			return err
		}
		if !again {
			return booking.Fail(booking.Conflict, "error.delivery_not_parked")
		}
		return d.Outbox.Again(ctx, a, id)
	})
}

// SaveTemplate writes the company's own words for an event. seen is what its
// writer began with, nil for whatever stands there: what somebody else has made
// of it since is a Conflict, and comes back.
func (d *Desk) SaveTemplate(ctx context.Context, m acts.Member, t telling.Template, seen *telling.TemplateText) (telling.TemplateText, error) {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return telling.TemplateText{}, err
	}
	t, err := t.Check()
	if err != nil {
		return telling.TemplateText{}, err
	}
	var stored telling.TemplateText
	err = d.changeTelling(ctx, m, "notifications.template_saved", func(a *db.Act) error {
		own, err := messagedb.Templates(ctx, a.Scope)
		if err != nil {
			return err
		}
		stored = DefaultTemplate(t.Audience, t.Event, t.Locale).Text()
		for _, each := range own {
			if each.Audience == t.Audience && each.Event == t.Event && each.Locale == t.Locale {
				stored = each.Text()
			}
		}
		if err := asBegun(seen, t.Text(), stored); err != nil {
			return err
		}
		if err := d.OwnLinks(ctx, a, t); err != nil {
			return err
		}
		return messagedb.PutTemplate(ctx, a, t)
	})
	return stored, err
}

// ResetTemplate brings the program's words back.
func (d *Desk) ResetTemplate(ctx context.Context, m acts.Member, t telling.Template) error {
	return d.changeTelling(ctx, m, "notifications.template_reset", func(a *db.Act) error { return messagedb.DeleteTemplate(ctx, a, t.Audience, t.Event, t.Locale) })
}

// SetBot gives the company a Telegram bot of its own, by the token that it got
// from BotFather; without one it speaks by the installation's again.
func (d *Desk) SetBot(ctx context.Context, m acts.Member, token string) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	token = strings.TrimSpace(token)
	var name string
	var sealed []byte
	if token != "" {
		if len(token) > 200 || strings.ContainsAny(token, "/?#% \t\r\n") {
			return booking.FailFields(map[string]booking.Sentence{"token": booking.Say("error.bot_token")})
		}
		var err error
		if name, sealed, err = d.Bots.Try(ctx, m.Company, token); err != nil { // over the network: before the transaction
			return botRefused(err)
		}
	}
	return d.changeTelling(ctx, m, "notifications.bot_set", func(a *db.Act) error {
		stored, err := messagedb.TellingSettings(ctx, a.Scope)
		if err != nil {
			return err
		}
		if stored.Bot != name { // clients have connected their chats with the one before
			if err := messagedb.EndClientChats(ctx, a); err != nil {
				return err
			}
		}
		return messagedb.SaveTelegramBot(ctx, a, name, sealed)
	})
}

// botRefused tells a token that Telegram does not know from a Telegram that says nothing of it for now.
func botRefused(err error) error {
	says := "error.bot_untried"
	if channel.IsRefused(err) {
		says = "error.bot_token"
	}
	return &booking.Error{Code: booking.Invalid, Sentence: booking.Say("error.invalid"), Err: err, Fields: map[string]booking.Sentence{"token": booking.Say(says)}}
}

// DefaultTemplate are the program's words for an event; the panel shows them.
func DefaultTemplate(audience telling.Audience, event booking.Event, locale string) telling.Template {
	return compose.DefaultTemplate(audience, event, locale)
}

// PreviewTemplate fills a template in with a made-up booking.
func PreviewTemplate(t telling.Template, company string, zone *time.Location) (subject string, body []string) {
	return compose.Preview(t, company, zone)
}
