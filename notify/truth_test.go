package notify_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/notifytest"
	"okno/notify/telegram"
)

func sorted(list string) string {
	all := strings.Split(list, "; ")
	slices.Sort(all)
	return strings.Join(all, "; ")
}

// filled leaves what the client of a booking wrote into the form.
func (s *salon) filled(id booking.ID) {
	s.t.Helper()
	s.do(`insert into public_keys (key, owner) values ('site', $1) on conflict do nothing`, s.company)
	s.do(`insert into forms (company_id, id, ref, name, key, active, position) values ($1, '01a202d6-e05c-7d2b-8d24-b7bf76bb7200', 'site', 'Сайт', 'site', true, 1) on conflict do nothing`, s.company)
	s.do(`insert into leads (company_id, id, form_id, booking_id, status, payload, created_at) values ($1, gen_random_uuid(), '01a202d6-e05c-7d2b-8d24-b7bf76bb7200', $2, 'won', $3, now())`, s.company, id, `[
		{"name": "name", "label": "Имя", "value": "Иван", "kind": "text"}, {"name": "phone", "label": "Телефон", "value": "8 916 123 45 67", "kind": "phone"},
		{"name": "comment", "label": "Пожелания", "value": "Аллергия на лидокаин!", "kind": "textarea"}, {"name": "born", "label": "Дата рождения", "value": "1990-05-06", "kind": "date"},
		{"name": "mother", "label": "Телефон мамы", "value": "+7 903 555-44-33", "kind": "phone"}, {"name": "old", "label": "Ещё почта", "value": "mama@example.com"}]`)
}

// The team reads what the client wrote, under the labels of that day, and can answer him;
// whoever may not see contacts sees none, whatever field they stand in.
func TestTheTeamReadsTheClientsWordsAndAnswersHim(t *testing.T) {
	t.Parallel()
	s, p, g := newDesk(t), newPost(t), notifytest.NewTelegram(t)
	s.addMember(s.company, "admin@lotos.example", "ru", booking.Admin)
	s.do(`update companies set hide_contacts_from = '{desk}' where id = $1`, s.company)
	by := func(email string) string { return `(select id from users where email = '` + email + `')` }
	for address, who := range map[string]string{"of-desk@lotos.example": "desk@lotos.example", "of-admin@lotos.example": "admin@lotos.example"} { // what somebody may not see, his address is not told
		s.do(`insert into notification_recipients (company_id, id, kind, address, locale, events, made_by, seen_as) values ($1, gen_random_uuid(), 'address', $2, 'ru', '{booking_created}', `+by(who)+`, 'admin')`, s.company, address)
	}
	s.do(`insert into notification_settings (company_id, reply_to) values ($1, 'front@lotos.example')`, s.company)
	s.addChat("-1001")
	id := s.book(ivan)
	s.filled(id)
	s.workBy(s.DB, map[telling.Channel]channel.Channel{telling.Email: p.channel(), telling.Telegram: telegram.New(s.bots(g))})
	s.await("everybody to be told", func() bool { return len(p.received()) == 4 && len(g.Messages(chat)) == 1 })
	said := map[string]string{"chat": g.Messages(chat)[0].Text}
	for _, l := range p.received() {
		said[l.To] = parts(t, l.Raw)["text/plain"]
		want := map[string]string{"admin@lotos.example": "=?utf-8?b?0JjQstCw0L0=?= <ivan@example.com>", "desk@lotos.example": "<front@lotos.example>"}[strings.TrimPrefix(l.To, "of-")]
		if got := l.Header.Get("Reply-To"); got != want {
			t.Errorf("%s answers to %q, want %q", l.To, got, want)
		}
	}
	for who, text := range said {
		for _, want := range []string{"Пожелания: Аллергия на лидокаин!", "Дата рождения: 6 мая 1990", "Клиент: Иван"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s reads no %q in\n%s", who, want, text)
			}
		}
		for _, contact := range []string{"555-44-33", "mama@example.com", "ivan@example.com", "123-45-67"} {
			if hidden := strings.HasSuffix(who, "desk@lotos.example"); strings.Contains(text, contact) == hidden {
				t.Errorf("%s reads %s: %v", who, contact, !hidden)
			}
		}
	}
	for _, subject := range inbox(t, p, "admin@lotos.example") {
		if !strings.Contains(subject, "Иван") {
			t.Errorf("subject %q", subject)
		}
	}
}

