package settings

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify/push"
)

// PushKey is the public key under which browsers subscribe, an uncompressed point of P-256.
func (d *Desk) PushKey(ctx context.Context) ([]byte, error) {
	return (&push.Keys{DB: d.DB, Seal: d.Seal}).Public(ctx)
}

// AddBrowser lets a member be told in the browser that he asks from, for as long as he is signed in there: session is
// the hash of its id. He is told there of what he is told by mail, of the usual where that is nothing.
func (d *Desk) AddBrowser(ctx context.Context, m acts.Member, session []byte, s telling.Subscription, name, locale string) error {
	if err := m.Must(booking.SeeBookings); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.SeeBookings, func(a *db.Act) error {
		list, err := messagedb.Recipients(ctx, a.Scope)
		if err != nil {
			return err
		}
		r := telling.Recipient{Kind: telling.RecipientBrowser, User: m.User, Address: s.Address(), Name: name, Locale: locale, Rules: telling.DefaultRules()}
		others, known := 0, false
		for _, each := range list {
			switch {
			case each.User != m.User:
			case each.Kind == telling.RecipientMember && len(each.Rules) > 0:
				r.Rules = each.Rules
			case each.Kind == telling.RecipientBrowser && each.Address == r.Address:
				known = true
			case each.Kind == telling.RecipientBrowser:
				others++
			}
		}
		if others >= telling.MaxBrowsers {
			return booking.Fail(booking.Conflict, "error.too_many_browsers", "Max", telling.MaxBrowsers)
		}
		if err := messagedb.PutBrowser(ctx, a, r, s, session); err != nil || known {
			return err
		}
		return a.WriteAudit(ctx, m.Line("notifications.browser_added", d.Now(), r.AuditDetail()))
	})
}
