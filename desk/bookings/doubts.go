package bookings

import (
	"context"

	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/clientdb"
)

// doubts are what is to be asked about a contact that somebody has typed.
type doubts struct {
	act  *db.Act
	sure booking.Sure
	hide bool            // whoever typed it may not see clients' contacts: whose they are is not said
	open []booking.Doubt // not answered yet
	same booking.ID      // the client that it was said to be, when asked
}

// values doubts a phone and an e-mail that look mistyped, unless they stood there before.
func (q *doubts) values(typed, before booking.Contact) {
	q.open = append(q.open, webform.DoubtContact(typed, before, q.sure)...)
}

// mailbox asks whether the address of another client's card may be used for
// somebody who is not he: else his mail would be read by a stranger, or the other
// way round. client is whom it is for, the zero Client for somebody new.
func (q *doubts) mailbox(ctx context.Context, typed booking.Contact, client booking.Client) error {
	if typed.Email == "" || typed.Email == client.Email {
		return nil
	}
	other, err := clientdb.ClientByEmail(ctx, q.act.Scope, typed.Email, client.ID)
	if err != nil || other.ID == "" || other.Phone == "" && client.ID == "" { // known by his e-mail alone: it is he
		return err
	}
	if q.hide {
		if !q.sure.Said(booking.AboutApart, typed.Email) {
			q.open = append(q.open, booking.Doubt{Field: "email", Question: booking.Say("doubt.email_other"),
				Answers: []booking.DoubtAnswer{{Value: booking.AboutApart + "=" + typed.Email, Label: booking.Say("doubt.mail_right")}}})
		}
		return nil
	}
	if client.ID != "" {
		q.person("email", other, booking.DoubtAnswer{Value: booking.AboutApart + "=" + string(other.ID), Label: booking.Say("doubt.mail_right")})
		return nil
	}
	q.person("email", other, sameOrApart(other)...)
	return nil
}

// sameOrApart are the answers to whether somebody is a client.
func sameOrApart(other booking.Client) []booking.DoubtAnswer {
	return []booking.DoubtAnswer{
		{Value: booking.AboutSame + "=" + string(other.ID), Label: booking.Say("doubt.same", "Name", other.Name)},
		{Value: booking.AboutApart + "=" + string(other.ID), Label: booking.Say("doubt.apart")},
	}
}

// person asks what another client has to do with it, unless that was said.
func (q *doubts) person(field string, other booking.Client, answers ...booking.DoubtAnswer) {
	id := string(other.ID)
	if len(answers) > 1 && q.sure.Said(booking.AboutSame, id) {
		q.same = other.ID
		return
	}
	if q.sure.Said(booking.AboutApart, id) {
		return
	}
	for _, d := range q.open {
		if d.Answers[len(d.Answers)-1].Value == booking.AboutApart+"="+id { // asked already, by another field
			return
		}
	}
	q.open = append(q.open, booking.Doubt{Field: field, Question: booking.Say("doubt."+field+"_of", "Name", other.Name), Answers: answers})
}

// err is what is to be asked, nil for nothing.
func (q *doubts) err() error {
	if len(q.open) == 0 {
		return nil
	}
	return &booking.Error{Code: booking.Doubtful, Sentence: booking.Say("doubt.ask"), Doubts: q.open}
}
