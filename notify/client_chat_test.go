package notify_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/notifytest"
	"okno/notify/telegram"
)

// own is the chat of the salon's client.
const own = 21

// connectOwn connects the client of a booking with his chat, which hears of all that he has.
func (s *salon) connectOwn(id booking.ID, mode telling.ClientChats) {
	s.t.Helper()
	s.do(`insert into client_chats (company_id, id, client_id, via, chat, name, connected_at)
		select company_id, gen_random_uuid(), client_id, id, '21', 'Ваня', now() from bookings where id = $1`, id)
	s.do(`insert into notification_settings (company_id, client_chats) values ($1, $2) on conflict (company_id) do update set client_chats = $2`, s.company, mode)
}

// ahead is a booking that starts in some days, whenever the test runs, and of which nobody has been told.
func (s *salon) ahead(days int) booking.ID {
	s.t.Helper()
	id := s.book(ivan)
	s.do(`update bookings b set starts_at = t.at, ends_at = t.at + interval '1 hour', occupied = tstzrange(t.at, t.at + interval '1 hour')
		from (select date_trunc('hour', now()) + make_interval(days => $2) as at) t where id = $1`, id, days)
	return id
}

func (s *salon) tellClient(id booking.ID, event booking.Event) {
	s.t.Helper()
	if _, err := s.InAct(s.t.Context(), s.company, func(a *db.Act) error {
		return s.outbox.BookingChanged(s.t.Context(), a, notify.BookingNotice{Booking: id, Event: event, TellClient: true})
	}); err != nil {
		s.t.Fatal(err)
	}
}

// states are the deliveries to the client by channel and event, with how far each has come.
func (s *salon) states(id booking.ID) string {
	s.t.Helper()
	var text string
	if err := s.GetContext(context.WithoutCancel(s.t.Context()), &text, `select coalesce(string_agg(channel || ' ' || event || ' ' || state || case when state = 'dropped' then ':' || error else '' end, ', ' order by channel, topic, created_at), '')
		from deliveries where booking_id = $1 and audience = 'client'`, id); err != nil {
		s.t.Fatal(err)
	}
	return text
}

func (s *salon) awaitStates(id booking.ID, want string) {
	s.t.Helper()
	s.await("the client to be told: "+want, func() bool { return s.states(id) == want })
}

// clientChats is a salon with a bot and a mail server of its own.
func clientChats(t *testing.T, answer notifytest.Answer) (*salon, *notifytest.Telegram) {
	t.Helper()
	s, g := newSalon(t), notifytest.NewTelegram(t)
	g.AnswerBy(answer)
	s.workBy(s.DB, map[telling.Channel]channel.Channel{telling.Telegram: telegram.New(s.bots(g)), telling.Email: newPost(t).channel()})
	return s, g
}

func TestAClientIsToldInHisChatAsWellAsOrInsteadOfByMail(t *testing.T) {
	t.Parallel()
	s, g := clientChats(t, nil)
	id := s.ahead(3)
	s.connectOwn(id, telling.ChatsAlso)
	s.tellClient(id, booking.BookingConfirmed)
	s.awaitStates(id, "email booking_confirmed sent, telegram booking_confirmed sent")
	m := g.Messages(own)
	if len(m) != 1 || !strings.Contains(m[0].Text, "<b>Вы записаны</b>") || !strings.Contains(m[0].Text, "Услуга: Стрижка") || strings.Contains(m[0].Text, "Иван") {
		t.Fatalf("told: %+v", m)
	}
	var buttons []string
	for _, b := range m[0].Buttons {
		buttons = append(buttons, b.Text+" "+b.URL)
	}
	if got := strings.Join(buttons, ", "); got != "Отменить запись , Моя запись https://okno.example/m/"+string(id) {
		t.Errorf("buttons: %s", got)
	}
	s.do(`update notification_settings set client_chats = 'instead'`)
	s.do(`update clients set email = 'ivan@example.com'`)
	s.do(`update bookings set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour', occupied = tstzrange(starts_at + interval '1 hour', ends_at + interval '1 hour')`)
	s.tellClient(id, booking.BookingMoved)
	s.awaitStates(id, "email booking_confirmed sent, telegram booking_confirmed sent, telegram booking_moved sent")
	s.await("the first message to say so", func() bool {
		return strings.Contains(g.Messages(own)[0].Text, "Запись с тех пор изменилась")
	})
	s.do(`update bookings set contact_email = 'other@example.com'`) // left over the web: it need not be the client's
	s.do(`update bookings set status = 'cancelled'`)
	s.tellClient(id, booking.BookingCancelled)
	s.awaitStates(id, "email booking_confirmed sent, email booking_cancelled sent, telegram booking_confirmed sent, telegram booking_moved sent, telegram booking_cancelled sent")
	if b := g.Messages(own)[2].Buttons; len(b) != 1 || b[0].Text != "Моя запись" {
		t.Errorf("of what is over: %+v", b)
	}
}

