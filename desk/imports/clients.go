package imports

import (
	"context"

	"okno/booking"
	"okno/db/clientdb"
)

// clientBook finds the clients of many bookings by the rule of db.Act.ClientFor:
// by phone, else by e-mail, else a new one; what is known is completed, never
// overwritten, and not at all by what a visitor has left.
type clientBook struct {
	im        *importing
	phone     map[string]*clientdb.KnownClient
	email     map[string]*clientdb.KnownClient   // the oldest with that e-mail
	phoneless map[string][]*clientdb.KnownClient // by e-mail, oldest first
	changed   map[*clientdb.KnownClient]bool
	order     []*clientdb.KnownClient // changed, as they came
}

// clients opens the book with everybody whom the contacts may mean.
func (im *importing) clients(ctx context.Context, contacts []booking.Contact) (*clientBook, error) {
	book := &clientBook{im: im, phone: map[string]*clientdb.KnownClient{}, email: map[string]*clientdb.KnownClient{},
		phoneless: map[string][]*clientdb.KnownClient{}, changed: map[*clientdb.KnownClient]bool{}}
	if im.done.Created {
		return book, nil
	}
	var phones, emails []string
	for _, c := range contacts {
		if c.Phone != "" {
			phones = append(phones, c.Phone)
		}
		if c.Email != "" {
			emails = append(emails, c.Email)
		}
	}
	known, err := clientdb.ClientsKnownBy(ctx, im.act.Scope, phones, emails)
	for i := range known {
		book.enter(&known[i])
	}
	return book, err
}

// enter makes a client findable. Clients come oldest first.
func (b *clientBook) enter(c *clientdb.KnownClient) {
	if c.Phone != "" {
		b.phone[c.Phone] = c
	}
	for _, email := range []string{c.Email, c.Left} {
		if email == "" {
			continue
		}
		if b.email[email] == nil {
			b.email[email] = c
		}
		if c.Phone == "" {
			b.phoneless[email] = append(b.phoneless[email], c)
		}
	}
}

// client is the client whom the contact means, of which a visitor may have left the e-mail.
func (b *clientBook) client(c booking.Contact, left bool) (booking.ID, error) {
	if known := b.known(c); known != nil {
		if !left {
			b.complete(known, c)
		} else if known.Left == "" && known.Email != c.Email {
			known.Left = c.Email
			b.touch(known)
		}
		return known.ID, nil
	}
	id, err := b.im.id("")
	if err != nil {
		return "", err
	}
	fresh := &clientdb.KnownClient{ID: id, Name: c.Name, Phone: c.Phone, Email: c.Email}
	if left {
		fresh.Email, fresh.Left = "", c.Email
	}
	b.enter(fresh)
	b.touch(fresh)
	return id, nil
}

func (b *clientBook) known(c booking.Contact) *clientdb.KnownClient {
	if known := b.phone[c.Phone]; known != nil && c.Phone != "" {
		return known
	}
	switch waiting := b.phoneless[c.Email]; {
	case c.Email == "":
		return nil
	case c.Phone == "":
		return b.email[c.Email]
	case len(waiting) > 0: // it takes the phone now, and another phone is another person
		b.phoneless[c.Email] = waiting[1:]
		return waiting[0]
	}
	return nil
}

func (b *clientBook) complete(known *clientdb.KnownClient, c booking.Contact) {
	if known.Phone == "" && c.Phone != "" {
		known.Phone = c.Phone
		b.phone[c.Phone] = known
		b.touch(known)
	}
	if known.Email == "" && c.Email != "" {
		known.Email = c.Email
		if b.email[c.Email] == nil {
			b.email[c.Email] = known
		}
		b.touch(known)
	}
}

func (b *clientBook) touch(c *clientdb.KnownClient) {
	if !b.changed[c] {
		b.changed[c] = true
		b.order = append(b.order, c)
	}
}

// put writes the clients that are new or know more than before.
func (b *clientBook) put(ctx context.Context) error {
	list := make([]clientdb.KnownClient, len(b.order))
	for i, c := range b.order {
		list[i] = *c
	}
	return clientdb.PutClients(ctx, b.im.act, list, b.im.now)
}
