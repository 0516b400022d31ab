package desk_test

import (
	"context"
	"testing"
	"time"

	"okno/booking"
	"okno/db/clientdb"
	"okno/desk/bookings"
)

func (k *keeper) card(id booking.ID) booking.Client {
	k.t.Helper()
	c, err := clientdb.Client(context.Background(), k.DB.Of(k.dee.Company), id)
	k.must(err)
	return c
}

// addresses are where what waits to be told to a booking's client would go.
func (k *keeper) addresses(id booking.ID) []string {
	k.t.Helper()
	var all []string
	k.must(k.DB.Select(&all, `select distinct recipient from deliveries where booking_id = $1 and audience = 'client' and state = 'waiting' order by 1`, id))
	return all
}

// correction types a contact anew.
func correction(reach bookings.Reach, name, phone, email string) bookings.Correction {
	return bookings.Correction{Typed: booking.ContactText{Name: name, Phone: phone, Email: email}, Reach: reach}
}

var (
	typo  = booking.Contact{Name: "Vira", Phone: "+447700900102", Email: "old-typo@example.com"}
	right = booking.Contact{Name: "Vera", Phone: "+447700900112", Email: "right@example.com"}
)

// mistyped is a booking with a contact that is wrong throughout.
func (k *keeper) mistyped(at time.Duration) booking.Booking {
	k.t.Helper()
	return k.made(at, func(n *bookings.NewBooking) {
		n.Name, n.Phone, n.Email, n.TellClient = typo.Name, typo.Phone, typo.Email, true
	}).Booking
}

// A contact is corrected in one booking, on the card too, or in all that is to
// come; what waits goes to the new address, and all of it can be taken back.
func TestContactsAreCorrectedAsFarAsIsSaid(t *testing.T) {
	for reach, want := range map[bookings.Reach][3]booking.Contact{ // of the booking, the card, the other booking
		bookings.ThisBooking: {right, typo, typo}, bookings.TheCard: {right, right, typo}, bookings.AllComing: {right, right, right},
	} {
		t.Run(string(reach), func(t *testing.T) {
			k := newKeeper(t)
			b, other := k.mistyped(9*time.Hour), k.mistyped(11*time.Hour)
			holds := func(when string, booked, card, also booking.Contact) {
				t.Helper()
				if got := [3]booking.Contact{k.stands(b.ID).Contact, k.card(b.Client).Contact, k.stands(other.ID).Contact}; got != [3]booking.Contact{booked, card, also} {
					t.Errorf("%s: %+v", when, got)
				}
				for id, c := range map[booking.ID]booking.Contact{b.ID: booked, other.ID: also} {
					if got := k.addresses(id); len(got) != 1 || got[0] != c.Email {
						t.Errorf("%s: what waits goes to %v, want %s", when, got, c.Email)
					}
				}
			}
			done, err := k.Bookings.CorrectContact(context.Background(), k.dee, b.ID, correction(reach, right.Name, right.Phone, right.Email))
			k.must(err)
			holds("corrected", want[0], want[1], want[2])
			acts, last := k.lines(b.ID)
			if last.Act != "contact" || last.Detail["name_from"] != "Vira" || last.Detail["name_to"] != "Vera" || last.Detail["email_from"] != typo.Email || last.Detail["phone_to"] != right.Phone {
				t.Errorf("history: %v, %+v", acts, last)
			}
			if got := found(t, k.Desk, k.dee.Company, "900112"); len(got) != 1 {
				t.Errorf("the new number finds %v", got)
			}
			_, err = k.Bookings.Undo(context.Background(), k.dee, done.Undo)
			k.must(err)
			holds("undone", typo, typo, typo)
		})
	}
}

// Without an address there is nobody to write to; a correction of that is taken
// back with what waited.
func TestAnAddressCanBeTakenAway(t *testing.T) {
	k := newKeeper(t)
	b := k.mistyped(9 * time.Hour)
	done, err := k.Bookings.CorrectContact(context.Background(), k.dee, b.ID, correction(bookings.ThisBooking, typo.Name, typo.Phone, ""))
	k.must(err)
	_, err = k.Bookings.Undo(context.Background(), k.dee, done.Undo)
	k.must(err)
	if got := k.addresses(b.ID); len(got) != 1 || got[0] != typo.Email || k.stands(b.ID).Contact != typo {
		t.Errorf("taken back: %v", got)
	}
}

