package resources

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/setupdb"
)

// MakeFeed gives a resource's calendar a secret link, in place of the one it
// had, and returns the token: nobody can read it again later.
func (d *Desk) MakeFeed(ctx context.Context, m acts.Member, resource booking.ID, contacts bool) (token string, err error) {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return "", err
	}
	secret := make([]byte, 32)
	if _, err := io.ReadFull(d.Random, secret); err != nil {
		return "", err
	}
	token = base64.RawURLEncoding.EncodeToString(secret)
	now := d.Now()
	err = d.ActAs(ctx, &m, booking.ChangeSetup, func(a *db.Act) error {
		name, err := nameOf(ctx, a, resource)
		if err != nil {
			return err
		}
		feed := setupdb.CalendarFeed{Resource: resource, Contacts: contacts, CreatedAt: now, Maker: m.User}
		if err := setupdb.PutCalendarFeed(ctx, a, feed, HashFeedToken(token)); err != nil {
			return err
		}
		return a.WriteAudit(ctx, m.Line("feed.made", now, map[string]string{"resource": name}))
	})
	return token, err
}

// EndFeed makes a resource's link lead nowhere. A resource without one is left as it is.
func (d *Desk) EndFeed(ctx context.Context, m acts.Member, resource booking.ID) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	now := d.Now()
	err := d.ActAs(ctx, &m, booking.ChangeSetup, func(a *db.Act) error {
		name, err := nameOf(ctx, a, resource)
		if err != nil {
			return err
		}
		if ended, err := setupdb.DeleteCalendarFeed(ctx, a, resource); err != nil || !ended {
			return errors.Join(err, acts.ErrUnchanged)
		}
		return a.WriteAudit(ctx, m.Line("feed.ended", now, map[string]string{"resource": name}))
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}

func nameOf(ctx context.Context, a *db.Act, resource booking.ID) (string, error) {
	all, err := a.Resources(ctx)
	if err != nil {
		return "", err
	}
	r, err := kind.In(all, resource)
	return r.Name, err
}

// HashFeedToken is what the database knows of a token.
func HashFeedToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
