package notify_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/secret"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify/channel"
	"okno/notify/notifytest"
	"okno/notify/push"
)

func (s *salon) pushKeys() *push.Keys {
	s.t.Helper()
	seal, err := secret.NewSeal(make([]byte, 32), rand.Reader)
	if err != nil {
		s.t.Fatal(err)
	}
	return &push.Keys{DB: s.DB, Seal: seal}
}

// addBrowser lets a member, who gets no mail, be told in the push service's browser.
func (s *salon) addBrowser(p *notifytest.Push, email string) {
	s.t.Helper()
	key, err := s.pushKeys().Public(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	var to telling.Subscription
	to.Endpoint, to.P256dh, to.Auth = p.Subscribe(key)
	var user booking.UserID
	if err := s.GetContext(s.t.Context(), &user, `select id from users where email = $1`, email); err != nil {
		s.t.Fatal(err)
	}
	s.do(`insert into notification_recipients (company_id, id, kind, user_id, locale, events) values ($1, gen_random_uuid(), 'member', $2, 'ru', '{}')`, s.company, user)
	s.do(`insert into sessions (id_hash, user_id, current_company, data, created_at, expires_at) values ($1, $2, $3, '', now(), now() + interval '1 day')`,
		[]byte(email), user, s.company)
	if _, err := s.InAct(s.t.Context(), s.company, func(a *db.Act) error {
		r := telling.Recipient{Kind: telling.RecipientBrowser, User: user, Name: "Chrome, Android", Locale: "ru", Rules: telling.DefaultRules()}
		return messagedb.PutBrowser(s.t.Context(), a, r, to, []byte(email))
	}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *salon) workByPush(p *notifytest.Push) *running {
	s.t.Helper()
	return s.workBy(s.DB, map[telling.Channel]channel.Channel{
		telling.Push: push.NewUnguarded(s.pushKeys(), "https://okno.example", time.Now, p.Client()),
	})
}

// pushing is a salon whose front desk is told in a browser.
func pushing(t *testing.T) (*salon, *notifytest.Push) {
	t.Helper()
	s, p := newSalon(t), notifytest.NewPush(t)
	s.addMember(s.company, "desk@lotos.example", "ru", booking.Desk)
	s.addBrowser(p, "desk@lotos.example")
	s.workByPush(p)
	return s, p
}

func (s *salon) browsers() int {
	s.t.Helper()
	return s.count(`select count(*) from notification_recipients where kind = 'browser'`)
}

func TestBrowserReadsWhatItIsSent(t *testing.T) {
	t.Parallel()
	s, p := pushing(t)
	id := s.book(ivan)
	d := s.only(id, telling.Sent)
	s.awaitNoJobs()
	all := p.Messages()
	if len(all) != 1 || d.Attempts != 1 || d.Channel != telling.Push || d.Name != "Chrome, Android" {
		t.Fatalf("%d messages, delivery %+v", len(all), d)
	}
	m := all[0]
	if m.ID != string(d.ID) || m.Title != "Новая запись" || m.Body != "Стрижка · ср 2 декабря, 10:00\nИван · Анна\nСалон «Лотос»" || m.Lang != "ru" {
		t.Errorf("it reads %+v", m)
	}
	if m.URL != "/bookings/"+string(id) || m.Tag != string(id) || m.Topic != strings.ReplaceAll(string(id), "-", "") {
		t.Errorf("it leads to %s, as %s, %s", m.URL, m.Tag, m.Topic)
	}
	if m.TTL != "86400" || m.Urgency != "high" || m.Contact != "https://okno.example" || m.Size != 2048 {
		t.Errorf("it comes as %+v", m)
	}
	if strings.Contains(fmt.Sprint(m), "916") || strings.Contains(fmt.Sprint(m), "ivan@") {
		t.Errorf("a locked telephone shows contacts: %+v", m)
	}
}

// Whoever is at work, in which role: it is what he may do and see when the message is sent that counts.
func TestRightsAreReadWhenABrowserIsTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before string
		told   bool
	}{
		"as ever":              {`select 1`, true},
		"signed out":           {`delete from sessions`, false},
		"the session is over":  {`update sessions set expires_at = now() - interval '1 second'`, false},
		"the session is old":   {`update sessions set retired_at = now()`, false},
		"shut out":             {`update members set disabled_at = now()`, false},
		"removed":              {`delete from members`, false},
		"somebody else's door": {`update sessions set user_id = (select max(id) from users)`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := newSalon(t), notifytest.NewPush(t)
			s.addMember(s.company, "desk@lotos.example", "ru", booking.Desk)
			s.addBrowser(p, "desk@lotos.example")
			s.do(`insert into users (email, name, password_hash, locale) values ('x@x.example', 'x', '', 'ru')`)
			id := s.book(ivan)
			s.do(c.before)
			s.workByPush(p)
			d := s.only(id, map[bool]telling.DeliveryState{true: telling.Sent, false: telling.Dropped}[c.told])
			if len(p.Messages()) != map[bool]int{true: 1}[c.told] || !c.told && (d.Error != telling.DropBrowser || p.Asked() != 0) {
				t.Errorf("%d messages, %+v", len(p.Messages()), d)
			}
		})
	}
}

