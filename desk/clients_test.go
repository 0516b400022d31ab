package desk_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/lookup"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/desk"
	deskbookings "okno/desk/bookings"
	"okno/desk/online"
)

// clientOf is the client whom a booking belongs to.
func clientOf(t *testing.T, d *desk.Desk, company booking.CompanyID, b online.Booked) booking.Client {
	t.Helper()
	stored, err := bookingdb.Booking(t.Context(), d.DB.Of(company), b.ID)
	if err != nil {
		t.Fatal(err)
	}
	c, err := clientdb.Client(t.Context(), d.DB.Of(company), stored.Client)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func found(t *testing.T, d *desk.Desk, company booking.CompanyID, text string) (names []string) {
	t.Helper()
	search, err := lookup.ParseSearch(text, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	clients, _, err := clientdb.FindClients(t.Context(), d.DB.Of(company), clientdb.ClientPage{Search: search, Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range clients {
		names = append(names, c.Name)
	}
	return names
}

func TestSaveClient(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, dee := openStudio(t, d)
	ctx := context.Background()
	anna := clientOf(t, d, dee.Company, bookAs(t, d, 0, booking.Contact{Name: "Anna", Phone: "+447700900101"}))
	bookAs(t, d, 1, booking.Contact{Name: "Bob", Phone: "+447700900102"})
	typed := booking.Typed{"name": " Anna  Kern ", "phone": "07700 900103", "email": "A@Example.com", "note": "tea"}
	if _, err := d.Bookings.SaveClient(ctx, dee, anna.ID, deskbookings.CardEdit{Typed: typed, Revision: anna.Revision, Zone: zoneOf(t, "Europe/London")}); err != nil {
		t.Fatal(err)
	}
	now, _ := clientdb.Client(ctx, d.DB.Of(dee.Company), anna.ID)
	if now.Contact != (booking.Contact{Name: "Anna Kern", Phone: "+447700900103", Email: "a@example.com"}) || now.Note != "tea" || now.Revision != anna.Revision+1 {
		t.Errorf("saved as %+v", now)
	}
	// What he called himself in his booking finds him still.
	for _, text := range []string{"kern", "900103", "900101", "a@example"} {
		if got := found(t, d, dee.Company, text); len(got) != 1 || got[0] != "Anna Kern" {
			t.Errorf("%q finds %v", text, got)
		}
	}
	for name, test := range map[string]struct {
		m        acts.Member
		id       booking.ID
		typed    booking.Typed
		revision int
		want     booking.Code
	}{
		"a stale card":          {dee, anna.ID, typed, anna.Revision, booking.Conflict},
		"another's phone":       {dee, anna.ID, booking.Typed{"name": "Anna", "phone": "+447700900102"}, now.Revision, booking.Invalid},
		"no phone at all":       {dee, anna.ID, booking.Typed{"name": "Anna", "phone": "never"}, now.Revision, booking.Invalid},
		"no name":               {dee, anna.ID, booking.Typed{"name": " \x00 "}, now.Revision, booking.Invalid},
		"an endless note":       {dee, anna.ID, booking.Typed{"name": "Anna", "note": strings.Repeat("я", 2001)}, now.Revision, booking.Invalid},
		"a manager":             {acts.Member{Company: dee.Company, Role: booking.Manager}, anna.ID, typed, now.Revision, booking.Forbidden},
		"of another company":    {acts.Member{Company: dee.Company + 1, Role: booking.Owner}, anna.ID, typed, now.Revision, booking.NotFound},
		"nobody, by a non-id":   {dee, "1' or '1", typed, 1, booking.NotFound},
		"nobody, by a sound id": {dee, "01890000-0000-7000-8000-000000000000", typed, 1, booking.NotFound},
	} {
		if _, err := d.Bookings.SaveClient(ctx, test.m, test.id, deskbookings.CardEdit{Typed: test.typed, Revision: test.revision, Zone: zoneOf(t, "Europe/London")}); booking.CodeOf(err) != test.want {
			t.Errorf("%s: %v, not %s", name, err, test.want)
		}
	}
	history, err := d.DB.Of(dee.Company).ClientHistory(ctx, anna.ID)
	if err != nil || len(history) != 1 || history[0].Detail["fields"] != "name,phone,email,note" || history[0].Actor.Name != "Dee" {
		t.Errorf("history: %+v %v", history, err)
	}
}

// Two cards become one: with all visits and leads, findable by either's contact,
// and whoever books with the old phone is known.
func TestMergeClients(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, dee := openStudio(t, d)
	ctx, scope := context.Background(), d.DB.Of(dee.Company)
	anna := clientOf(t, d, dee.Company, bookAs(t, d, 0, booking.Contact{Name: "Anna", Phone: "+447700900101"}))
	twin := clientOf(t, d, dee.Company, bookAs(t, d, 1, booking.Contact{Name: "Anna Kern", Phone: "+447700900102", Email: "anna@example.com"}))
	d.DB.MustExec(`update clients set email = left_email, left_email = null where id = $1`, twin.ID) // he has confirmed it
	if err := d.Clients.MergeClients(ctx, dee, anna.ID, twin.ID, anna.Revision, twin.Revision-1); booking.CodeOf(err) != booking.Conflict {
		t.Errorf("a card that has changed since: %v", err)
	}
	if err := d.Clients.MergeClients(ctx, dee, anna.ID, anna.ID, 1, 1); booking.CodeOf(err) != booking.Conflict {
		t.Errorf("with itself: %v", err)
	}
	if err := d.Clients.MergeClients(ctx, acts.Member{Company: dee.Company + 1, Role: booking.Owner}, anna.ID, twin.ID, 1, 1); booking.CodeOf(err) != booking.NotFound {
		t.Errorf("by another company: %v", err)
	}
	if err := d.Clients.MergeClients(ctx, dee, anna.ID, twin.ID, anna.Revision, twin.Revision); err != nil {
		t.Fatal(err)
	}
	if _, err := clientdb.Client(ctx, scope, twin.ID); booking.CodeOf(err) != booking.NotFound {
		t.Errorf("the other card is still there: %v", err)
	}
	merged, _ := clientdb.Client(ctx, scope, anna.ID)
	if merged.Contact != (booking.Contact{Name: "Anna", Phone: "+447700900101", Email: "anna@example.com"}) {
		t.Errorf("merged as %+v", merged)
	}
	again := clientOf(t, d, dee.Company, bookAs(t, d, 2, booking.Contact{Name: "A. Kern", Phone: "+447700900102"}))
	bookings, leads, err := clientdb.CountOf(ctx, scope, anna.ID)
	if again.ID != anna.ID || bookings != 3 || leads != 3 || err != nil {
		t.Errorf("who comes with the old phone is %s; %d bookings, %d leads, %v", again.Name, bookings, leads, err)
	}
	for _, text := range []string{"kern", "900102", "900101"} {
		if got := found(t, d, dee.Company, text); len(got) != 1 {
			t.Errorf("%q finds %v", text, got)
		}
	}
	// The import of a company file knows the old phone too.
	if clients, err := clientdb.ClientsKnownBy(ctx, scope, []string{"+447700900102"}, nil); err != nil || len(clients) != 1 || clients[0].ID != anna.ID {
		t.Errorf("the import knows %+v %v", clients, err)
	}
}

// Whatever table refers to a client is dealt with when he is merged.
func TestMergeMovesAllThatRefersToAClient(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var tables []string
	if err := d.DB.Select(&tables, `select conrelid::regclass::text from pg_constraint where contype = 'f' and confrelid = 'clients'::regclass group by 1 order by 1`); err != nil {
		t.Fatal(err)
	}
	// client_visits is counted anew by the bookings' triggers.
	want := "bookings client_aliases client_chats client_history client_keys client_pairs_apart client_tags client_visits leads undos"
	if got := strings.Join(tables, " "); got != want {
		t.Errorf("db.MoveToClient and db.EraseClient know of %s; referring to clients are %s", want, got)
	}
}

// Nothing of an erased client is left anywhere in the database, and his visits
// still count.
func TestEraseClient(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, dee := openStudio(t, d)
	ctx, scope := context.Background(), d.DB.Of(dee.Company)
	twin := clientOf(t, d, dee.Company, bookAs(t, d, 0, booking.Contact{Name: "Zebedee Quux", Phone: "+447700900101", Email: "zeb@example.com"}))
	visit := bookAs(t, d, 1, booking.Contact{Name: "Zebedee", Phone: "+447700900102"})
	if _, err := d.Bookings.SetNotes(ctx, dee, visit.ID, "", "Zebedee is late"); err != nil {
		t.Fatal(err)
	}
	zeb := clientOf(t, d, dee.Company, visit)
	other := clientOf(t, d, dee.Company, bookAs(t, d, 2, booking.Contact{Name: "Rita", Phone: "+447700900103"}))
	if err := d.Clients.MergeClients(ctx, dee, zeb.ID, twin.ID, zeb.Revision, twin.Revision); err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"", "Zebede", "Rita"} {
		if err := d.Clients.EraseClient(ctx, dee, zeb.ID, typed); booking.CodeOf(err) != booking.Invalid {
			t.Errorf("confirmed by %q: %v", typed, err)
		}
	}
	if err := d.Clients.EraseClient(ctx, acts.Member{Company: dee.Company, Role: booking.Manager}, zeb.ID, "Zebedee"); booking.CodeOf(err) != booking.Forbidden {
		t.Errorf("a manager: %v", err)
	}
	if err := d.Clients.EraseClient(ctx, dee, zeb.ID, " zebedee "); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(strings.ToLower(dump(t, d.DB, "gue_jobs"))) {
		for _, trace := range []string{"zebedee", "quux", "900101", "900102", "zeb@"} {
			if strings.Contains(line, trace) {
				t.Errorf("%s is left in %s", trace, line)
			}
		}
	}
	bookings, leads, err := clientdb.CountOf(ctx, scope, zeb.ID)
	if bookings != 2 || leads != 2 || err != nil {
		t.Errorf("%d bookings and %d leads are left: %v", bookings, leads, err)
	}
	if rita, err := clientdb.Client(ctx, scope, other.ID); err != nil || rita.Contact != other.Contact {
		t.Errorf("somebody else's card is %+v %v", rita, err)
	}
	erased, _ := clientdb.Client(ctx, scope, zeb.ID)
	if _, err := d.Bookings.SaveClient(ctx, dee, zeb.ID, deskbookings.CardEdit{Typed: booking.Typed{"name": "Zebedee"}, Revision: erased.Revision, Zone: time.UTC}); booking.CodeOf(err) != booking.Conflict {
		t.Errorf("an erased card is written again: %v", err)
	}
	if again := clientOf(t, d, dee.Company, bookAs(t, d, 3, booking.Contact{Name: "Zebedee", Phone: "+447700900102"})); again.ID == zeb.ID {
		t.Error("who comes again is known by an erased card")
	}
}

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
