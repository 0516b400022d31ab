package acts

import (
	"cmp"
	"context"
	"time"

	"okno/booking"
	"okno/db"
	"okno/db/peopledb"
)

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

// Actor is the member as history names him.
func (m Member) Actor() booking.Actor {
	return booking.Actor{Kind: booking.Member, User: m.User, Name: m.Name, Origin: cmp.Or(m.Origin, "board")}
}

// Line is a line of the audit log about an act of the member's.
func (m Member) Line(act string, now time.Time, detail map[string]string) booking.AuditLine {
	return booking.AuditLine{At: now, Act: act, Actor: m.Actor(), Address: m.Address, Detail: detail}
}

// Must is Forbidden unless the member has the right.
func (m Member) Must(right booking.Right) error {
	if !m.Role.May(right) {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	return nil
}

// ReadRole reads the member's role as it is now, and asks it for the right.
func (m *Member) ReadRole(ctx context.Context, a *db.Act, right booking.Right) (err error) {
	if m.Role, err = peopledb.RoleOf(ctx, a, m.User); err != nil {
		return err
	}
	return m.Must(right)
}

// Sees is a text as the member sees it.
func (m Member) Sees(text string) string {
	if m.Masked {
		return booking.MaskText(text)
	}
	return text
}

// TypedOver is what the member has typed over a stored text, which keeps what he may not see.
func (m Member) TypedOver(typed, stored string) string {
	if m.Masked {
		return booking.Unmask(typed, stored)
	}
	return typed
}
