package notify_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/secret"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/email"
	"okno/notify/notifytest"
	"okno/notify/telegram"
)

// chat is the group in which the salon's team sits.
const chat = -1001

// addChat connects a chat that is told of everything but the daily sheet.
func (s *salon) addChat(id string) {
	s.t.Helper()
	if _, err := s.InAct(s.t.Context(), s.company, func(a *db.Act) error {
		_, err := messagedb.PutRecipient(s.t.Context(), a, telling.Recipient{
			Kind: telling.RecipientChat, Address: id, Name: "Смена", Group: true, Locale: "ru", Rules: telling.DefaultRules(),
		})
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *salon) bots(g *notifytest.Telegram) *telegram.Bots {
	s.t.Helper()
	seal, err := secret.NewSeal(make([]byte, 32), rand.Reader)
	if err != nil {
		s.t.Fatal(err)
	}
	return &telegram.Bots{DB: s.DB, API: g.URL, Token: g.Token, Seal: seal, Timeout: 500 * time.Millisecond}
}

// chatting is a salon with a chat and a worker that sends to it.
func chatting(t *testing.T, answer func(n int64, w http.ResponseWriter, method string) bool) (*salon, *notifytest.Telegram) {
	t.Helper()
	s, g := newSalon(t), notifytest.NewTelegram(t)
	var n atomic.Int64
	g.AnswerBy(func(w http.ResponseWriter, method string, _ map[string]string) bool {
		return answer != nil && answer(n.Add(1), w, method)
	})
	s.addChat("-1001")
	s.workBy(s.DB, map[telling.Channel]channel.Channel{telling.Telegram: telegram.New(s.bots(g))})
	return s, g
}

func (s *salon) broken() (why string) {
	s.t.Helper()
	if err := s.GetContext(s.t.Context(), &why, `select broken from notification_recipients where kind = 'chat'`); err != nil {
		s.t.Fatal(err)
	}
	return why
}

func TestTelegramTakesTheMessageAndItsReceiptIsKept(t *testing.T) {
	t.Parallel()
	s, g := chatting(t, nil)
	s.do(`update services set name = 'Стрижка <b>&' || chr(13) || chr(10) || 'x'`)
	id := s.book(booking.Contact{Name: "Ева\r\n<script>\u202E&🧖‍♀️", Phone: "+79161234567"})
	d := s.only(id, telling.Sent)
	m := g.Messages(chat)
	if len(m) != 1 || d.Receipt == "" || d.Channel != telling.Telegram {
		t.Fatalf("%d messages, delivery %+v", len(m), d)
	}
	for _, want := range []string{"<b>Новая запись</b>\n", "Услуга: Стрижка &lt;b&gt;&amp; x\n", "Клиент: Ева &lt;script&gt;&amp;🧖‍♀️\n", "Телефон: +7 916 123-45-67"} {
		if !strings.Contains(m[0].Text, want) {
			t.Errorf("no %q in\n%s", want, m[0].Text)
		}
	}
	if b := m[0].Buttons; len(b) != 2 || b[0].Text != "Позвонить" || b[1].URL != "https://okno.example/bookings/"+string(id) {
		t.Errorf("buttons %+v", b)
	}
}

func TestTelegramThatRefusesForGoodIsParked(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		code   int
		text   string
		why    telling.Why
		breaks bool
	}{
		"bad request":    {400, "Bad Request: can't parse entities", telling.WhyRefused, false},
		"chat not found": {400, "Bad Request: chat not found", telling.WhyNoChat, true},
		"no rights":      {400, "Bad Request: not enough rights to send text messages to the chat", telling.WhyMute, true},
		"blocked":        {403, "Forbidden: bot was blocked by the user", telling.WhyBlocked, true},
		"kicked":         {403, "Forbidden: bot was kicked from the supergroup chat", telling.WhyKicked, true},
		"deactivated":    {403, "Forbidden: user is deactivated", telling.WhyNoChat, true},
		"wrong token":    {401, "Unauthorized", telling.WhyAccount, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, g := chatting(t, func(_ int64, w http.ResponseWriter, _ string) bool {
				notifytest.Fail(w, c.code, c.text, nil)
				return true
			})
			d := s.only(s.book(ivan), telling.Parked)
			if d.Attempts != 1 || d.Why != c.why || !strings.Contains(d.Error, c.text) || len(g.Messages(chat)) != 0 {
				t.Errorf("delivery %+v", d)
			}
			if got := s.broken(); got != map[bool]string{true: string(c.why)}[c.breaks] {
				t.Errorf("the chat is broken: %q", got)
			}
			if next := s.deliveries(s.book(ivan)); c.breaks != (len(next) == 0) {
				t.Errorf("the next booking: %+v", next)
			}
		})
	}
}