// Two people correct one booking: the second is told of the first, and an undo
// does not go over what somebody else has corrected since. A move in between is
// neither in the way of the other.
func TestCorrectionsThatMeet(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	b := k.mistyped(9 * time.Hour)
	history, err := k.DB.Of(k.dee.Company).History(ctx, b.ID)
	k.must(err)
	seen := bookings.ContactMark(history)
	olga := k.dee
	olga.User, olga.Name = 2, "Olga"
	moved, err := k.Bookings.Move(ctx, k.dee, bookings.MoveRequest{Target: bookings.Target{Booking: b.ID, Seen: b.VersionTag()}, Start: tuesday.Add(10 * time.Hour)})
	k.must(err)
	hers := correction(bookings.ThisBooking, "Olga's", typo.Phone, typo.Email)
	hers.Seen = seen
	first, err := k.Bookings.CorrectContact(ctx, olga, b.ID, hers)
	k.must(err)
	mine := correction(bookings.ThisBooking, "Mine", typo.Phone, typo.Email)
	mine.Seen = seen
	_, err = k.Bookings.CorrectContact(ctx, k.dee, b.ID, mine)
	k.says(k.refused("a second correction", err, booking.Conflict), "Olga")
	if _, err = k.Bookings.Undo(ctx, k.dee, moved.Undo); err != nil {
		t.Errorf("a correction is in the way of taking a move back: %v", err)
	}
	if got := k.stands(b.ID); got.Contact.Name != "Olga's" || !got.Start.Equal(b.Start) {
		t.Errorf("it stands %+v", got)
	}
	mine.Seen = ""
	_, err = k.Bookings.CorrectContact(ctx, k.dee, b.ID, mine)
	k.must(err)
	_, err = k.Bookings.Undo(ctx, olga, first.Undo)
	k.refused("an undo of what was corrected since", err, booking.Conflict)
}

// A number that another client has: the booking is his, or it is not; it is asked.
func TestANumberOfAnotherClient(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	b := k.mistyped(9 * time.Hour)
	zoe := k.made(11*time.Hour, func(n *bookings.NewBooking) { n.Name, n.Phone = "Zoe", right.Phone }).Booking.Client
	request := correction(bookings.ThisBooking, "Zoe", right.Phone, typo.Email)
	_, err := k.Bookings.CorrectContact(ctx, k.dee, b.ID, request)
	if e := k.refused("not asked", err, booking.Doubtful); len(e.Doubts) != 1 || e.Doubts[0].Field != "phone" || len(e.Doubts[0].Answers) != 2 {
		t.Errorf("doubts: %+v", e.Doubts)
	}
	request.Sure = booking.Sure{"same=" + string(zoe)}
	done, err := k.Bookings.CorrectContact(ctx, k.dee, b.ID, request)
	k.must(err)
	if got := k.stands(b.ID); got.Client != zoe || k.card(b.Client).Phone != typo.Phone || k.card(zoe).Email != "" {
		t.Errorf("it is %s's, and her card %+v", got.Client, k.card(zoe))
	}
	_, err = k.Bookings.Undo(ctx, k.dee, done.Undo)
	k.must(err)
	if got := k.stands(b.ID); got.Client != b.Client || got.Contact != typo {
		t.Errorf("taken back: %+v", got)
	}
	request.Sure, request.Reach = booking.Sure{"apart=" + string(zoe)}, bookings.TheCard
	_, err = k.Bookings.CorrectContact(ctx, k.dee, b.ID, request)
	k.refused("two cards with one number", err, booking.Invalid)
}

// A card is corrected with what is to come, and taken back.
func TestACardIsCorrectedWithWhatIsToCome(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	b := k.mistyped(9 * time.Hour)
	own := k.made(11*time.Hour, func(n *bookings.NewBooking) { n.Name, n.Phone, n.Email = "Mum of Vira", typo.Phone, "mum@example.com" }).Booking
	edit := bookings.CardEdit{
		Typed: booking.Typed{"name": right.Name, "phone": right.Phone, "email": right.Email}, Revision: k.card(b.Client).Revision, Coming: true, Zone: time.UTC,
	}
	undo, err := k.Bookings.SaveClient(ctx, k.dee, b.Client, edit)
	k.must(err)
	if got := k.stands(b.ID).Contact; got != right || k.addresses(b.ID)[0] != right.Email {
		t.Errorf("what is to come: %+v, %v", got, k.addresses(b.ID))
	}
	if got := k.stands(own.ID).Contact; got != (booking.Contact{Name: "Mum of Vira", Phone: right.Phone, Email: "mum@example.com"}) {
		t.Errorf("what was said for one booking went over: %+v", got)
	}
	done, err := k.Bookings.Undo(ctx, k.dee, undo)
	k.must(err)
	if done.Client != b.Client || k.card(b.Client).Contact != typo || k.stands(b.ID).Contact != typo || k.addresses(b.ID)[0] != typo.Email {
		t.Errorf("taken back: %+v", k.card(b.Client))
	}
}

