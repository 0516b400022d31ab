package own

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
)

// SetOwnRules says what he is told of his own bookings in one of his ways, by its id, telling.OwnMail for his mail. only, where it is not "",
// is the one rule that was ticked or unticked: the others stay as they are, whatever another window has made of them. Errors:
// NotFound for what is not his.
func (d *Desk) SetOwnRules(ctx context.Context, m acts.Member, id booking.ID, ticked []booking.Event, only booking.Event) error {
	return d.ofWay(ctx, m, id, func(a *db.Act, r telling.Recipient) error {
		r.Rules = telling.Chosen(r.Rules, ticked, only)
		if r.ID != "" {
			return messagedb.PutRules(ctx, a, r.ID, r.Rules)
		}
		_, err := messagedb.PutRecipient(ctx, a, r)
		return err
	})
}

// TestOwn sends a test message in one of his ways. Its delivery says what became of it.
func (d *Desk) TestOwn(ctx context.Context, m acts.Member, id booking.ID) (delivery booking.ID, err error) {
	err = d.ofWay(ctx, m, id, func(a *db.Act, r telling.Recipient) error {
		delivery, err = d.Bookings.Outbox.Test(ctx, a, r)
		return err
	})
	return delivery, err
}

// ofWay does something with one of the ways in which he can be told.
func (d *Desk) ofWay(ctx context.Context, m acts.Member, id booking.ID, do func(*db.Act, telling.Recipient) error) error {
	if err := m.Must(booking.SeeOwn); err != nil {
		return err
	}
	return d.Bookings.ActAs(ctx, &m, booking.SeeOwn, func(a *db.Act) error {
		ways, err := messagedb.OwnRecipients(ctx, a.Scope, m.User)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(ways, func(r telling.Recipient) bool {
			return id == telling.OwnMail && r.Kind == telling.RecipientMember || r.ID == id && r.Kind != telling.RecipientMember
		})
		if i < 0 {
			return booking.Fail(booking.NotFound, "error.recipient_unknown")
		}
		return do(a, ways[i])
	})
}

// AddOwnBrowser lets him be told of his own bookings in the browser that he asks from, for as long as he is signed in there: session
// is the hash of its id. It begins with all that there is; one that is known keeps what it is told of. Errors: Conflict for too many.
func (d *Desk) AddOwnBrowser(ctx context.Context, m acts.Member, session []byte, s telling.Subscription, name, locale string) error {
	if err := m.Must(booking.SeeOwn); err != nil {
		return err
	}
	r := telling.Recipient{Kind: telling.RecipientBrowser, User: m.User, Address: s.Address(), Name: name, Locale: locale, Rules: telling.OwnRules}
	return d.Bookings.ActAs(ctx, &m, booking.SeeOwn, func(a *db.Act) error {
		ways, err := messagedb.OwnRecipients(ctx, a.Scope, m.User)
		if err != nil {
			return err
		}
		others, known := 0, false
		for _, each := range ways {
			switch {
			case each.Kind != telling.RecipientBrowser:
			case each.Address == r.Address:
				known = true
			default:
				others++
			}
		}
		if others >= telling.MaxBrowsers {
			return booking.Fail(booking.Conflict, "error.too_many_browsers", "Max", telling.MaxBrowsers)
		}
		if err := messagedb.PutBrowser(ctx, a, r, s, session); err != nil || known {
			return err
		}
		return a.WriteAudit(ctx, m.Line("notifications.browser_added", d.Bookings.Now(), r.AuditDetail()))
	})
}

// RemoveOwn forgets a browser or a chat of his.
func (d *Desk) RemoveOwn(ctx context.Context, m acts.Member, id booking.ID) error {
	return d.ofWay(ctx, m, id, func(a *db.Act, r telling.Recipient) error {
		if r.Kind == telling.RecipientMember {
			return booking.Fail(booking.NotFound, "error.recipient_unknown")
		}
		if _, err := messagedb.DeleteRecipient(ctx, a, r.ID); err != nil {
			return err
		}
		return a.WriteAudit(ctx, m.Line("notifications.address_removed", d.Bookings.Now(), r.AuditDetail()))
	})
}
