package notify_test

import (
	"fmt"
	"mime"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify"
	"okno/notify/channel"
)

// young makes the salon one that somebody has signed up an hour ago, with a message of its own.
func (s *salon) young() {
	s.t.Helper()
	s.do(`update companies set signed_up_at = now() - interval '1 hour', name = 'Bank https://evil.example/pay' where id = $1`, s.company)
	s.do(`update services set name = 'Confirm your password at evil.example/unlock' where company_id = $1`, s.company)
	s.do(`update resources set name = 'www.evil.example' where company_id = $1`, s.company)
	s.do(`insert into notification_settings (company_id, sender_name, reply_to) values ($1, 'Bank Security Team', 'phish@evil.example')`, s.company)
	for _, event := range []string{"booking_created", "booking_confirmed", "booking_cancelled"} {
		s.do(`insert into notification_templates (company_id, audience, event, locale, subject, body)
			values ($1, 'client', $2, 'ru', 'Your account has been locked', 'Confirm at https://evil.example/unlock today, {{client}}')`, s.company, event)
	}
}

// All that somebody can read of a letter.
func whole(t *testing.T, l letter) string {
	t.Helper()
	var text strings.Builder
	for _, name := range []string{"From", "Reply-To", "Subject"} {
		value, err := new(mime.WordDecoder).DecodeHeader(l.Header.Get(name))
		if err != nil {
			t.Fatal(err)
		}
		text.WriteString(name + ": " + value + "\n")
	}
	for media, part := range parts(t, l.Raw) {
		text.WriteString(media + "\n" + part + "\n")
	}
	return strings.ReplaceAll(text.String(), "\r\n ", "")
}