// made tells the client too of a booking that is new.
func (s *salon) made(id booking.ID) {
	s.t.Helper()
	if _, err := s.InAct(s.t.Context(), s.company, func(a *db.Act) error {
		return s.outbox.BookingChanged(s.t.Context(), a, notify.BookingNotice{Booking: id, Event: booking.BookingCreated, TellClient: true})
	}); err != nil {
		s.t.Fatal(err)
	}
}

// ended says how a booking came to be as it is.
func (s *salon) ended(id booking.ID, act string, kind booking.ActorKind, name, reason string) {
	s.t.Helper()
	s.history(id, 90, act, kind, name, reason)
}

// history puts down who did what to a booking.
func (s *salon) history(id booking.ID, n int, act string, kind booking.ActorKind, name, reason string) {
	s.t.Helper()
	s.do(`insert into booking_history (company_id, booking_id, n, at, act, actor_kind, actor_name, origin, detail)
		values ($1, $2, $7, now(), $3, $4, $5, 'board', jsonb_build_object('reason', $6::text))`, s.company, id, act, kind, name, reason, n)
}

func TestMailsSayFromWhenByWhomAndWhatComesNext(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	s.work(p.channel())
	last := func(to string, n int) string {
		s.await("the letter to "+to, func() bool { return len(inbox(t, p, to)) == n })
		for _, l := range slices.Backward(p.received()) {
			if l.To == to {
				return strings.ReplaceAll(parts(t, l.Raw)["text/plain"], "\r\n", "\n")
			}
		}
		return ""
	}
	holds := func(text string, wants ...string) {
		t.Helper()
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in\n%s", want, text)
			}
		}
	}
	id := s.book(ivan) // tells the team
	last("desk@lotos.example", 1)
	s.history(id, 80, "moved", booking.Visitor, "Иван", "")
	s.step(id, booking.BookingMoved, later2)
	holds(last("desk@lotos.example", 2), "Запись перенесена", "Когда: четверг, 3 декабря", "Было: среда, 2 декабря, 10:00–11:00\nПеренос: клиент\n")
	last("ivan@example.com", 1) // what is not sent yet would be told together with the next
	s.history(id, 85, "undone", booking.Member, "Ольга", "")
	s.step(id, booking.BookingMoved, later2)
	holds(last("ivan@example.com", 2), "Было: четверг, 3 декабря, 10:00–11:00\nПеренос: Салон «Лотос»\n", "Когда: пятница, 4 декабря")
	holds(last("desk@lotos.example", 3), "Перенос: Ольга\n")
	s.do(`insert into proven_addresses (company_id, address) values ($1, $2)`, s.company, ivan.Email) // he has opened a link
	s.ended(id, "cancelled", booking.Visitor, "Иван", "заболел")
	s.step(id, booking.BookingCancelled, `update bookings set status = 'cancelled' where company_id = $1 and id = $2`)
	holds(last("desk@lotos.example", 4), "Отмена: клиент\nПричина: заболел")
	holds(last("ivan@example.com", 3), "Отмена: вы\nПричина: заболел")

	id = s.book(booking.Contact{Name: "Ева", Email: "eva@example.com"})
	s.do(`update bookings set status = 'pending' where id = $1`, id)
	s.made(id)
	holds(last("eva@example.com", 1), "Запись ждёт подтверждения", "ещё не подтверждена: как только ответим, напишем", "Статус: ждёт подтверждения")
	holds(last("desk@lotos.example", 5), "Новая запись ждёт ответа\n", "Статус: ждёт ответа")
	s.ended(id, "rejected", booking.Member, "Ольга", "мастер заболел")
	s.step(id, booking.BookingRejected, `update bookings set status = 'rejected' where company_id = $1 and id = $2`)
	holds(last("eva@example.com", 2), "Отказ: Салон «Лотос»\nПричина: мастер заболел")
	holds(last("desk@lotos.example", 6), "Отказ: Ольга\nПричина: мастер заболел")
}

