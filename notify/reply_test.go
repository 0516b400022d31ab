package notify_test

import (
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify"
	"okno/notify/channel"
)

// A company that has an address for answers is answered there, declines of the client's
// calendar too; of one that has none nobody is asked for an answer that no one would read.
func TestAnAnswerReachesSomebodyOrIsNotAskedFor(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	s.work(p.channel())
	cancelled := `update bookings set status = 'cancelled' where company_id = $1 and id = $2`
	for i, c := range []struct{ reply, header, method, organizer string }{
		{"", "", "PUBLISH", ""},
		{"hello@lotos.example", "<hello@lotos.example>", "REQUEST", `SENT-BY="mailto:okno@salon.example":mailto:hello@lotos.example`},
		{"", "", "PUBLISH", ""},
		{"hello@lotos.example", "<hello@lotos.example>", "CANCEL", `SENT-BY="mailto:okno@salon.example":mailto:hello@lotos.example`},
	} {
		s.do(`insert into notification_settings (company_id, reply_to) values ($1, $2) on conflict (company_id) do update set reply_to = $2`, s.company, c.reply)
		id := s.book(ivan)
		if i < 2 {
			s.made(id)
		} else {
			s.step(id, booking.BookingCancelled, cancelled)
		}
		s.await("the letter", func() bool { return len(p.received()) == i+1 })
		l := p.received()[i]
		file := strings.ReplaceAll(parts(t, l.Raw)["text/calendar "+c.method], "\r\n ", "")
		if l.Header.Get("Reply-To") != c.header || !strings.Contains(file, "METHOD:"+c.method) || strings.Contains(file, "RSVP=TRUE") {
			t.Errorf("reply %q: %q and\n%s", c.reply, l.Header.Get("Reply-To"), file)
		}
		if asks := strings.Contains(file, "ORGANIZER") || strings.Contains(file, "ATTENDEE"); asks != (c.organizer != "") || !strings.Contains(file, c.organizer) {
			t.Errorf("reply %q: organizer and attendee of\n%s", c.reply, file)
		}
		if gone := strings.Contains(file, "STATUS:CANCELLED"); gone != (i >= 2) {
			t.Errorf("step %d says that it is cancelled: %v", i, gone)
		}
	}
}

// Haste is a spammer's mark (RFC 5321, 4.5.4.1): a server that asks to come again is given
// minutes, more each time, and more than a day in all.
func TestAGreylistingServerIsGivenMinutes(t *testing.T) {
	r := notify.PatientRetry(func() float64 { return 0.5 })
	all, last := time.Duration(0), time.Duration(0)
	for attempt := 1; attempt < r.Attempts; attempt++ {
		pause := r.Later(attempt)
		if pause < 5*time.Minute || pause < last {
			t.Errorf("after attempt %d it waits %v, after %v before", attempt, pause, last)
		}
		all, last = all+pause, pause
	}
	if all < 24*time.Hour || r.Pause(1) > time.Minute {
		t.Errorf("given up after %v; what cannot be reached is tried after %v", all, r.Pause(1))
	}
}

// The answer decides between the two: 451 is an answer, a server that is away is none.
func TestALaterAnswerHasItsOwnPause(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	p.rcpt = func(int) error { return answer(451, "greylisted, come back later") }
	id := s.book(ivan)
	patient := impatient
	patient.Later = func(int) time.Duration { return 6 * time.Minute }
	s.workWith(notify.Options{Channels: map[telling.Channel]channel.Channel{telling.Email: p.channel()}, Retry: patient})
	if d := s.only(id, telling.Retrying); time.Until(d.Due) < 5*time.Minute || d.Attempts != 1 {
		t.Errorf("tried again in %v after %d attempts", time.Until(d.Due), d.Attempts)
	}
}
