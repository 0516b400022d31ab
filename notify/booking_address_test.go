package notify_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// What waits goes to the address, and in the language, that are right when it is
// sent; without an address it goes nowhere and says so.
func TestWhatWaitsGoesToTheAddressOfNow(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	s.do(`update companies set reminders_min = '{}' where id = $1`, s.company)
	waits := func(name, email string) booking.ID {
		id := s.book(booking.Contact{Name: name, Phone: "+79161112233", Email: email})
		s.step(id, booking.BookingMoved, `update bookings set starts_at = starts_at + interval '5 minutes' where company_id = $1 and id = $2`)
		return id
	}
	corrected, removed, twice := waits("Марыя", "old-typo@example.com"), waits("Ольга", "gone@example.com"), waits("Пётр", "first@example.com")
	s.do(`update bookings set contact_name = 'Мария', contact_email = 'right@example.com', locale = 'en' where id = $1`, corrected)
	s.do(`update bookings set contact_email = null where id = $1`, removed)
	s.do(`update bookings set contact_email = 'second@example.com' where id = $1`, twice)
	s.step(twice, booking.BookingMoved, `update bookings set starts_at = starts_at + interval '5 minutes' where company_id = $1 and id = $2`) // beside what waits
	p := newPost(t)
	s.work(p.channel())
	s.awaitNoJobs()
	for _, wrong := range []string{"old-typo@example.com", "gone@example.com", "first@example.com"} {
		if got := inbox(t, p, wrong); len(got) > 0 {
			t.Errorf("%s got %q", wrong, got)
		}
	}
	if got := inbox(t, p, "right@example.com"); len(got) != 1 || !strings.Contains(got[0], "rescheduled") {
		t.Errorf("the right address got %q, want one letter in English", got)
	}
	if got := inbox(t, p, "second@example.com"); len(got) != 1 {
		t.Errorf("the second address got %q, want one letter: the other one says the same", got)
	}
	for id, want := range map[booking.ID]string{corrected: "right@example.com sent ", removed: "gone@example.com dropped nowhere"} {
		for _, d := range s.deliveries(id) {
			if got := d.Recipient + " " + string(d.State) + " " + d.Error; d.Audience == telling.ForClient && got != want {
				t.Errorf("the panel says %q, want %q", got, want)
			}
		}
	}
}

// A confirmation that a stranger has read is news to the client.
func TestConfirmationIsToldAnew(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	s.do(`update companies set reminders_min = '{}' where id = $1`, s.company)
	id := s.book(booking.Contact{Name: "Вера", Phone: "+79161112233", Email: "stranger@example.com"})
	p := newPost(t)
	s.work(p.channel())
	s.awaitNoJobs()
	s.do(`update bookings set contact_email = 'vera@example.com' where id = $1`, id)
	if _, err := s.InAct(t.Context(), s.company, func(act *db.Act) error { return s.outbox.TellAnew(t.Context(), act, id) }); err != nil {
		t.Fatal(err)
	}
	s.awaitNoJobs()
	if got := inbox(t, p, "vera@example.com"); len(got) != 1 || !strings.Contains(got[0], "Вы записаны") {
		t.Errorf("the right address got %q", got)
	}
}