func TestBrowserOfARoleWithoutContactsIsToldTheName(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), notifytest.NewPush(t)
	s.addMember(s.company, "desk@lotos.example", "en", booking.Desk)
	s.addBrowser(p, "desk@lotos.example")
	lead := s.lead(0)
	s.do(`update clients set name = ''`)
	s.do(`update companies set hide_contacts_from = '{desk}'`)
	s.workByPush(p)
	s.await("the message", func() bool { return len(p.Messages()) == 1 })
	m := p.Messages()[0]
	if strings.Contains(fmt.Sprint(m), "4568") || m.Title == "" || m.URL != "/leads/"+string(lead) || m.Lang != "en" {
		t.Errorf("a role that sees no contacts reads %+v", m)
	}
	s.do(`update companies set hide_contacts_from = '{}'`)
	s.do(`update clients set name = ''`)
	if _, err := s.InAct(t.Context(), s.company, func(a *db.Act) error { return s.outbox.LeadCreated(t.Context(), a, lead) }); err != nil {
		t.Fatal(err)
	}
	s.await("another", func() bool { return len(p.Messages()) == 2 })
	if m := p.Messages()[1]; !strings.Contains(m.Body, "45-68") {
		t.Errorf("a lead without a name is its phone: %+v", m)
	}
}

func TestPushServiceThatRefusesForGoodIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	for status, c := range map[int]struct {
		why    telling.Why
		gone   bool
		broken string
	}{
		404: {telling.WhyEnded, true, ""}, 410: {telling.WhyEnded, true, ""}, 401: {telling.WhyKey, false, "key"}, 403: {telling.WhyKey, false, "key"},
		400: {telling.WhyRefused, false, ""}, 413: {telling.WhyRefused, false, ""}, 307: {telling.WhyRefused, false, ""},
	} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			s, p := pushing(t)
			p.AnswerBy(func(w http.ResponseWriter) bool { http.Error(w, "no more", status); return true })
			d := s.only(s.book(ivan), telling.Parked)
			if d.Attempts != 1 || d.Why != c.why || !strings.Contains(d.Error, "no more") || p.Asked() != 1 {
				t.Errorf("delivery %+v, asked %d times", d, p.Asked())
			}
			if c.gone != (s.browsers() == 0) {
				t.Errorf("%d browsers are left", s.browsers())
			}
			if n := s.count(`select count(*) from notification_recipients where kind = 'browser' and broken = $1`, c.broken); !c.gone && n != 1 {
				t.Error("the browser is broken as something else")
			}
			if next := s.deliveries(s.book(ivan)); (c.gone || c.broken != "") != (len(next) == 0) {
				t.Errorf("the next booking: %+v", next)
			}
		})
	}
}

func TestPushServiceThatIsBusySlowOrAwayIsAskedAgain(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(w http.ResponseWriter){
		"429": func(w http.ResponseWriter) { w.Header().Set("Retry-After", "1"); w.WriteHeader(429) },
		"503 with a date": func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", time.Now().Add(2*time.Second).UTC().Format(http.TimeFormat))
			w.WriteHeader(503)
		},
		"500":              func(w http.ResponseWriter) { w.WriteHeader(500) },
		"429 without word": func(w http.ResponseWriter) { w.WriteHeader(429) },
		"hangup":           func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := pushing(t)
			first := time.Time{}
			p.AnswerBy(func(w http.ResponseWriter) bool {
				if !first.IsZero() {
					return false
				}
				first = time.Now()
				fail(w)
				return true
			})
			d := s.only(s.book(ivan), telling.Sent)
			if d.Attempts != 2 || len(p.Messages()) != 1 || s.browsers() != 1 {
				t.Errorf("%d messages, delivery %+v", len(p.Messages()), d)
			}
			if name == "429" && time.Since(first) < time.Second {
				t.Error("it came back sooner than it was asked to")
			}
		})
	}
}

