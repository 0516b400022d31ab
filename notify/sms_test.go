package notify_test

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/secret"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/notifytest"
	"okno/notify/sms"
)

// masha has left nothing but her phone.
var masha = booking.Contact{Name: "Маша", Phone: "+79161112233"}

func testSeal(t testing.TB) *secret.Seal {
	t.Helper()
	seal, err := secret.NewSeal(make([]byte, 32), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return seal
}

// provide sets the salon's provider; change makes it otherwise.
func (s *salon) provide(address string, change func(*telling.SMSSettings)) {
	s.t.Helper()
	settings := telling.DefaultSMSSettings()
	settings.On, settings.Quiet, settings.Price = true, telling.Quiet{}, "2.50"
	settings.Provider = telling.SMSProvider{
		Method: "POST", URL: address + "/send", Content: "form", Body: "k={{key}}&to={{phone}}&text={{text}}", Key: "s3cret-key", HasNot: "ERROR",
		Headers: []telling.SMSHeader{{Name: "Authorization", Value: "Bearer t0ken-of-ours"}},
	}
	if change != nil {
		change(&settings)
	}
	secrets := sms.Secrets{DB: s.DB, Seal: testSeal(s.t)}
	sealed, err := secrets.Close(s.company, settings.Provider)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.InAct(s.t.Context(), s.company, func(a *db.Act) error {
		return messagedb.SaveSMSSettings(s.t.Context(), a, settings, sealed)
	}); err != nil {
		s.t.Fatal(err)
	}
}

// bySMS is the channel without the guard, with so much patience.
func bySMS(t testing.TB, d *db.DB, patience time.Duration) *sms.Channel {
	return sms.NewUnguarded(&sms.Secrets{DB: d, Seal: testSeal(t)}, time.Now, &http.Client{Timeout: patience})
}

func (s *salon) workBySMS() *running {
	s.t.Helper()
	d := s.open("worker")
	return s.workWith(notify.Options{DB: d, Channels: map[telling.Channel]channel.Channel{telling.SMS: bySMS(s.t, d, time.Minute)}, Seal: testSeal(s.t), NoSignUp: true})
}

// texting is a salon with a provider.
func texting(t *testing.T, change func(*telling.SMSSettings)) (*salon, *notifytest.SMS) {
	t.Helper()
	s, p := newSalon(t), notifytest.NewSMS(t)
	s.provide(p.URL, change)
	return s, p
}

// visit is a booking of masha's in some days, of which nobody has been told.
func (s *salon) visit(days int, contact booking.Contact) booking.ID {
	s.t.Helper()
	id := s.book(contact)
	s.do(`update bookings b set starts_at = t.at, ends_at = t.at + interval '1 hour', occupied = tstzrange(t.at, t.at + interval '1 hour')
		from (select date_trunc('hour', now()) + make_interval(days => $2) as at) t where id = $1`, id, days)
	return id
}

// used is what was counted: messages, segments, cost.
func (s *salon) used() string {
	s.t.Helper()
	var text string
	if err := s.GetContext(s.t.Context(), &text, `select coalesce(string_agg(messages || ' ' || segments || ' ' || cost, ', '), 'nothing') from sms_usage where company_id = $1`, s.company); err != nil {
		s.t.Fatal(err)
	}
	return text
}

func textOf(t *testing.T, asked notifytest.Texted) string {
	t.Helper()
	form, err := url.ParseQuery(asked.Body)
	if err != nil {
		t.Fatal(err)
	}
	return form.Get("text")
}

func TestAClientWhoLeftAPhoneAloneIsToldBySMS(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	s.workBySMS()
	id := s.visit(3, masha)
	s.tellClient(id, booking.BookingConfirmed)
	s.awaitStates(id, "sms booking_confirmed sent")
	asked := p.Asked()
	if len(asked) != 1 || asked[0].Header.Get("Authorization") != "Bearer t0ken-of-ours" || !strings.Contains(asked[0].Body, "k=s3cret-key&to=79161112233&") {
		t.Fatalf("asked: %+v", asked)
	}
	if text := textOf(t, asked[0]); !strings.HasPrefix(text, "Салон «Лотос»: вы записаны, ") || !strings.HasSuffix(text, ". https://okno.example/m/"+string(id)) || strings.Contains(text, "Маша") {
		t.Errorf("told: %q", text)
	}
	if got := s.used(); got != "1 2 5.00" {
		t.Errorf("counted: %s", got)
	}
	s.do(`update bookings set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour', occupied = tstzrange(starts_at + interval '1 hour', ends_at + interval '1 hour')`)
	s.tellClient(id, booking.BookingMoved)
	s.awaitStates(id, "sms booking_confirmed sent, sms booking_moved sent")
	s.do(`update bookings set status = 'cancelled'`)
	s.tellClient(id, booking.BookingCancelled)
	s.awaitStates(id, "sms booking_confirmed sent, sms booking_moved sent, sms booking_cancelled sent")
	if a := p.Asked(); !strings.Contains(textOf(t, a[1]), "запись изменена") || !strings.Contains(textOf(t, a[2]), "запись отменена") {
		t.Errorf("told: %q, %q", textOf(t, a[1]), textOf(t, a[2]))
	}
}

// Who is reached in another way is not written to, unless the company wants it.
func TestWhoGetsSMS(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	for name, c := range map[string]struct {
		contact booking.Contact
		before  func(booking.ID)
		also    bool
		kinds   []booking.Event
		want    string
	}{
		"with an address":           {contact: ivan, want: "email"},
		"with an address, and also": {contact: ivan, also: true, want: "email sms"},
		"with a dead address": {contact: ivan, before: func(booking.ID) {
			s.do(`insert into dead_addresses (company_id, address, why, error) values ($1, 'ivan@example.com', 'address', '')`, s.company)
		}, want: "email sms"},
		"with a chat": {contact: masha, before: func(id booking.ID) { s.connectOwn(id, telling.ChatsAlso) }, want: "telegram"},
		"who wants none": {contact: masha, before: func(id booking.ID) {
			s.do(`update clients set sms_off_at = now() where id = (select client_id from bookings where id = $1)`, id)
		}},
		"without a phone":                 {contact: booking.Contact{Name: "Никто"}},
		"of what is not ticked":           {contact: masha, kinds: []booking.Event{booking.BookingReminder}},
		"whose booking is told to nobody": {contact: masha, before: func(id booking.ID) { s.do(`update bookings set tell_client = false where id = $1`, id) }},
		"whose booking waits":             {contact: masha, before: func(id booking.ID) { s.do(`update bookings set status = 'pending' where id = $1`, id) }},
		"otherwise":                       {contact: masha, want: "sms"},
	} {
		s.provide(p.URL, func(o *telling.SMSSettings) {
			if o.Also = c.also; c.kinds != nil {
				o.Kinds = c.kinds
			}
		})
		s.do(`delete from dead_addresses`)
		id := s.visit(3, c.contact)
		if c.before != nil {
			c.before(id)
		}
		s.tellClient(id, booking.BookingCreated)
		var got string
		if err := s.GetContext(t.Context(), &got, `select coalesce(string_agg(channel, ' ' order by channel), '') from deliveries where booking_id = $1 and audience = 'client'`, id); err != nil {
			t.Fatal(err)
		}
		if got != c.want {
			t.Errorf("a client %s is told by %q, want %q", name, got, c.want)
		}
	}
}

// What has changed before the message leaves is what counts then; a booking that nobody has confirmed is never told of.
func TestWhatHoldsWhenAnSMSLeaves(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	never, late := s.visit(3, masha), s.visit(4, masha)
	for _, id := range []booking.ID{never, late} {
		pending := telling.Snapshot{Status: booking.Pending, Service: s.service, Start: time.Now().AddDate(0, 0, 3), End: time.Now().AddDate(0, 0, 3).Add(time.Hour)}
		s.do(`update bookings set status = 'cancelled' where id = $1 and $1 = $2`, id, never)
		event := booking.BookingConfirmed
		if id == never {
			event = booking.BookingCancelled
		}
		if _, err := s.InAct(t.Context(), s.company, func(a *db.Act) error {
			return s.outbox.BookingChanged(t.Context(), a, notify.BookingNotice{Booking: id, Event: event, TellClient: true, Before: &pending})
		}); err != nil {
			t.Fatal(err)
		}
	}
	s.do(`update clients set sms_off_at = now() where id = (select client_id from bookings where id = $1)`, late)
	s.workBySMS()
	s.awaitStates(never, "sms booking_cancelled dropped:pending")
	s.awaitStates(late, "sms booking_confirmed dropped:no_sms")
	if n := len(p.Asked()); n != 0 || s.used() != "nothing" {
		t.Errorf("the provider was asked %d times, and counted %s", n, s.used())
	}
}

// At a limit nothing is sent, the delivery says so, and the owners are told once.
func TestLimitsOfSMSHold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*telling.SMSSettings)
		phones string // the last digit of each
		sent   int
		why    string
		mails  string
	}{
		{"a day", func(o *telling.SMSSettings) { o.DayCap = 4 }, "12345", 2, "sms_day", "sms_day"},
		{"a month", func(o *telling.SMSSettings) { o.MonthCap = 3 }, "123", 1, "sms_month", "sms_month"},
		{"a number", nil, "11111111", abuse.SMSFor.Most, "sms_number", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, p := texting(t, c.change)
			s.addMember(s.company, "olga@lotos.example", "ru", booking.Owner)
			s.addMember(s.company, "adam@lotos.example", "ru", booking.Admin)
			s.do(`update members set disabled_at = null`)
			s.workBySMS()
			for i, digit := range c.phones {
				id := s.visit(3+i, booking.Contact{Name: "Гость", Phone: "+7916111220" + string(digit)})
				s.tellClient(id, booking.BookingConfirmed)
				s.await("it to be over", func() bool {
					return s.count(`select count(*) from deliveries where booking_id = $1 and channel = 'sms' and state in ('sent', 'parked')`, id) == 1
				})
			}
			if n := s.count(`select count(*) from deliveries where channel = 'sms' and state = 'parked' and why = $1`, c.why); n != len(c.phones)-c.sent || len(p.Asked()) != c.sent {
				t.Errorf("%d are held by %s, and %d were sent", n, c.why, len(p.Asked()))
			}
			var mails string
			if err := s.GetContext(t.Context(), &mails, `select coalesce(string_agg(kind || ' ' || recipient, ', '), '') from account_mails`); err != nil {
				t.Fatal(err)
			}
			if want := strings.TrimSpace(c.mails + " olga@lotos.example"); c.mails != "" && mails != want || c.mails == "" && mails != "" {
				t.Errorf("told: %q", mails)
			}
		})
	}
}

