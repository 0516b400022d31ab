package acts

import (
	"cmp"
	"context"
	"slices"
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
	// Own says that he acts as a specialist: by the right to see his own, on bookings of Resource, which is read with his role.
	Own      bool
	Means    booking.Act // what he is about to do as a specialist, "" where that shows later
	Resource booking.ID
	Masked   bool // the company hides its clients' contacts from him: he sees them masked
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
func (m *Member) ReadRole(ctx context.Context, a *db.Act, right booking.Right) error {
	post, err := peopledb.PostOf(ctx, a, m.User)
	if err != nil {
		return err
	}
	m.Role, m.Resource = post.Role, post.Resource
	return m.Must(right)
}

// Changing is the right by which he changes bookings.
func (m Member) Changing() booking.Right {
	if m.Own {
		return booking.SeeOwn
	}
	return booking.ChangeBookings
}

// MustTouch is nil for who may change any booking. For a specialist a booking that is not his is NotFound, as is one that is
// his no more. His post has to be read before.
func (m Member) MustTouch(b booking.Booking) error {
	if m.Own && (m.Resource == "" || b.Deleted || !slices.Contains(b.Resources, m.Resource)) {
		return booking.Fail(booking.NotFound, "error.booking_unknown")
	}
	return nil
}

// MustDo is nil for who may do everything to a booking. For a specialist what the company does not let them do is Forbidden.
func (m Member) MustDo(act booking.Act, rules booking.SpecialistRules) error {
	if !m.Own || act == "" {
		return nil
	}
	may, why := false, "error.no_right"
	switch act {
	case booking.ActArrived, booking.ActCompleted, booking.ActNoShow, booking.ActSteppedBack:
		may, why = rules.Marks, "error.own.marks"
	case booking.ActMoved:
		may, why = rules.Moves, "error.own.moves"
	case booking.ActCancelled:
		may, why = rules.Cancels, "error.own.cancels"
	case booking.ActCreated:
		may, why = rules.Books, "error.own.books"
	}
	if !may {
		return booking.Fail(booking.Forbidden, why)
	}
	return nil
}

// Sees is a text as the member sees it.
func (m Member) Sees(text string) string {
	if m.Masked {
		return booking.MaskText(text)
	}
	return text
}

// Called is how the member sees a client named, nobody's name in words.
func (m Member) Called(client booking.Contact) any {
	if client.Name == "" {
		return booking.Say("booking.nobody")
	}
	return m.Sees(client.Name)
}

// WhoActed is an actor's name as the member sees it, or what they are where they have none: a client
// acts under the name that they have typed.
func (m Member) WhoActed(a booking.Actor) any {
	if a.Name == "" {
		return booking.Say("actor." + string(a.Kind))
	}
	return m.Sees(a.Name)
}

// TypedOver is what the member has typed over a stored text, which keeps what he may not see.
func (m Member) TypedOver(typed, stored string) string {
	if m.Masked {
		return booking.Unmask(typed, stored)
	}
	return typed
}
