package desk_test

import (
	"context"
	"testing"
	"time"

	"okno/booking"
	"okno/db/filedb"
	"okno/desk/bookings"
)

var (
	victoria = booking.Contact{Name: "Victoria", Phone: "+447700900150"}
	attacker = booking.Contact{Name: "Victoria", Phone: "+447700900150", Email: "attacker@evil.example"}
)

// Whoever knows a client's phone books once with it and an address of his own, and opens the link
// in his mail. The card stays as the desk knows it: what the desk books next is not written to him, until
// a member says that the address is hers, which can be taken back.
func TestAStrangersAddressIsNotTheCards(t *testing.T) {
	k, ctx := newKeeper(t), context.Background()
	first := k.made(9*time.Hour, func(n *bookings.NewBooking) { n.Name, n.Phone, n.Email = victoria.Name, victoria.Phone, "" }).Booking
	his := bookAs(t, k.Desk, 2, attacker)
	if b := k.stands(his.ID); b.Client != first.Client || b.Contact != attacker {
		t.Fatalf("his booking is %+v", b)
	}
	k.must(k.Online.ProveAddress(ctx, bookings.Client{Company: k.dee.Company, Booking: his.ID}, attacker.Email))
	if got := k.card(first.Client); got.Contact != victoria || got.Left != "" {
		t.Errorf("her card is %+v", got)
	}
	next := k.made(11*time.Hour, func(n *bookings.NewBooking) { // from her card, as the form has it
		n.Name, n.Phone, n.Email, n.Client, n.TellClient = "", "", "", first.Client, true
	}).Booking
	if next.Contact.Email != "" || len(k.addresses(next.ID)) != 0 {
		t.Errorf("the desk's next booking is written to %q: %v", next.Contact.Email, k.addresses(next.ID))
	}
	done, err := k.Bookings.TakeContact(ctx, k.dee, his.ID)
	k.must(err)
	if got := k.card(first.Client); got.Email != attacker.Email || done.Undo == "" {
		t.Errorf("taken: %+v", got)
	}
	_, err = k.Bookings.Undo(ctx, k.dee, done.Undo)
	k.must(err)
	if got := k.card(first.Client); got.Contact != victoria {
		t.Errorf("taken back: %+v", got)
	}
}

// Whoever nobody knew is known by what he left; his card has the address once he has opened a
// link in a mail to it, and not where the desk has had to do with it since.
func TestAClickBringsAnAddressOntoItsOwnCard(t *testing.T) {
	k, ctx := newKeeper(t), context.Background()
	bob := booking.Contact{Name: "Bob", Email: "bob@example.com"}
	one := bookAs(t, k.Desk, 0, bob)
	two := bookAs(t, k.Desk, 2, booking.Contact{Name: "Robert", Email: bob.Email, Phone: "+447700900151"})
	card := k.card(k.stands(one.ID).Client)
	if k.stands(two.ID).Client != card.ID || card.Email != "" || card.Phone != "" || card.Left != bob.Email {
		t.Errorf("before the click: %+v", card)
	}
	who := bookings.Client{Company: k.dee.Company, Booking: one.ID}
	k.must(k.Online.ProveAddress(ctx, who, "other@example.com"))
	if got := k.card(card.ID); got.Email != "" {
		t.Errorf("another address was opened: %+v", got)
	}
	for range 2 {
		k.must(k.Online.ProveAddress(ctx, who, bob.Email))
	}
	if got := k.card(card.ID); got.Email != bob.Email || got.Left != "" || got.Phone != "" {
		t.Errorf("after the click: %+v", got)
	}
	if got := found(t, k.Desk, k.dee.Company, "bob@"); len(got) != 1 {
		t.Errorf("he is found as %v", got)
	}
}

// Two cards become one, a file goes out and comes in: what somebody left stays what he left.
func TestWhatWasLeftStaysSo(t *testing.T) {
	k, ctx := newKeeper(t), context.Background()
	stays := k.made(9*time.Hour, func(n *bookings.NewBooking) { n.Name, n.Phone, n.Email = victoria.Name, victoria.Phone, "" }).Booking.Client
	goes := k.stands(bookAs(t, k.Desk, 2, booking.Contact{Name: "V", Email: attacker.Email}).ID).Client
	k.must(k.Clients.MergeClients(ctx, k.dee, stays, goes, k.card(stays).Revision, k.card(goes).Revision))
	if got := k.card(stays); got.Contact != victoria {
		t.Errorf("merged: %+v", got)
	}
	again := bookAs(t, k.Desk, 1, booking.Contact{Name: "V", Email: attacker.Email})
	if k.stands(again.ID).Client != stays {
		t.Error("he is not known by what he left any more")
	}
	file, err := filedb.CompanyFile(ctx, k.DB.Of(k.dee.Company))
	k.must(err)
	left := 0
	for _, b := range file.Bookings {
		if b.EmailLeft != (b.Client.Email != "") {
			t.Errorf("the file has %+v, left: %v", b.Client, b.EmailLeft)
		}
		if b.EmailLeft {
			left++
		}
	}
	if left != 2 {
		t.Errorf("%d bookings of the file say that an address was left", left)
	}
}

// Whose an address is, is not said to who may not see contacts.
func TestADoubtNamesNobodyToWhoMayNotSee(t *testing.T) {
	k, ctx := newKeeper(t), context.Background()
	k.made(9*time.Hour, func(n *bookings.NewBooking) {
		n.Name, n.Phone, n.Email = victoria.Name, victoria.Phone, "vic@example.com"
	})
	masked := k.dee
	masked.Masked = true
	n := bookings.NewBooking{Service: "cut", Start: tuesday.Add(11 * time.Hour), Name: "Somebody", Phone: "+447700900152", Email: "vic@example.com"}
	_, err := k.Bookings.BookByDesk(ctx, masked, n)
	known, _ := err.(*booking.Error)
	if known == nil || len(known.Doubts) != 1 || known.Doubts[0].Question.Key != "doubt.email_other" || len(known.Doubts[0].Question.Args) != 0 || len(known.Doubts[0].Answers) != 1 {
		t.Fatalf("asked: %+v", known)
	}
	n.Sure = booking.Sure{known.Doubts[0].Answers[0].Value}
	if _, err = k.Bookings.BookByDesk(ctx, masked, n); err != nil {
		t.Errorf("answered: %v", err)
	}
}
