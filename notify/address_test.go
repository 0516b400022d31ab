package notify_test

import (
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/db/messagedb"
	"okno/notify/email"
)

// Addresses of any script go over the wire in ASCII, in the envelope, the headers and the calendar.
func TestAddressesOfAnyScriptGoOverTheWireInASCII(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	s.do(`insert into notification_settings (company_id, reply_to) values ($1, 'стойка@салон.рф')`, s.company)
	s.do(`update notification_settings set reply_to = 'desk@салон.рф'`)
	channel, err := email.NewMail(email.SMTP{Host: "127.0.0.1", Port: p.addr.Port, Timeout: 10 * time.Second}, "Okno <robot@почта.рф>", time.Now)
	if err != nil {
		t.Fatal(err)
	}
	s.work(channel)
	id := s.book(booking.Contact{Name: "Иван", Phone: "+79161234567", Email: "user@пример.рф"})
	s.step(id, booking.BookingMoved, later2)
	s.await("the letter", func() bool { return len(p.received()) == 1 })
	l := p.received()[0]
	if l.To != "user@xn--e1afmkfd.xn--p1ai" || l.From != "robot@xn--80a1acny.xn--p1ai" || l.UTF8 {
		t.Errorf("from %s to %s, SMTPUTF8 %v", l.From, l.To, l.UTF8)
	}
	if got := l.Header.Get("To"); got != "<user@xn--e1afmkfd.xn--p1ai>" || l.Header.Get("Reply-To") != "<desk@xn--80awgdm.xn--p1ai>" || !strings.Contains(l.Header.Get("From"), "<robot@xn--80a1acny.xn--p1ai>") {
		t.Errorf("headers %v", l.Header)
	}
	file := strings.ReplaceAll(parts(t, l.Raw)["text/calendar REQUEST"], "\r\n ", "")
	for _, want := range []string{
		`ORGANIZER;CN=`, `SENT-BY="mailto:robot@xn--80a1acny.xn--p1ai":mailto:desk@xn--80awgdm.xn--p1ai`, ":mailto:user@xn--e1afmkfd.xn--p1ai\r\n",
	} {
		if !strings.Contains(file, want) {
			t.Errorf("no %q in\n%s", want, file)
		}
	}
}

// A mailbox whose own name is not ASCII is written to where the server can, and refused at once elsewhere.
func TestAMailboxNotInASCIINeedsSMTPUTF8(t *testing.T) {
	t.Parallel()
	for _, offered := range []bool{true, false} {
		s, p := newSalon(t), (&post{t: t, utf8: offered}).open("")
		s.work(p.channel())
		id := s.book(booking.Contact{Name: "Иван", Email: "иван@пример.рф"})
		s.step(id, booking.BookingMoved, later2)
		if offered {
			s.only(id, telling.Sent)
			if l := p.received()[0]; !l.UTF8 || l.To != "иван@xn--e1afmkfd.xn--p1ai" {
				t.Errorf("to %s, SMTPUTF8 %v", l.To, l.UTF8)
			}
			continue
		}
		d := s.only(id, telling.Parked)
		if d.Why != telling.WhyScript || d.Attempts != 1 || len(p.received()) != 0 {
			t.Errorf("%+v", d)
		}
	}
}

func TestPlainMailDoesNotAskForSMTPUTF8(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), (&post{t: t, utf8: true}).open("")
	s.work(p.channel())
	s.only(s.book(ivan), telling.Sent)
	if p.received()[0].UTF8 {
		t.Error("a letter in ASCII asks for SMTPUTF8")
	}
}

