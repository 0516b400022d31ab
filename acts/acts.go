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
	"okno/db"
	"okno/notify"
)

// Base is what acts need. All fields are set once, before the first act.
type Base struct {
	DB     *db.DB
	Outbox *notify.Outbox
	Now    func() time.Time
	Random io.Reader
	Seal   *booking.Seal // of what is stored and must not be read there
	// NoSignUp says that companies are made by the command line alone: whoever runs it vouches for them.
	NoSignUp bool
	// Committed is told of every act of a company once it is committed, with
	// the company's new version. It must not block.
	Committed func(booking.CompanyID, int64)
}

// ErrUnchanged ends the transaction of an act that has nothing to write, such
// as a repeated one: no new version, and nobody is told.
var ErrUnchanged = errors.New("nothing to change")

// Act runs do in one transaction of the company and tells of it afterwards.
func (b *Base) Act(ctx context.Context, company booking.CompanyID, do func(*db.Act) error) error {
	version, err := b.DB.InAct(ctx, company, do)
	if err == nil && b.Committed != nil {
		b.Committed(company, version)
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

// Unseen notes a change that no board shows, so that none is drawn anew.
func Unseen(ctx context.Context, a *db.Act, what string, now time.Time) error {
	never := booking.Span{From: time.Unix(0, 0), To: time.Unix(1, 0)}
	return a.Changed(ctx, "", what, &never, now)
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
