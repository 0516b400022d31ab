package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/db"
	"okno/notify"
)

// SaveTelling writes how the company tells its team, on top of the revision that was seen.
func (d *Desk) SaveTelling(ctx context.Context, m Member, typed booking.TellingText, revision int) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	settings, err := typed.Settings()
	if err != nil {
		return err
	}
	return d.changeTelling(ctx, m, "notifications.saved", func(a *db.Act) error {
		stored, err := a.TellingSettings(ctx)
		if err != nil {
			return err
		}
		if stored.Revision != revision {
			return booking.Fail(booking.Conflict, "error.changed_meanwhile")
		}
		if booking.HasLink(settings.SenderName) && settings.SenderName != stored.SenderName {
			if err := d.plainName(ctx, a, settings.SenderName); booking.CodeOf(err) == booking.Invalid {
				return booking.FailFields(map[string]booking.Sentence{"sender_name": booking.Say("error.name_link")})
			} else if err != nil {
				return err
			}
		}
		return a.SaveTellingSettings(ctx, settings)
	})
}

// changeTelling performs a change of the settings, and leaves a line in the audit log.
func (d *Desk) changeTelling(ctx context.Context, m Member, name string, change func(*db.Act) error, detail ...string) error {
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
func (d *Desk) SetRules(ctx context.Context, m Member, who RecipientKey, wanted []booking.Event, only booking.Event) error {
	return d.ActAs(ctx, &m, booking.SeeBookings, func(a *db.Act) error {
		r, err := who.find(ctx, a, m)
		if err != nil {
			return err
		}
		has := r.Rules
		r.Rules = slices.DeleteFunc(slices.Clone(booking.Rules), func(e booking.Event) bool {
			if only != "" && e != only {
				return !slices.Contains(has, e)
			}
			return !slices.Contains(wanted, e)
		})
		id, err := a.PutRecipient(ctx, r)
		if err != nil || r.Broken == "" {
			return err
		}
		return a.BreakAgain(ctx, id, r.Broken)
	})
}

// RecipientKey names a recipient: by his user where he is a member told by mail, else by its id.
type RecipientKey struct {
	User booking.UserID
	ID   booking.ID
}

// find gives the recipient to a member who may change what it is told.
func (k RecipientKey) find(ctx context.Context, a *db.Act, m Member) (booking.Recipient, error) {
	list, err := a.Recipients(ctx)
	if err != nil {
		return booking.Recipient{}, err
	}
	for _, r := range list {
		if k.ID != "" && r.ID == k.ID || k.ID == "" && r.Kind == booking.RecipientMember && r.User == k.User {
			if r.User == m.User {
				return r, nil
			}
			return r, m.Must(booking.ChangeSetup)
		}
	}
	return booking.Recipient{}, booking.Fail(booking.NotFound, "error.recipient_unknown")
}

// AddAddress lets the team's mail go to one more address.
func (d *Desk) AddAddress(ctx context.Context, m Member, typed, locale string) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	address, ok := booking.ParseEmail(typed)
	if !ok {
		return booking.FailFields(map[string]booking.Sentence{"address": booking.Say("error.email")})
	}
	return d.changeTelling(ctx, m, "notifications.address_added", func(a *db.Act) error {
		list, err := a.Recipients(ctx)
		if err != nil {
			return err
		}
		n := 0
		for _, r := range list {
			if r.Kind != booking.RecipientChat && strings.EqualFold(r.Address, address) {
				return booking.FailFields(map[string]booking.Sentence{"address": booking.Say("error.address_known")})
			}
			if r.Kind == booking.RecipientAddress {
				n++
			}
		}
		if n >= booking.MaxRecipients {
			return booking.FailFields(map[string]booking.Sentence{"address": booking.Say("error.too_many_addresses", "Max", booking.MaxRecipients)})
		}
		_, err = a.PutRecipient(ctx, booking.Recipient{Kind: booking.RecipientAddress, Name: address, Address: address, Locale: locale, Rules: booking.DefaultRules(), MadeBy: m.User})
		return err
	}, "email", address)
}

// RemoveRecipient forgets an address or a chat; a member his own chat himself.
func (d *Desk) RemoveRecipient(ctx context.Context, m Member, id booking.ID) error {
	return d.ActAs(ctx, &m, booking.SeeBookings, func(a *db.Act) error {
		r, err := (RecipientKey{ID: id}).find(ctx, a, m)
		if err != nil {
			return err
		}
		if _, err := a.DeleteRecipient(ctx, id); err != nil {
			return err
		}
		return a.WriteAudit(ctx, m.Line("notifications.address_removed", d.Now(), r.AuditDetail()))
	})
}

// TestRecipient sends a test message on the way that all messages take. Its
// delivery says what became of it.
func (d *Desk) TestRecipient(ctx context.Context, m Member, who RecipientKey) (booking.ID, error) {
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
func (d *Desk) SendAgain(ctx context.Context, m Member, id booking.ID) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		again, err := a.SendAgain(ctx, id)
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
func (d *Desk) SaveTemplate(ctx context.Context, m Member, t booking.Template, seen *booking.TemplateText) (booking.TemplateText, error) {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return booking.TemplateText{}, err
	}
	t, err := t.Check()
	if err != nil {
		return booking.TemplateText{}, err
	}
	var stored booking.TemplateText
	err = d.changeTelling(ctx, m, "notifications.template_saved", func(a *db.Act) error {
		own, err := a.Templates(ctx)
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
		if err := d.ownLinks(ctx, a, t); err != nil {
			return err
		}
		return a.PutTemplate(ctx, t)
	})
	return stored, err
}

// ResetTemplate brings the program's words back.
func (d *Desk) ResetTemplate(ctx context.Context, m Member, t booking.Template) error {
	return d.changeTelling(ctx, m, "notifications.template_reset", func(a *db.Act) error { return a.DeleteTemplate(ctx, t.Audience, t.Event, t.Locale) })
}

// SetBot gives the company a Telegram bot of its own, by the token that it got
// from BotFather; without one it speaks by the installation's again.
func (d *Desk) SetBot(ctx context.Context, m Member, token string) error {
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
			return &booking.Error{Code: booking.Invalid, Sentence: booking.Say("error.invalid"), Err: err,
				Fields: map[string]booking.Sentence{"token": booking.Say("error.bot_token")}}
		}
	}
	return d.changeTelling(ctx, m, "notifications.bot_set", func(a *db.Act) error { return a.SaveTelegramBot(ctx, name, sealed) })
}

// DefaultTemplate are the program's words for an event; the panel shows them.
func DefaultTemplate(audience booking.Audience, event booking.Event, locale string) booking.Template {
	return notify.DefaultTemplate(audience, event, locale)
}

// PreviewTemplate fills a template in with a made-up booking.
func PreviewTemplate(t booking.Template, company string, zone *time.Location) (subject string, body []string) {
	return notify.Preview(t, company, zone)
}