func TestConnectionsLostWhileABrowserIsToldCostNothing(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), notifytest.NewPush(t)
	s.addMember(s.company, "desk@lotos.example", "ru", booking.Desk)
	s.addBrowser(p, "desk@lotos.example")
	p.AnswerBy(func(http.ResponseWriter) bool { // what a restart of the database does
		_, err := s.ExecContext(context.Background(), `select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and application_name = 'worker'`)
		if err != nil {
			t.Error(err)
		}
		return false
	})
	id := s.book(ivan)
	s.workBy(s.open("worker"), map[telling.Channel]channel.Channel{telling.Push: push.NewUnguarded(s.pushKeys(), "https://okno.example", time.Now, p.Client())})
	if d := s.only(id, telling.Sent); d.Attempts != 1 {
		t.Errorf("delivery %+v", d)
	}
	s.awaitNoJobs() // the job lost its transaction, ran again, and found the message sent
	if n := len(p.Messages()); n != 1 {
		t.Errorf("%d messages", n)
	}
}

// A message whose taking nobody heard of goes out again, and the browser knows it for the same.
func TestMessageThatComesTwiceIsTheSame(t *testing.T) {
	t.Parallel()
	s, p := pushing(t)
	p.LoseAnswers(1)
	d := s.only(s.book(ivan), telling.Sent)
	all := p.Messages()
	if len(all) != 2 || all[0].ID != string(d.ID) || all[1].ID != all[0].ID || all[1].Tag != all[0].Tag || all[1].Topic != all[0].Topic {
		t.Errorf("%+v", all)
	}
}

func TestQuietHoursAreQuietInBrowsersToo(t *testing.T) {
	t.Parallel()
	s, p := pushing(t)
	s.do(`insert into notification_settings (company_id, quiet_from, quiet_to) values ($1, 0, 1439)`, s.company)
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	s.do(`update companies set timezone = 'Etc/GMT-3'`)
	if now := time.Now().In(zone); now.Hour() == 23 && now.Minute() >= 57 {
		s.do(`update companies set timezone = 'Etc/GMT+3'`) // the one minute that is not quiet is hours away there
	}
	d := s.only(s.book(ivan), telling.Waiting)
	if !d.Due.After(d.CreatedAt) || len(p.Messages()) != 0 {
		t.Errorf("it goes out at %s", d.Due)
	}
}

func TestWhatIsTooLongForABrowserIsCut(t *testing.T) {
	t.Parallel()
	s, p := pushing(t)
	s.do(`update services set name = $1`, strings.Repeat("Очень \"длинное\" название ", 60))
	s.only(s.book(booking.Contact{Name: strings.Repeat("Имя<>&", 30)}), telling.Sent)
	if m := p.Messages()[0]; m.Title != "Новая запись" || !strings.HasSuffix(m.Body, "…") || m.Size != 2048 {
		t.Errorf("%+v", m)
	}
}

func TestKeyForPushServicesIsMadeOnce(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	type made struct {
		key []byte
		err error
	}
	all := make(chan made)
	for range 8 {
		go func() {
			key, err := s.pushKeys().Public(context.WithoutCancel(t.Context()))
			all <- made{key, err}
		}()
	}
	first := <-all
	for range 7 {
		if next := <-all; next.err != nil || string(next.key) != string(first.key) {
			t.Errorf("another key: %v", next.err)
		}
	}
	if n := s.count(`select count(*) from push_keys`); n != 1 || len(first.key) != 65 {
		t.Errorf("%d keys, of %d bytes", n, len(first.key))
	}
	other, err := secret.NewSeal([]byte(strings.Repeat("x", 32)), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&push.Keys{DB: s.DB, Seal: other}).Public(t.Context()); err == nil || s.count(`select count(*) from push_keys`) != 1 {
		t.Error("under another secret it is read, or made anew")
	}
}