// Somebody signs up, and books strangers: they get the program's words in a name that says who
// writes, which leads nowhere but to us and is answered to nobody. Ten days later, or at the
// operator's word, the company speaks for itself.
func TestAYoungCompanyIsNoRelay(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	s.young()
	s.work(p.channel())
	hostile := booking.Contact{Name: "You won! https://evil.example/prize", Email: "victim@example.org"}
	s.made(s.book(hostile))
	s.await("the letter", func() bool { return len(p.received()) == 1 })
	text := whole(t, p.received()[0])
	for _, no := range []string{"locked", "Security Team", "phish", "evil.example", "://evil", "www."} {
		if strings.Contains(text, no) {
			t.Errorf("a stranger reads %q in\n%s", no, text)
		}
	}
	for _, want := range []string{"From: Bank https evil example pay через Okno <", "Reply-To: \n", "Subject: Вы записаны", "https://okno.example/m/"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	s.addMember(s.company, "phish@evil.example", "ru", booking.Owner) // it is confirmed then
	s.made(s.book(booking.Contact{Name: "Иван", Email: "second@example.org"}))
	s.await("the second letter", func() bool { return len(inbox(t, p, "second@example.org")) == 1 })
	for _, l := range p.received() {
		if l.To == "second@example.org" && l.Header.Get("Reply-To") != "<phish@evil.example>" {
			t.Errorf("a member's address is answered to: %q", l.Header.Get("Reply-To"))
		}
	}
	for i, trust := range []func(){
		func() {
			s.do(`update companies set signed_up_at = now() - interval '10 days' where id = $1`, s.company)
		},
		func() {
			s.do(`update companies set signed_up_at = now() where id = $1`, s.company)
			if found, err := messagedb.Approve(t.Context(), s.DB, "lotos", time.Now()); err != nil || !found {
				t.Fatalf("approved: %v, %v", found, err)
			}
		},
	} {
		trust()
		to := fmt.Sprintf("later%d@example.org", i)
		s.made(s.book(booking.Contact{Name: "Иван", Email: to}))
		s.await("the letter", func() bool { return len(inbox(t, p, to)) == 1 })
		if got := inbox(t, p, to)[0]; got != "Your account has been locked" {
			t.Errorf("a company speaks for itself at last: %q", got)
		}
	}
}

// Where the operator makes all companies, none is young.
func TestOnACompanyOwnServerNothingChanges(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	s.young()
	s.workWith(notify.Options{Channels: map[telling.Channel]channel.Channel{telling.Email: p.channel()}, NoSignUp: true})
	s.made(s.book(ivan))
	s.await("the letter", func() bool { return len(p.received()) == 1 })
	if text := whole(t, p.received()[0]); !strings.Contains(text, "Bank Security Team") || !strings.Contains(text, "phish@evil.example") || !strings.Contains(text, "has been locked") {
		t.Errorf("its own words are gone:\n%s", text)
	}
}

// An extra address for the team's mail is typed by a member and confirmed by nobody: while the
// company is young, what visitors write does not go there.
func TestAnExtraAddressOfAYoungCompanyGetsNoFreeText(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	s.young()
	s.addMember(s.company, "desk@lotos.example", "ru", booking.Desk)
	s.do(`insert into notification_recipients (company_id, id, kind, address, locale, events) values ($1, gen_random_uuid(), 'address', 'victim@example.org', 'ru', '{booking_created}')`, s.company)
	s.work(p.channel())
	s.book(booking.Contact{Name: "Your parcel is held https://evil.example/pay", Phone: "+79161234567", Email: "x@evil.example"})
	s.await("both letters", func() bool { return len(p.received()) == 2 })
	letters := p.received()
	if letters[0].To != "victim@example.org" {
		letters[0], letters[1] = letters[1], letters[0]
	}
	if text := whole(t, letters[1]); !strings.Contains(text, "Your parcel is held https evil example pay") || !strings.Contains(text, "x@evil.example") {
		t.Errorf("the desk reads\n%s", text)
	}
	if text := whole(t, letters[0]); strings.Contains(text, "evil.example") || strings.Contains(text, "916 123") || strings.Contains(text, "parcel") || !strings.Contains(text, "Новая запись") {
		t.Errorf("a stranger reads\n%s", text)
	}
}

// A bomb: 24 bookings in the name of somebody who knows nothing of it, in two companies. He gets a
// few mails and one that holds the rest, with each message's link; nothing is lost.
func TestABombIsAFewMailsAndADigest(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	victim := booking.Contact{Name: "Жертва", Email: "victim@example.org"}
	one, all := s.company, map[string]bool{}
	for range 2 {
		for range 12 {
			id := s.book(victim)
			s.made(id)
			all[string(id)] = true
		}
		s.company, s.service, s.anna = s.another()
	}
	s.company = one
	s.workWith(notify.Options{
		Channels: map[telling.Channel]channel.Channel{telling.Email: p.channel()},
		Pace:     notify.Pace{Wait: 2 * time.Second, Every: 2 * time.Second, Look: 300 * time.Millisecond},
	})
	s.await("all of it to be told", func() bool { return s.count(`select count(*) from deliveries where state <> 'sent'`) == 0 })
	letters := p.received()
	if len(letters) > abuse.MailFor.Most+2 {
		t.Errorf("%d letters to one victim", len(letters))
	}
	for _, l := range letters {
		for id := range all {
			if strings.Contains(parts(t, l.Raw)["text/plain"], "https://okno.example/m/"+id) {
				delete(all, id)
			}
		}
	}
	if len(all) > 0 {
		t.Errorf("%d messages are lost", len(all))
	}
	last := ""
	for _, l := range letters[abuse.MailFor.Most:] { // they come last
		last += whole(t, l)
	}
	for _, want := range []string{"сообщени", "Салон «Лотос»", "Салон «Мята»", "Вы записаны: Стрижка"} {
		if !strings.Contains(last, want) {
			t.Errorf("no %q in the digest\n%s", want, last[:min(len(last), 2000)])
		}
	}
}

// another is one more company with a service and a resource.
func (s *salon) another() (company booking.CompanyID, service, resource booking.ID) {
	s.t.Helper()
	company, service, resource = s.addCompany(fmt.Sprint("mint", s.bookings), "Салон «Мята»", "Europe/Moscow"), newID(s.t), newID(s.t)
	s.do(`insert into services (company_id, id, ref, name, duration_min, buffer_before_min, buffer_after_min, active, position) values ($1, $2, 'cut', 'Стрижка', 60, 0, 0, true, 1)`, company, service)
	s.do(`insert into resources (company_id, id, ref, name, kind, active, position) values ($1, $2, 'eva', 'Ева', 'staff', true, 1)`, company, resource)
	return company, service, resource
}

// What is beyond a company's day waits, unspent, and goes when there is room; an address's bound is
// not touched by it.
func TestACompanysDayHasABound(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	s.do(`update companies set signed_up_at = now() where id = $1`, s.company)
	perDay := func(n int) {
		if found, err := messagedb.SetMailsPerDay(t.Context(), s.DB, "lotos", &n); err != nil || !found {
			t.Fatalf("set: %v, %v", found, err)
		}
	}
	perDay(3)
	for i := range 5 {
		s.made(s.book(booking.Contact{Name: "Иван", Email: fmt.Sprintf("client%d@example.org", i)}))
	}
	s.workWith(notify.Options{
		Channels: map[telling.Channel]channel.Channel{telling.Email: p.channel()}, Pace: notify.Pace{Wait: time.Hour, Every: time.Hour, Look: time.Second},
	})
	s.await("two to wait", func() bool {
		return s.count(`select count(*) from deliveries where held = 'company' and state = 'retrying' and attempts = 0`) == 2
	})
	if n := len(p.received()); n != 3 {
		t.Errorf("%d letters on a day of 3", n)
	}
	if held, err := messagedb.HeldMails(t.Context(), s.Of(s.company)); err != nil || held[telling.HeldCompany] != 2 {
		t.Errorf("the panel says %v, %v", held, err)
	}
	perDay(30)
	s.await("the rest", func() bool { return len(p.received()) == 5 })
}
