package notify_test

import (
	"mime"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/bookingdb"
	"okno/notify"
)

// minute is the time in which an act can be undone, and more than a slow machine needs for some acts.
const minute = time.Minute

// minutePasses lets everything that waits be due now.
func (s *salon) minutePasses() {
	s.t.Helper()
	s.do(`update deliveries set due_at = now() where due_at > now()`)
	s.do(`update gue_jobs set run_at = now() where run_at > now()`)
}

// change does something to a booking and tells of it.
func (s *salon) change(n notify.BookingNotice, sql string) {
	s.t.Helper()
	_, err := s.InAct(s.t.Context(), s.company, func(act *db.Act) error {
		before, err := bookingdb.Booking(s.t.Context(), act.Scope, n.Booking)
		if err != nil {
			return err
		}
		known := telling.SnapshotOf(before)
		n.Before = &known
		if _, err := act.Tx().ExecContext(s.t.Context(), sql, n.Booking); err != nil {
			return err
		}
		return s.outbox.BookingChanged(s.t.Context(), act, n)
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

const (
	later  = `update bookings set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day', occupied = tstzrange(starts_at + interval '1 day', ends_at + interval '1 day') where id = $1`
	sooner = `update bookings set starts_at = starts_at - interval '1 day', ends_at = ends_at - interval '1 day', occupied = tstzrange(starts_at - interval '1 day', ends_at - interval '1 day') where id = $1`
)

func (s *salon) move(id booking.ID, how string) {
	s.t.Helper()
	s.change(notify.BookingNotice{Booking: id, Event: booking.BookingMoved, TellClient: true, Wait: minute}, how)
}

func (s *salon) status(id booking.ID, to booking.Status, event booking.Event) {
	s.t.Helper()
	s.change(notify.BookingNotice{Booking: id, Event: event, TellClient: true, Wait: minute},
		`update bookings set status = '`+string(to)+`' where id = $1`)
}

// inbox is what came to an address, by subject.
func inbox(t testing.TB, p *post, to string) []string {
	t.Helper()
	var subjects []string
	for _, l := range p.received() {
		if l.To == to {
			subject, err := new(mime.WordDecoder).DecodeHeader(l.Header.Get("Subject"))
			if err != nil {
				t.Fatal(err)
			}
			subjects = append(subjects, subject)
		}
	}
	return subjects
}

func (s *salon) expect(p *post, want map[string]string) {
	s.t.Helper()
	s.minutePasses()
	s.awaitNoJobs()
	for to, subjects := range want {
		if got := strings.Join(inbox(s.t, p, to), "; "); got != subjects {
			s.t.Errorf("%s got %q, want %q", to, got, subjects)
		}
	}
}

func TestFiveMovesAreOneMessage(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	id := s.book(ivan)
	s.work(p.channel())
	s.only(id, telling.Sent)
	for range 5 {
		s.move(id, later)
	}
	if n := s.count(`select count(*) from deliveries where state = 'waiting' and due_at > now()`); n != 2 {
		t.Errorf("%d deliveries wait, want one for the team and one for the client", n)
	}
	s.expect(p, map[string]string{
		"desk@lotos.example": "Новая запись: Стрижка, Иван, ср 2 декабря, 10:00; Запись перенесена: Стрижка, Иван, пн 7 декабря, 10:00",
		"ivan@example.com":   "Запись перенесена: Стрижка, пн 7 декабря, 10:00",
	})
	s.move(id, later)
	s.expect(p, map[string]string{"ivan@example.com": "Запись перенесена: Стрижка, пн 7 декабря, 10:00; Запись перенесена: Стрижка, вт 8 декабря, 10:00"})
}

// Whoever has the link goes to and fro: twenty acts in a second are one message with what came of
// it, or none where all is as it was; the next one waits longer.
func TestToAndFroIsOneMessage(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	undone, cancelled := s.book(ivan), s.book(ivan)
	s.work(p.channel())
	s.awaitNoJobs()
	act := func(id booking.ID, to booking.Status, event booking.Event) {
		s.change(notify.BookingNotice{Booking: id, Event: event, TellClient: true, Settle: minute, Actor: booking.Actor{Kind: booking.Visitor}},
			`update bookings set status = '`+string(to)+`' where id = $1`)
	}
	for range 5 {
		act(undone, booking.Cancelled, booking.BookingCancelled)
		act(undone, booking.Confirmed, booking.BookingRestored)
		act(cancelled, booking.Confirmed, booking.BookingRestored)
		act(cancelled, booking.Cancelled, booking.BookingCancelled)
	}
	s.expect(p, map[string]string{"ivan@example.com": "Запись отменена: Стрижка, ср 2 декабря, 11:00"})
	if got := inbox(t, p, "desk@lotos.example"); len(got) != 3 || got[2] != "Запись отменена: Стрижка, Иван, ср 2 декабря, 11:00" {
		t.Errorf("the desk got %q", got)
	}
	act(cancelled, booking.Confirmed, booking.BookingRestored)
	if n := s.count(`select count(*) from deliveries where booking_id = $1 and audience = 'team' and state = 'waiting' and due_at > now() + interval '90 seconds'`, cancelled); n != 1 {
		t.Error("the third message comes as soon as the second")
	}
}

func TestAnUndoneActIsNotTold(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	moved, cancelled := s.book(ivan), s.book(ivan)
	s.work(p.channel())
	s.awaitNoJobs()
	s.move(moved, later)
	s.move(moved, sooner)
	s.status(cancelled, booking.Cancelled, booking.BookingCancelled)
	s.status(cancelled, booking.Confirmed, booking.BookingRestored)
	s.minutePasses()
	s.awaitNoJobs()
	if n := len(p.received()); n != 2 {
		t.Errorf("%d letters, want the two about the new bookings", n)
	}
	if n := s.count(`select count(*) from deliveries where state = 'dropped' and error = $1`, telling.DropUndone); n != 4 {
		t.Errorf("%d deliveries say that there was nothing to tell, want 4", n)
	}
}

func TestWhatIsToldIsTheNetEffect(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	s.do(`update companies set confirmation = 'manual'`)
	id, unheard := s.book(ivan), s.book(ivan)
	s.do(`update deliveries set due_at = now() + interval '1 hour' where booking_id = $1`, unheard)
	s.do(`update bookings set status = 'pending'`)
	s.work(p.channel())
	s.only(id, telling.Sent)
	s.status(id, booking.Confirmed, booking.BookingConfirmed)
	s.move(id, later)
	s.status(unheard, booking.Cancelled, booking.BookingCancelled) // in the minute of its making: nobody has heard of it
	s.expect(p, map[string]string{
		"desk@lotos.example": "Новая запись ждёт ответа: Стрижка, Иван, ср 2 декабря, 10:00; Запись перенесена: Стрижка, Иван, чт 3 декабря, 10:00",
	})
	if n := s.count(`select count(*) from deliveries where booking_id = $1 and audience = 'team' and state = 'dropped' and error = $2`, unheard, telling.DropGone); n != 1 {
		t.Errorf("the team was told of what it never heard of")
	}
}

func TestAFailedMessageDoesNotCountAsTold(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	refused := make(chan struct{})
	p.rcpt = func(n int) error {
		if n == 1 {
			close(refused)
			return answer(451, "greylisted")
		}
		return nil
	}
	id := s.book(ivan)
	s.work(p.channel())
	<-refused
	s.await("the refusal to be written down", func() bool { // until then it may have been told
		return s.count(`select count(*) from deliveries where attempts > 0 and state <> 'sending'`) > 0
	})
	s.change(notify.BookingNotice{Booking: id, Event: booking.BookingMoved}, later)
	s.awaitNoJobs()
	got := inbox(t, p, "desk@lotos.example")
	if last := got[len(got)-1]; !strings.HasSuffix(last, "чт 3 декабря, 10:00") || !strings.HasPrefix(got[0], "Новая запись") && len(got) == 1 {
		t.Errorf("got %q", got)
	}
}

func TestAMemberIsNotToldOfWhatHeDid(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	s.addMember(s.company, "olga@lotos.example", "ru", booking.Owner)
	id := s.book(ivan)
	var olga booking.UserID
	if err := s.GetContext(t.Context(), &olga, `select id from users where email = 'olga@lotos.example'`); err != nil {
		t.Fatal(err)
	}
	s.work(p.channel())
	s.awaitNoJobs()
	s.change(notify.BookingNotice{Booking: id, Event: booking.BookingMoved, Actor: booking.Actor{Kind: booking.Member, User: olga}}, later)
	s.awaitNoJobs()
	if olga, desk := inbox(t, p, "olga@lotos.example"), inbox(t, p, "desk@lotos.example"); len(olga) != 1 || len(desk) != 2 {
		t.Errorf("olga got %q, the desk %q", olga, desk)
	}
}