// An address that the card did not have is right for what is to come: what a visitor
// left there himself is not written to any longer.
func TestAnAddressThatTheCardGetsIsThatOfWhatIsToCome(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	b := k.mistyped(9 * time.Hour)
	edit := func(is booking.Contact) booking.ID {
		t.Helper()
		undo, err := k.Bookings.SaveClient(ctx, k.dee, b.Client, bookings.CardEdit{
			Typed: booking.Typed{"name": is.Name, "phone": is.Phone, "email": is.Email}, Revision: k.card(b.Client).Revision, Coming: is.Email != "", Zone: time.UTC,
		})
		k.must(err)
		return undo
	}
	edit(booking.Contact{Name: typo.Name, Phone: typo.Phone}) // the card alone has none now
	if got := k.stands(b.ID).Contact; got != typo {
		t.Fatalf("the card alone: %+v", got)
	}
	undo := edit(right)
	if got := k.stands(b.ID).Contact; got != right || k.addresses(b.ID)[0] != right.Email {
		t.Errorf("what is to come: %+v, %v", got, k.addresses(b.ID))
	}
	_, err := k.Bookings.Undo(ctx, k.dee, undo)
	k.must(err)
	if got := k.stands(b.ID).Contact; got != typo || k.addresses(b.ID)[0] != typo.Email {
		t.Errorf("taken back: %+v", got)
	}
}

// What looks mistyped, and whose address it is, is asked once, and never kept silently.
func TestTheDeskIsAskedOnce(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	anna := k.made(9*time.Hour, func(n *bookings.NewBooking) { n.Name, n.Phone, n.Email = "Anna", typo.Phone, "anna@example.com" }).Booking
	book := func(n bookings.NewBooking) ([]booking.Doubt, booking.Booking) {
		t.Helper()
		n.Service, n.Start = "cut", tuesday.Add(12*time.Hour)
		done, err := k.Bookings.BookByDesk(ctx, k.dee, n)
		if booking.CodeOf(err) == booking.Doubtful {
			return k.refused("", err, booking.Doubtful).Doubts, booking.Booking{}
		}
		k.must(err)
		if _, err := k.Bookings.Undo(ctx, k.dee, done.Undo); err != nil {
			t.Fatal(err)
		}
		return nil, done.Booking
	}
	asked := func(n bookings.NewBooking, want ...string) {
		t.Helper()
		doubts, _ := book(n)
		var got []string
		for _, d := range doubts {
			got = append(got, d.Question.Key)
		}
		if len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
			t.Errorf("%+v is asked %v, want %v", n, got, want)
		}
	}
	asked(bookings.NewBooking{Name: "X", Phone: "+78916123456"}, "doubt.phone")
	asked(bookings.NewBooking{Name: "X", Phone: "+78916123456", Sure: booking.Sure{"phone=+78916123456"}})
	asked(bookings.NewBooking{Name: "X", Phone: "+70000000000", Sure: booking.Sure{"phone=+78916123456"}}, "doubt.phone")
	asked(bookings.NewBooking{Name: "X", Email: "ivan@mail"}, "doubt.email_meant")
	asked(bookings.NewBooking{Name: "X", Email: "ivan@mail", Sure: booking.Sure{"email=ivan@mail"}})
	asked(bookings.NewBooking{Name: "X", Email: "a@b"}, "doubt.email")
	stranger := bookings.NewBooking{Name: "Olga", Phone: "+447700900199", Email: "anna@example.com"}
	asked(stranger, "doubt.email_of")
	stranger.Sure = booking.Sure{"same=" + string(anna.Client)}
	if _, b := book(stranger); b.Client != anna.Client {
		t.Error("it was said to be Anna, and is not")
	}
	stranger.Sure = booking.Sure{"apart=" + string(anna.Client)}
	if _, b := book(stranger); b.Client == anna.Client || b.Client == "" {
		t.Error("it was said not to be Anna, and is she")
	}
	// A name that came from a card whose number is no longer there.
	asked(bookings.NewBooking{Name: "Anna", Phone: "+447700900198", Filled: anna.Client}, "doubt.name_of")
	asked(bookings.NewBooking{Name: "Anna", Phone: "+447700900198"}) // typed by hand
	asked(bookings.NewBooking{Name: "Anna", Phone: typo.Phone, Email: "anna@example.com", Filled: anna.Client})
}

// What cannot be true yet is asked, and done when it is meant.
func TestWhatCannotBeTrueYetIsAsked(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	b := k.made(9 * time.Hour).Booking
	for what, do := range map[string]func(bookings.Target) (bookings.Done, error){
		"no-show": func(target bookings.Target) (bookings.Done, error) { return k.Bookings.NoShow(ctx, k.dee, target) },
		"arrived": func(target bookings.Target) (bookings.Done, error) { return k.Bookings.Arrive(ctx, k.dee, target) },
		"done":    func(target bookings.Target) (bookings.Done, error) { return k.Bookings.Complete(ctx, k.dee, target) },
	} {
		_, err := do(bookings.Target{Booking: b.ID})
		k.refused(what, err, booking.NeedsConfirmation)
		if k.stands(b.ID).Status != booking.Confirmed {
			t.Fatalf("%s is done without a word", what)
		}
		done, err := do(bookings.Target{Booking: b.ID, Sure: true})
		k.must(err)
		_, err = k.Bookings.Undo(ctx, k.dee, done.Undo)
		k.must(err)
	}
}
