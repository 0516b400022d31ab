// Package desk is the only place that writes: one file per act, one
// transaction each. An act checks who asks, asks booking for the rules, and
// tells nobody before it is committed.
package desk

import (
	"cmp"
	"context"
	"errors"
	"io"
	"time"

	"github.com/alexedwards/argon2id"

	"okno/booking"
	"okno/db"
	"okno/notify"
)

// Desk performs the acts. All fields are set once, before the first act.
type Desk struct {
	DB     *db.DB
	Setups *db.Setups
	Outbox *notify.Outbox
	Bots   *notify.Bots // the Telegram bots
	Now    func() time.Time
	Random io.Reader
	Seal   *booking.Seal // of what is stored and must not be read there
	// HashParams is what hashing a new password costs; nil is the recommended cost. A test sets a low one.
	HashParams *argon2id.Params
	// NoSignUp says that companies are made by the command line alone.
	NoSignUp bool
	// Host is that of the address that users see: words of companies may lead there.
	Host string
	// Settle is SettleFor, unless a test is in a hurry.
	Settle time.Duration
	// Committed is told of every act of a company once it is committed, with
	// the company's new version. It must not block.
	Committed func(booking.CompanyID, int64)

	nobody   nobody
	hashing  hashing
	failures failures
}

// Member is who asks for an act of the panel.
type Member struct {
	Company booking.CompanyID
	User    booking.UserID
	Name    string
	Role    booking.Role
	Address string // where the request comes from, for the audit log
	Section string // of the panel that it belongs to, such as "services"; likewise
	Origin  string // where from he acts: "" for the panel, "telegram"
	Masked  bool   // the company hides its clients' contacts from him: he sees them masked
	// Resolutions are what he says about the bookings that a change of the setup hits;
	// nil where he has not been asked.
	Resolutions *booking.Resolutions
}

func (m Member) actor() booking.Actor {
	return booking.Actor{Kind: booking.Member, User: m.User, Name: m.Name, Origin: cmp.Or(m.Origin, "board")}
}

// line is a line of the audit log about an act of the member's.
func (m Member) line(act string, now time.Time, detail map[string]string) booking.AuditLine {
	return booking.AuditLine{At: now, Act: act, Actor: m.actor(), Address: m.Address, Detail: detail}
}

func (m Member) must(right booking.Right) error {
	if !m.Role.May(right) {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	return nil
}

// sees is a text as the member sees it.
func (m Member) sees(text string) string {
	if m.Masked {
		return booking.MaskText(text)
	}
	return text
}

// typedOver is what the member has typed over a stored text, which keeps what he may not see.
func (m Member) typedOver(typed, stored string) string {
	if m.Masked {
		return booking.Unmask(typed, stored)
	}
	return typed
}

// act runs do in one transaction of the company and tells of it afterwards.
func (d *Desk) act(ctx context.Context, company booking.CompanyID, do func(*db.Act) error) error {
	version, err := d.DB.InAct(ctx, company, do)
	if err == nil && d.Committed != nil {
		d.Committed(company, version)
	}
	return err
}

// actAs is act for a member. What he may do is read in the transaction, which no change of
// the team can run beside: an act that was begun before his rights were taken does not go
// through. do finds m's role as it is now.
func (d *Desk) actAs(ctx context.Context, m *Member, right booking.Right, do func(*db.Act) error) error {
	return d.act(ctx, m.Company, func(a *db.Act) error {
		if err := m.stands(ctx, a, right); err != nil {
			return err
		}
		return do(a)
	})
}

// stands reads the member's role as it is now, and asks it for the right.
func (m *Member) stands(ctx context.Context, a *db.Act, right booking.Right) (err error) {
	if m.Role, err = a.RoleOf(ctx, m.User); err != nil {
		return err
	}
	return m.must(right)
}

// errUnchanged ends the transaction of an act that has nothing to write, such
// as a repeated one: no new version, and nobody is told.
var errUnchanged = errors.New("nothing to change")
