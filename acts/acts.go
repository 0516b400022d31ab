// Package acts is what everything that writes has in common: the member who asks, and
// the one transaction in which an act of a company runs.
package acts

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/secret"
	"okno/db"
	"okno/notify"
	"okno/notify/sms"
	"okno/notify/telegram"
)

// Base is what acts need. All fields are set once, before the first act.
type Base struct {
	DB     *db.DB
	Outbox *notify.Outbox
	Now    func() time.Time
	Random io.Reader
	Seal   *secret.Seal   // of what is stored and must not be read there
	Setups *db.Setups     // of the companies that were asked for, as they were read last
	Bots   *telegram.Bots // of the installation and of companies
	SMS    *sms.Secrets   // of companies' providers
	// Host is that of the address that users see: words of companies may lead there.
	Host string
	// NoSignUp says that companies are made by the command line alone: whoever runs it vouches for them.
	NoSignUp bool
	// Committed is told of every act of a company once it is committed, with
	// the company's new version. It must not block.
	Committed func(booking.CompanyID, int64)
	// Counted is told of everything that an act has written into the change feed, once it is committed; nil: nobody counts.
	Counted func(booking.Act)
}

// ErrUnchanged ends the transaction of an act that has nothing to write, such
// as a repeated one: no new version, and nobody is told.
var ErrUnchanged = errors.New("nothing to change")

// Act runs do in one transaction of the company and tells of it afterwards.
func (b *Base) Act(ctx context.Context, company booking.CompanyID, do func(*db.Act) error) error {
	var done *db.Act
	version, err := b.DB.InAct(ctx, company, func(a *db.Act) error { done = a; return do(a) })
	if err == nil && b.Committed != nil {
		b.Committed(company, version)
	}
	if err == nil && b.Counted != nil {
		for _, act := range done.Acts() {
			b.Counted(act)
		}
	}
	return err
}

// ActAs is Act for a member. What he may do is read in the transaction, which no change of
// the team can run beside: an act that was begun before his rights were taken does not go
// through. do finds m's role as it is now.
func (b *Base) ActAs(ctx context.Context, m *Member, right booking.Right, do func(*db.Act) error) error {
	return b.Act(ctx, m.Company, func(a *db.Act) error {
		if err := m.ReadRole(ctx, a, right); err != nil {
			return err
		}
		return do(a)
	})
}

// MailAccount writes a mail about an account into the transaction; path is its
// link's, "" for none, and is sealed where it is stored.
func (b *Base) MailAccount(ctx context.Context, tx *sqlx.Tx, m notify.AccountMail, path string) error {
	var err error
	if m.ID, err = booking.NewID(b.Random); err != nil {
		return err
	}
	if path != "" {
		if m.Sealed, err = b.Seal.Close(notify.AccountSeal, []byte(path)); err != nil {
			return err
		}
	}
	return b.Outbox.AccountMail(ctx, tx, m)
}

// WrongField is the refusal of one field of a form.
func WrongField(name, key string, pairs ...any) error {
	return booking.FailFields(map[string]booking.Sentence{name: booking.Say(key, pairs...)})
}

// NewIDs are n ids that nothing has yet.
func (b *Base) NewIDs(n int) ([]booking.ID, error) {
	ids := make([]booking.ID, n)
	for i := range ids {
		var err error
		if ids[i], err = booking.NewID(b.Random); err != nil {
			return nil, err
		}
	}
	return ids, nil
}
