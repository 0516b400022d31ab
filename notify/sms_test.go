package notify_test

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/exec"
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

func TestOneSMSCostsOnce(t *testing.T) {
	t.Parallel()
	say := func(status int, text string) func(int, http.ResponseWriter, *http.Request) {
		return func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, text)
		}
	}
	busyOnce := func(status int) func(int, http.ResponseWriter, *http.Request) {
		return func(n int, w http.ResponseWriter, _ *http.Request) {
			if n == 0 {
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(status)
			}
		}
	}
	for name, c := range map[string]struct {
		answer func(int, http.ResponseWriter, *http.Request)
		change func(*telling.SMSSettings)
		want   string // the state and why
		asked  int
		used   string
	}{
		"taken":                     {say(200, "OK 1"), nil, "sent ", 1, "1 2 5.00"},
		"taken, nothing said":       {say(204, ""), nil, "sent ", 1, "1 2 5.00"},
		"busy for now (429)":        {busyOnce(429), nil, "sent ", 2, "1 2 5.00"},
		"busy for now (503)":        {busyOnce(503), nil, "sent ", 2, "1 2 5.00"},
		"not taken":                 {say(200, `{"status": "ERROR", "key": "s3cret-key t0ken-of-ours"}`), nil, "parked not_taken", 1, "0 0 0.00"},
		"not as it has to be":       {say(200, "hello"), func(o *telling.SMSSettings) { o.Provider.Has = `"id"` }, "parked not_taken", 1, "0 0 0.00"},
		"as it has to be":           {say(200, `{"id": 1}`), func(o *telling.SMSSettings) { o.Provider.Has = `"id"` }, "sent ", 1, "1 2 5.00"},
		"a wrong key":               {say(401, "who?"), nil, "parked sms_setup", 1, "0 0 0.00"},
		"a wrong number":            {say(400, "number"), nil, "parked not_taken", 1, "0 0 0.00"},
		"a server that breaks down": {say(500, "oops"), nil, "unknown sms_unsure", 1, "1 2 5.00"},
		"a gateway without a word":  {say(502, ""), nil, "unknown sms_unsure", 1, "1 2 5.00"},
		"sent elsewhere": {func(_ int, w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/inside", http.StatusTemporaryRedirect)
		}, nil, "parked sms_setup", 1, "0 0 0.00"},
		"cut off": {func(_ int, w http.ResponseWriter, _ *http.Request) {
			conn, _, _ := w.(http.Hijacker).Hijack()
			conn.Close()
		}, nil, "unknown sms_unsure", 1, "1 2 5.00"},
		"cut off, by GET": {func(_ int, w http.ResponseWriter, _ *http.Request) {
			conn, _, _ := w.(http.Hijacker).Hijack()
			conn.Close()
		}, func(o *telling.SMSSettings) {
			o.Provider.Method, o.Provider.URL = "GET", o.Provider.URL+"?to={{phone}}&t={{text}}"
		}, "unknown sms_unsure", 1, "1 2 5.00"},
		"ten megabytes": {func(_ int, w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 10<<20)) }, nil, "sent ", 1, "1 2 5.00"},
		"an answer that never ends, taken": {func(_ int, w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"id": 1}`)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, func(o *telling.SMSSettings) { o.Provider.Has = `"id"` }, "sent ", 1, "1 2 5.00"},
		"no answer":    {func(_ int, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, nil, "unknown sms_unsure", 1, "1 2 5.00"},
		"nobody there": {nil, func(o *telling.SMSSettings) { o.Provider.URL = "http://127.0.0.1:1/send" }, "parked away", 0, "0 0 0.00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := texting(t, c.change)
			if c.answer != nil {
				p.AnswerBy(c.answer)
			}
			d := s.open("worker")
			patience := time.Minute
			if name == "no answer" || strings.Contains(name, "never ends") {
				patience = 300 * time.Millisecond
			}
			s.workBy(d, map[telling.Channel]channel.Channel{telling.SMS: bySMS(t, d, patience)})
			id := s.visit(3, masha)
			s.tellClient(id, booking.BookingConfirmed)
			s.await("the end: "+c.want, func() bool {
				return s.count(`select count(*) from deliveries where booking_id = $1 and state || ' ' || why = $2`, id, c.want) == 1
			})
			s.awaitNoJobs()
			var kept string
			if err := s.GetContext(t.Context(), &kept, `select receipt || error from deliveries where booking_id = $1 and channel = 'sms'`, id); err != nil {
				t.Fatal(err)
			}
			if n := len(p.Asked()); n != c.asked || s.used() != c.used {
				t.Errorf("asked %d times, counted %q; want %d, %q", n, s.used(), c.asked, c.used)
			}
			if strings.Contains(kept, "s3cret") || strings.Contains(kept, "t0ken") || len(kept) > 2000 {
				t.Errorf("kept: %s", kept)
			}
		})
	}
}

// One of which nobody knows is sent again when a person says so, and costs again.
func TestAnSMSOfWhichNobodyKnowsIsSentAgainByHand(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	p.AnswerBy(func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 0 {
			w.WriteHeader(500)
		}
	})
	s.workBySMS()
	id := s.visit(3, masha)
	s.tellClient(id, booking.BookingConfirmed)
	s.awaitStates(id, "sms booking_confirmed unknown")
	s.awaitNoJobs()
	if _, err := s.InAct(t.Context(), s.company, func(a *db.Act) error {
		d := s.deliveries(id)[0]
		if again, err := messagedb.SendAgain(t.Context(), a, d.ID); err != nil || !again {
			t.Errorf("sent again: %v %v", again, err)
		}
		return s.outbox.Again(t.Context(), a, d.ID)
	}); err != nil {
		t.Fatal(err)
	}
	s.awaitStates(id, "sms booking_confirmed sent")
	if n := len(p.Asked()); n != 2 || s.used() != "2 4 10.00" {
		t.Errorf("asked %d times, counted %s", n, s.used())
	}
}

// textAlone is a worker process that is there to be killed.
func textAlone(url string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, url)
	if err != nil {
		return err
	}
	seal, err := secret.NewSeal(make([]byte, 32), rand.Reader)
	if err != nil {
		return err
	}
	one := sms.NewUnguarded(&sms.Secrets{DB: d, Seal: seal}, time.Now, &http.Client{Timeout: time.Minute})
	return notify.NewWorker(notify.Options{
		DB: d, Channels: map[telling.Channel]channel.Channel{telling.SMS: one}, BaseURL: "https://okno.example", Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Retry: impatient,
	}).Run(ctx)
}

// A process is killed between the sending and the keeping of it: nobody knows, and it is not sent twice.
func TestAnSMSOfAKilledWorkerIsNotSentAgain(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	first := exec.Command(os.Args[0])
	first.Env = append(os.Environ(), "NOTIFY_TEST_SMS="+s.url)
	first.Stderr = t.Output()
	p.AnswerBy(func(_ int, _ http.ResponseWriter, r *http.Request) { // it has the message, and the worker will never know
		_ = first.Process.Kill()
		<-r.Context().Done()
	})
	id := s.visit(3, masha)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = first.Process.Kill(); _ = first.Wait() })
	s.tellClient(id, booking.BookingConfirmed)
	s.await("the provider to be asked", func() bool { return len(p.Asked()) == 1 })
	_ = first.Wait()
	s.workBySMS()
	s.awaitStates(id, "sms booking_confirmed unknown")
	s.awaitNoJobs()
	if n := len(p.Asked()); n != 1 || s.used() != "1 1 2.50" { // that process knows no links
		t.Errorf("asked %d times, counted %s", n, s.used())
	}
}

// Two processes, and events that were taken apart twice: each message once, and all counted.
func TestTwoWorkersSendEachSMSOnce(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	const many = 8
	for i := range many {
		contact := booking.Contact{Name: "Гость", Phone: "+7916111220" + string(rune('0'+i))}
		s.tellClient(s.visit(3+i, contact), booking.BookingConfirmed)
	}
	s.do(`insert into gue_jobs select '7' || substr(job_id, 2), priority, run_at, job_type, args, 0, null, queue, created_at, updated_at from gue_jobs`)
	s.workBySMS()
	s.workBySMS()
	s.await("all to be sent", func() bool {
		return s.count(`select count(*) from deliveries where channel = 'sms' and state = 'sent'`) == many
	})
	s.awaitNoJobs()
	if n := len(p.Asked()); n != many || s.used() != "8 16 40.00" {
		t.Errorf("asked %d times, counted %s", n, s.used())
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

// A reminder comes at its time, and before the quiet hours that it would fall into.
func TestRemindersBySMSComeBeforeQuietHours(t *testing.T) {
	t.Parallel()
	s, p := texting(t, func(o *telling.SMSSettings) { o.Quiet = telling.Quiet{From: 21 * 60, To: 9 * 60} })
	s.do(`update companies set reminders_min = '{60, 1440}'`)
	id := s.visit(5, masha)
	plan := func(start string) string { // at that hour of Moscow's, five days from now
		s.do(`update bookings set starts_at = t.at, ends_at = t.at + interval '1 hour', occupied = tstzrange(t.at, t.at + interval '1 hour')
			from (select (((now() at time zone 'Europe/Moscow')::date + 5) + $2::time) at time zone 'Europe/Moscow' as at) t where id = $1`, id, start)
		if _, err := s.InAct(t.Context(), s.company, func(a *db.Act) error { _, err := messagedb.PlanReminders(t.Context(), a, id); return err }); err != nil {
			t.Fatal(err)
		}
		var text string
		if err := s.GetContext(t.Context(), &text, `select coalesce(string_agg(channel || ' ' || topic || ' ' || ((due_at at time zone 'Europe/Moscow')::date - (now() at time zone 'Europe/Moscow')::date) || ' ' ||
			to_char(due_at at time zone 'Europe/Moscow', 'HH24:MI'), ', ' order by topic), '') from deliveries where state = 'waiting'`); err != nil {
			t.Fatal(err)
		}
		return text
	}
	if got := plan("12:30"); got != "sms booking_reminder-1440 4 12:30, sms booking_reminder-60 5 11:30" {
		t.Errorf("by day: %s", got)
	}
	if got := plan("09:30"); got != "sms booking_reminder-1440 4 09:30, sms booking_reminder-60 4 20:59" {
		t.Errorf("in the morning: %s", got)
	}
	if got := plan("22:30"); got != "sms booking_reminder-1440 4 20:59, sms booking_reminder-60 5 20:59" {
		t.Errorf("in the evening: %s", got)
	}
	// Its time has come, though by the booking alone it is too early.
	s.do(`update bookings set starts_at = t.at, ends_at = t.at + interval '1 hour', occupied = tstzrange(t.at, t.at + interval '1 hour') from (select now() + interval '3 hours' as at) t`)
	s.do(`update sms_settings set quiet_from = m, quiet_to = (m + 180) % 1440 from (select (extract(hour from l) * 60 + extract(minute from l))::integer as m from (select now() at time zone 'Europe/Moscow' as l) x) y`)
	s.do(`delete from deliveries where topic = 'booking_reminder-1440'`)
	s.do(`update deliveries set due_at = now() where state = 'waiting'`)
	s.workBySMS()
	s.again(id)
	s.awaitStates(id, "sms booking_reminder sent")
	if text := textOf(t, p.Asked()[0]); !strings.Contains(text, "ждём вас") {
		t.Errorf("told: %q", text)
	}
	s.do(`update clients set sms_off_at = now()`)
	if got := plan("12:30"); got != "" {
		t.Errorf("of who wants none: %s", got)
	}
}

// Who switches SMS on is answered for the bookings that stand already.
func TestRemindersBySMSArePlannedForWhatStands(t *testing.T) {
	t.Parallel()
	s, p := texting(t, func(o *telling.SMSSettings) { o.On = false })
	s.do(`update companies set reminders_min = '{60}'`)
	id, gone := s.visit(5, masha), s.visit(6, masha)
	s.do(`update bookings set status = 'cancelled' where id = $1`, gone)
	s.provide(p.URL, nil)
	plan := func() {
		t.Helper()
		if _, err := s.InAct(t.Context(), s.company, func(a *db.Act) error { return s.outbox.RemindersPlanned(t.Context(), a, time.Now()) }); err != nil {
			t.Fatal(err)
		}
	}
	plan()
	if got := s.states(id) + s.states(gone); got != "sms booking_reminder waiting" {
		t.Errorf("planned: %s", got)
	}
	s.provide(p.URL, func(o *telling.SMSSettings) { o.Kinds = []booking.Event{booking.BookingConfirmed} })
	plan()
	if got := s.states(id); got != "sms booking_reminder dropped:no_sms" {
		t.Errorf("unticked: %s", got)
	}
}

// The database plans by the same quiet hours as the worker asks, on the nights on which the clocks change too.
func TestQuietHoursOfSMSAgree(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	for _, name := range []string{"Europe/Moscow", "Europe/Berlin", "America/New_York"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []telling.Quiet{{From: 21 * 60, To: 9 * 60}, {From: 0, To: 8 * 60}, {From: 13 * 60, To: 14 * 60}, {From: 150, To: 200}, {From: 60, To: 60}} {
			var rows []struct{ At, Before time.Time }
			if err := s.SelectContext(t.Context(), &rows, `select at, okno_before_quiet(at, $1, $2, $3) as before from (
				select generate_series('2026-03-07'::timestamptz, '2026-03-09', interval '37 minutes') as at
				union all select generate_series('2026-03-28'::timestamptz, '2026-03-30', interval '37 minutes')
				union all select generate_series('2026-10-24'::timestamptz, '2026-11-02', interval '37 minutes')) x`, name, q.From, q.To); err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				if want := q.Before(r.At, zone); !want.Equal(r.Before) {
					t.Fatalf("%s, %+v at %s: the database says %s, and the worker %s", name, q, r.At.In(zone), r.Before.In(zone), want.In(zone))
				}
			}
		}
	}
}