// An address that is refused for good is kept as dead: what else waits for it stops, and
// what is still of use goes to the corrected one.
func TestADeadAddressStopsTheRestUntilItIsCorrected(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	p.refuse = func(to string) error {
		if to == "ivna@example.com" {
			return answer(550, "5.1.1 <ivan.private@elsewhere.example>: no such user")
		}
		return nil
	}
	s.do(`update companies set reminders_min = '{1440,120}' where id = $1`, s.company)
	s.work(p.channel())
	id := s.book(booking.Contact{Name: "Иван", Phone: "+79161234567", Email: "ivna@example.com"})
	start := time.Now().Add(72 * time.Hour)
	s.step(id, booking.BookingMoved, `update bookings set starts_at = $3, ends_at = $4, occupied = tstzrange($3, $4), status = 'confirmed' where company_id = $1 and id = $2`, start, start.Add(time.Hour))
	states := func() string {
		var all []string
		for _, d := range s.deliveries(id) {
			all = append(all, strings.TrimPrefix(d.Topic, "booking_")+" "+d.Recipient+" "+string(d.State)+" "+string(d.Why)+map[bool]string{true: d.Error}[d.State == telling.Dropped])
		}
		return strings.Join(all, "; ")
	}
	want := "booking ivna@example.com parked address; reminder-120 ivna@example.com dropped address; reminder-1440 ivna@example.com dropped address"
	s.await("the rest to stop", func() bool { return sorted(states()) == want })
	scope := s.Of(s.company)
	b, err := bookingdb.Booking(t.Context(), scope, id)
	if err != nil {
		t.Fatal(err)
	}
	_, dead, err := clientdb.ClientOf(t.Context(), scope, b)
	news, _ := bookingdb.ReadNews(t.Context(), scope, time.Now(), time.Now(), booking.DateOf(time.Now(), time.UTC), 5)
	if err != nil || dead != telling.WhyAddress || news.Unreached.Total != 1 {
		t.Errorf("the desk sees %q, %v, %+v", dead, err, news)
	}
	// What happens next is not sent there either, and says why.
	s.step(id, booking.BookingChanged, `update bookings set ends_at = ends_at + interval '15 minutes', occupied = tstzrange(starts_at, ends_at + interval '15 minutes') where company_id = $1 and id = $2`)
	s.await("the change to be held", func() bool { return strings.Count(states(), "booking ivna@example.com dropped address") == 1 })
	// The correction: what was about the booking and the reminders go to the new address.
	if _, err := s.InAct(t.Context(), s.company, func(a *db.Act) error {
		if _, err := a.Tx().ExecContext(t.Context(), `update bookings set contact_email = 'ivan@example.com' where id = $1`, id); err != nil {
			return err
		}
		return s.outbox.BookingSettled(t.Context(), a, id)
	}); err != nil {
		t.Fatal(err)
	}
	s.await("the letter", func() bool { return len(p.received()) == 1 })
	if l := p.received()[0]; l.To != "ivan@example.com" {
		t.Errorf("to %s", l.To)
	}
	if got := s.waiting(id); got != "120 in 70 h, 1440 in 48 h" {
		t.Errorf("reminders: %q", got)
	}
	if n := s.count(`select count(*) from deliveries where recipient = 'ivna@example.com' and state in ('waiting', 'sending', 'retrying')`); n != 0 {
		t.Errorf("%d still wait for the dead address", n)
	}
	b.Contact.Email = "ivan@example.com"
	if _, dead, _ := clientdb.ClientOf(t.Context(), scope, b); dead != "" {
		t.Errorf("the corrected address is %q", dead)
	}
}

// What waits goes to the address that the booking has when it is sent.
func TestACorrectedAddressIsUsedByWhatWaits(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	id := s.book(ivan)
	s.step(id, booking.BookingMoved, later2)
	s.do(`update bookings set contact_email = 'other@example.com'`)
	s.work(p.channel())
	if d := s.only(id, telling.Sent); d.Recipient != "other@example.com" || p.received()[0].To != "other@example.com" {
		t.Errorf("%+v", d)
	}
}

// Sending again tries a dead address anew; when it takes mail, it is alive.
func TestSendingAgainTriesADeadAddressAnew(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	p.rcpt = func(n int) error {
		if n == 1 {
			return answer(550, "5.2.1 disabled")
		}
		return nil
	}
	s.work(p.channel())
	id := s.book(ivan)
	s.step(id, booking.BookingMoved, later2)
	d := s.only(id, telling.Parked)
	if _, err := s.InAct(t.Context(), s.company, func(a *db.Act) error {
		if again, err := messagedb.SendAgain(t.Context(), a, d.ID); err != nil || !again {
			t.Errorf("%v, %v", again, err)
		}
		return s.outbox.Again(t.Context(), a, d.ID)
	}); err != nil {
		t.Fatal(err)
	}
	s.only(id, telling.Sent)
	if n := s.count(`select count(*) from dead_addresses`); n != 0 {
		t.Errorf("%d dead addresses", n)
	}
}