func TestWhoeverBlocksTheBotIsToldByMail(t *testing.T) {
	t.Parallel()
	s, g := clientChats(t, func(w http.ResponseWriter, _ string, _ map[string]string) bool {
		notifytest.Fail(w, 403, "Forbidden: bot was blocked by the user", nil)
		return true
	})
	id := s.ahead(3)
	s.do(`update clients set email = 'ivan@example.com'`)
	s.connectOwn(id, telling.ChatsInstead)
	s.tellClient(id, booking.BookingConfirmed)
	s.awaitStates(id, "email booking_confirmed sent, telegram booking_confirmed parked")
	if why := s.count(`select count(*) from client_chats where broken = 'blocked'`); why != 1 || len(g.Messages(own)) != 0 {
		t.Error("the chat is not broken")
	}
	s.do(`update bookings set status = 'cancelled'`)
	s.tellClient(id, booking.BookingCancelled)
	s.awaitStates(id, "email booking_confirmed sent, email booking_cancelled sent, telegram booking_confirmed parked")
}

func TestABusyTelegramIsAskedAgainForAClientToo(t *testing.T) {
	t.Parallel()
	n := 0
	s, g := clientChats(t, func(w http.ResponseWriter, _ string, _ map[string]string) bool {
		if n++; n == 1 {
			notifytest.Fail(w, 429, "Too Many Requests: retry after 1", map[string]any{"retry_after": 1})
		}
		return n == 1
	})
	id := s.ahead(3)
	s.connectOwn(id, telling.ChatsAlso)
	s.tellClient(id, booking.BookingConfirmed)
	s.awaitStates(id, "email booking_confirmed sent, telegram booking_confirmed sent")
	if len(g.Messages(own)) != 1 {
		t.Errorf("%d messages", len(g.Messages(own)))
	}
}

func TestRemindersFollowTheChat(t *testing.T) {
	t.Parallel()
	s, g := clientChats(t, nil)
	s.do(`update companies set reminders_min = '{60}'`)
	id := s.ahead(3)
	s.do(`update clients set email = 'ivan@example.com'`)
	plan := func() {
		if _, err := s.InAct(t.Context(), s.company, func(a *db.Act) error { _, err := messagedb.PlanReminders(t.Context(), a, id); return err }); err != nil {
			t.Fatal(err)
		}
	}
	plan()
	if got := s.states(id); got != "email booking_reminder waiting" {
		t.Fatalf("before: %s", got)
	}
	s.connectOwn(id, telling.ChatsAlso)
	plan()
	if got := s.states(id); got != "email booking_reminder waiting, telegram booking_reminder waiting" {
		t.Fatalf("connected: %s", got)
	}
	s.do(`update notification_settings set client_chats = 'instead'`)
	plan()
	if got := s.states(id); got != "email booking_reminder dropped:chat, telegram booking_reminder waiting" {
		t.Fatalf("instead of mail: %s", got)
	}
	s.do(`update bookings b set starts_at = t.at, ends_at = t.at + interval '1 hour', occupied = tstzrange(t.at, t.at + interval '1 hour')
		from (select now() + interval '59 minutes' as at) t`)
	s.do(`update deliveries set due_at = now() where state = 'waiting'`)
	s.again(id)
	s.awaitStates(id, "email booking_reminder dropped:chat, telegram booking_reminder sent")
	if b := g.Messages(own)[0].Buttons; len(b) == 0 || b[0].Text != "Приду" {
		t.Errorf("buttons: %+v", b)
	}
	s.do(`delete from client_chats`)
	s.do(`update deliveries set state = 'waiting', told = null where channel = 'telegram'`)
	s.again(id)
	s.awaitStates(id, "email booking_reminder dropped:chat, email booking_reminder sent, telegram booking_reminder dropped:left")
}

// again gives what waits about a booking a job.
func (s *salon) again(id booking.ID) {
	s.t.Helper()
	if _, err := s.InAct(s.t.Context(), s.company, func(a *db.Act) error {
		for _, d := range s.deliveries(id) {
			if d.State == telling.Waiting {
				if err := s.outbox.Again(s.t.Context(), a, d.ID); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		s.t.Fatal(err)
	}
}
