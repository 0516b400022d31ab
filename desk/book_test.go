package desk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/db/setupdb"
	"okno/desk"
	"okno/desk/online"
)

func bookAs(t *testing.T, d *desk.Desk, n int, contact booking.Contact) online.Booked {
	t.Helper()
	form, err := setupdb.FormByKey(context.Background(), d.DB, "studio-site")
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.Online.Book(context.Background(), online.BookRequest{
		Form: form, Key: fmt.Sprint(n), BodyHash: []byte{1}, Service: "cut", Filled: webform.Submission{Contact: contact},
		Settings: webform.FormSettings{Fields: []webform.FormField{{Name: "name", Kind: webform.TextField, Required: true}}},
		Start:    tuesday.Add([]time.Duration{540, 630, 720, 780, 630}[n] * time.Minute).Format(time.RFC3339),
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A client is known by phone, else by e-mail. What is known is never overwritten,
// and what a visitor gives beside it is his booking's alone; the booking keeps what was said.
func TestClientsAreKnownAgain(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	openStudio(t, d)
	for n, contact := range []booking.Contact{
		{Name: "Anna", Phone: "+447700900101"},
		{Name: "Mallory", Phone: "07700 900101", Email: "Mallory@Example.com"}, // knows the number, may not rename her nor have her mail
		{Name: "Anna K", Email: "mallory@example.com"},                         // no phone given: known by e-mail, and nobody is by that one
		{Name: "Bob", Email: "bob@example.com"},                                // nobody of that address
		{Name: "Robert", Email: "bob@example.com", Phone: "+447700900102"},     // he tells his number now
	} {
		bookAs(t, d, n, contact)
	}
	var clients, said string
	if err := d.DB.Get(&clients, `select string_agg(concat_ws(' ', name, phone, email), ', ' order by name) from clients`); err != nil {
		t.Fatal(err)
	}
	if err := d.DB.Get(&said, `select string_agg(contact_name, ', ' order by number) from bookings`); err != nil {
		t.Fatal(err)
	}
	if clients != "Anna +447700900101, Anna K, Bob" || said != "Anna, Mallory, Anna K, Bob, Robert" {
		t.Errorf("clients: %s; bookings said: %s", clients, said)
	}
}

// Of all that can be done, the one with the fewest occupied minutes does it, and
// the panel's order breaks ties.
func TestTheLeastBusyDoesIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	openStudio(t, d)
	var who []string
	for n := range 4 { // at 9:00 Ann is alone, at 10:30 Bob has done nothing, at 12:00 they are even, at 13:00 Bob is alone
		for _, r := range bookAs(t, d, n, booking.Contact{Name: "V", Phone: "+447700900101"}).Resources {
			who = append(who, r.Ref)
		}
	}
	if got := strings.Join(who, " "); got != "ann bob ann bob" {
		t.Errorf("done by %s", got)
	}
}