func TestTelegramThatIsBusySlowOrAwayIsTriedAgain(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(w http.ResponseWriter){
		"429": func(w http.ResponseWriter) {
			notifytest.Fail(w, 429, "Too Many Requests: retry after 1", map[string]any{"retry_after": 1})
		},
		"hangs":  func(http.ResponseWriter) { time.Sleep(700 * time.Millisecond) },
		"500":    func(w http.ResponseWriter) { w.WriteHeader(500) },
		"hangup": func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var first time.Time
			s, g := chatting(t, func(n int64, w http.ResponseWriter, _ string) bool {
				if n > 1 {
					return false
				}
				first = time.Now()
				fail(w)
				return true
			})
			d := s.only(s.book(ivan), telling.Sent)
			if d.Attempts != 2 || len(g.Messages(chat)) != 1 {
				t.Errorf("%d messages, delivery %+v", len(g.Messages(chat)), d)
			}
			if name == "429" && time.Since(first) < time.Second {
				t.Error("it came back sooner than it was asked to")
			}
		})
	}
}

func TestGroupThatGotAnotherIdIsFollowed(t *testing.T) {
	t.Parallel()
	s, g := chatting(t, func(n int64, w http.ResponseWriter, _ string) bool {
		if n == 1 {
			notifytest.Fail(w, 400, "Bad Request: group chat was upgraded to a supergroup chat", map[string]any{"migrate_to_chat_id": -1002})
		}
		return n == 1
	})
	s.only(s.book(ivan), telling.Sent)
	if len(g.Messages(chat)) != 0 || len(g.Messages(-1002)) != 1 || s.broken() != "" {
		t.Errorf("old %v, new %v", g.Messages(chat), g.Messages(-1002))
	}
}

func TestTheMessageInTheChatIsBroughtUpToDate(t *testing.T) {
	t.Parallel()
	s, g := chatting(t, nil)
	id := s.book(ivan)
	s.do(`update bookings set status = 'pending'`)
	s.only(id, telling.Sent)
	s.do(`update deliveries set told = jsonb_set(told, '{status}', '"pending"')`)
	confirm := func() {
		s.change(notify.BookingNotice{Booking: id, Event: booking.BookingConfirmed, Wait: minute},
			`insert into booking_history (company_id, booking_id, n, at, act, actor_kind, actor_name, origin)
				select company_id, id, 1, '2026-12-01 09:04Z', 'confirmed', 'member', 'Ольга <3', 'board' from bookings where id = $1`)
		s.do(`update bookings set status = 'confirmed' where id = $1`, id)
	}
	confirm()
	s.await("the message to say so", func() bool { return strings.Contains(g.Messages(chat)[0].Text, "подтверждена") })
	m := g.Messages(chat)[0]
	if !strings.Contains(m.Text, "<b>✅ подтверждена · Ольга &lt;3, 12:04</b>") || len(m.Buttons) != 2 {
		t.Errorf("%s\n%+v", m.Text, m.Buttons)
	}
	s.minutePasses()
	s.awaitNoJobs()
	if n := s.count(`select count(*) from deliveries where state = 'dropped' and error = $1`, telling.DropShown); n != 1 || len(g.Messages(chat)) != 1 {
		t.Errorf("%d dropped, %d messages: the chat is told twice", n, len(g.Messages(chat)))
	}
}