const later2 = `update bookings set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day', occupied = tstzrange(starts_at + interval '1 day', ends_at + interval '1 day') where company_id = $1 and id = $2`

// A company's words for a booking that waits are not those of one that stands.
func TestOwnWordsOfOneVariantDoNotReachAnother(t *testing.T) {
	t.Parallel()
	s, p := newSalon(t), newPost(t)
	s.do(`insert into notification_templates (company_id, audience, event, locale, subject, body) values ($1, 'client', 'booking_created', 'ru', 'Ждите ответа: {{service}}', 'Ответим за час.')`, s.company)
	s.work(p.channel())
	for status, want := range map[booking.Status]string{booking.Pending: "Ждите ответа: Стрижка", booking.Confirmed: "Вы записаны: Стрижка"} {
		to := string(status) + "@example.com"
		id := s.book(booking.Contact{Name: "Иван", Email: to})
		s.do(`update bookings set status = $2 where id = $1`, id, status)
		s.made(id)
		s.await("the letter", func() bool { return len(inbox(t, p, to)) == 1 })
		if got := inbox(t, p, to)[0]; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q", status, got)
		}
	}
}

// Time is the test's own: a booking that waits is reminded of once, and let go once.
func TestABookingThatWaitsIsRemindedOfAndLetGo(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	s.do(`insert into notification_settings (company_id, pending_remind_min, pending_release_min) values ($1, 120, 600)`, s.company)
	id := s.book(ivan)
	moscow := inMoscow(t).Location()
	made := time.Date(2030, 3, 5, 9, 0, 0, 0, moscow) // far from the clock of the worker that runs
	s.do(`update bookings set status = 'pending', created_at = $2, starts_at = $3::timestamptz, ends_at = $3::timestamptz + interval '1 hour', occupied = tstzrange($3::timestamptz, $3::timestamptz + interval '1 hour') where id = $1`, id, made, made.AddDate(0, 0, 3))
	w := s.work(p.channel()).worker
	var gone []booking.ID
	w.LetGo = func(_ context.Context, _ booking.CompanyID, id booking.ID, since time.Time) error {
		if !since.Equal(made) {
			t.Errorf("it waits since %v", since)
		}
		gone = append(gone, id)
		return nil
	}
	told := func() int { return s.count(`select count(*) from deliveries where event = 'booking_waits'`) }
	for _, step := range []struct {
		after      time.Duration
		told, gone int
	}{{119 * time.Minute, 0, 0}, {121 * time.Minute, 1, 0}, {3 * time.Hour, 1, 0}, {9 * time.Hour, 1, 0}, {10*time.Hour + time.Minute, 1, 1}} {
		for range 2 {
			if err := w.Tick(t.Context(), made.Add(step.after)); err != nil {
				t.Fatal(err)
			}
		}
		if told() != step.told || min(len(gone), 1) != step.gone {
			t.Errorf("after %v: told %d times, let go %v", step.after, told(), gone)
		}
	}
	// The news of the booking is due now as well, and is not told any more where the reminder came first.
	s.await("the reminder", func() bool {
		return slices.ContainsFunc(inbox(t, p, "desk@lotos.example"), func(subject string) bool {
			return strings.HasPrefix(subject, "Запись ждёт ответа: Стрижка, Иван")
		})
	})
	// One that is answered is neither reminded of nor let go; nor one of a company that wants neither.
	gone = nil
	s.do(`update bookings set status = 'confirmed'`)
	s.do(`delete from notification_ticks`)
	if err := w.Tick(t.Context(), made.Add(11*time.Hour)); err != nil || len(gone) != 0 || told() != 1 {
		t.Errorf("%v, %v, told %d", err, gone, told())
	}
	s.do(`update bookings set status = 'pending'`)
	s.do(`update notification_settings set pending_remind_min = 0, pending_release_min = 0`)
	if err := w.Tick(t.Context(), made.Add(11*time.Hour)); err != nil || len(gone) != 0 || told() != 1 {
		t.Errorf("%v, %v, told %d", err, gone, told())
	}
}