// The provider is on the public web, unless whoever runs the server says otherwise.
func TestTheOwnNetworkIsNotAskedForSMS(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	d := s.open("worker")
	s.workBy(d, map[telling.Channel]channel.Channel{telling.SMS: sms.New(&sms.Secrets{DB: d, Seal: testSeal(t)}, time.Now)})
	id := s.visit(3, masha)
	s.tellClient(id, booking.BookingConfirmed)
	s.awaitStates(id, "sms booking_confirmed parked")
	if why := s.deliveries(id)[0].Why; why != telling.WhySMSSetup || len(p.Asked()) != 0 || s.used() != "0 0 0.00" {
		t.Errorf("%s, asked %d times, counted %s", why, len(p.Asked()), s.used())
	}
}

// Secrets that were sealed under another key are no secrets.
func TestAnSMSWithoutItsSecretsIsNotSent(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	s.do(`update sms_settings set secrets = 'nonsense'`)
	s.workBySMS()
	id := s.visit(3, masha)
	s.tellClient(id, booking.BookingConfirmed)
	s.awaitStates(id, "sms booking_confirmed parked")
	if why := s.deliveries(id)[0].Why; why != telling.WhySMSSetup || len(p.Asked()) != 0 {
		t.Errorf("%s, asked %d times", why, len(p.Asked()))
	}
}