// A dead mail server must not delay Telegram, however much mail waits for it.
func TestTenThousandMailsThatWaitDoNotDelayTelegram(t *testing.T) {
	t.Parallel()
	s, g := newDesk(t), notifytest.NewTelegram(t)
	s.do(`insert into deliveries (company_id, id, event, channel, recipient, locale, created_at, updated_at)
		select $1, gen_random_uuid(), 'test', 'email', 'x@lotos.example', 'ru', now(), now() from generate_series(1, 10000)`, s.company)
	s.do(`insert into gue_jobs (job_id, priority, run_at, job_type, args, queue, created_at, updated_at)
		select '0' || substr(md5(id::text), 1, 25), 0, now() - interval '1 hour', 'delivery',
			convert_to(json_build_object('company', company_id, 'delivery', id)::text, 'UTF8'), 'email', now(), now() from deliveries`)
	dead := email.SMTP{Host: "127.0.0.1", Port: (&post{t: t, rcpt: func(int) error { time.Sleep(time.Minute); return nil }}).open("").addr.Port, Timeout: 2 * time.Second}
	s.addChat("-1001")
	s.workBy(s.DB, map[telling.Channel]channel.Channel{
		telling.Email: (&post{t: t}).channelWith(dead), telling.Telegram: telegram.New(s.bots(g)),
	})
	s.await("mail to be on its way", func() bool { return s.count(`select count(*) from deliveries where state = 'sending'`) > 0 })
	s.book(ivan)
	s.await("the chat to be told", func() bool { return len(g.Messages(chat)) == 1 })
	if n := s.count(`select count(*) from gue_jobs where queue = 'email'`); n < 9900 {
		t.Errorf("only %d mails still wait: that was no test", n)
	}
}

func TestUpdatesArePolledByOneProcessAndHooksAreSetForAPublicAddress(t *testing.T) {
	t.Parallel()
	s, g := newSalon(t), notifytest.NewTelegram(t)
	got := make(chan int64, 10)
	for range 2 {
		u := &telegram.Updates{Bots: s.bots(g), BaseURL: "http://127.0.0.1", Log: logTo(t),
			Handle: func(_ context.Context, whose booking.CompanyID, u *telegram.Update) error {
				if whose != telegram.Shared {
					t.Errorf("an update of company %d", whose)
				}
				got <- u.ID
				return nil
			}}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { _ = u.Run(ctx); close(ended) }()
		t.Cleanup(func() { stop(); <-ended })
	}
	g.Push(notifytest.Write(7, "/start"))
	first := <-got
	g.Push(notifytest.Write(7, "/start"))
	if second := <-got; second != first+1 {
		t.Errorf("updates %d, %d", first, second)
	}
	bots := s.bots(g)
	u := &telegram.Updates{Bots: bots, BaseURL: "https://okno.example", Log: logTo(t)}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { _ = u.Run(ctx); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })
	s.await("the webhook", func() bool { return g.Hook() != nil })
	hook := g.Hook()
	whose, known := bots.Hooked(strings.TrimPrefix(hook["url"], "https://okno.example/telegram/"))
	genuine, err := bots.Genuine(t.Context(), whose, hook["secret_token"])
	if !known || whose != telegram.Shared || !genuine || err != nil {
		t.Errorf("hook %v: %d, %v, %v, %v", hook, whose, known, genuine, err)
	}
	if again, _ := bots.Genuine(t.Context(), whose, hook["secret_token"]+"x"); again {
		t.Error("another secret will do")
	}
	time.Sleep(300 * time.Millisecond) // for the other process to bring them, if it did
	if n := len(got); n > 0 {
		t.Errorf("%d updates were brought twice", n)
	}
}
