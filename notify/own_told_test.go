package notify_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/notifytest"
	"okno/notify/push"
	"okno/notify/telegram"
)

// hers and his are the specialists of colleagues.
const hers, his = "anna@lotos.example", "boris@lotos.example"

// colleagues are a salon of two specialists who are told by mail of all that they can be, and nobody else of the team.
func colleagues(t *testing.T) (s *salon, boris booking.ID) {
	t.Helper()
	s, boris = newSalon(t), newID(t)
	s.do(`insert into resources (company_id, id, ref, name, kind, active, position) values ($1, $2, 'boris', 'Борис', 'staff', true, 2)`, s.company, boris)
	s.told(hers, "ru", s.anna, telling.OwnRules...)
	s.told(his, "en", boris, telling.OwnRules...)
	return s, boris
}

// told has a specialist be told of some events by mail.
func (s *salon) told(email, locale string, resource booking.ID, rules ...booking.Event) (user booking.UserID) {
	s.t.Helper()
	s.addMember(s.company, email, locale, booking.Specialist)
	s.do(`update members set resource_id = $2 where user_id = (select id from users where email = $1)`, email, resource)
	texts := make([]string, len(rules))
	for i, r := range rules {
		texts[i] = string(r)
	}
	if err := s.GetContext(s.t.Context(), &user, `insert into notification_recipients (company_id, id, kind, user_id, locale, events)
		select $1, gen_random_uuid(), 'member', id, $3, $4 from users where email = $2 returning user_id`, s.company, email, locale, texts); err != nil {
		s.t.Fatal(err)
	}
	return user
}

// toBoris and toAnna hand a booking to a colleague.
const (
	toBoris = `update booking_resources set resource_id = (select id from resources where ref = 'boris') where booking_id = $1`
	toAnna  = `update booking_resources set resource_id = (select id from resources where ref = 'anna') where booking_id = $1`
)

// changed is an act of the desk that is told when a minute has passed.
func (s *salon) changed(id booking.ID, event booking.Event, sql string) {
	s.t.Helper()
	s.change(notify.BookingNotice{Booking: id, Event: event, Wait: minute, Actor: booking.Actor{Kind: booking.Member, User: 4711, Name: "Ольга"}}, sql)
}

// Each of them is told of what is or was theirs, in their language: what is new, moved, changed and cancelled, what has come from
// the other, and what has gone there, of which they learn no more.
func TestSpecialistsAreToldOfTheirOwnBookings(t *testing.T) {
	t.Parallel()
	s, _ := colleagues(t)
	p := newPost(t)
	s.work(p.channel())
	id := s.book(ivan)
	s.expect(p, map[string]string{hers: "Новая запись: Стрижка, Иван, ср 2 декабря, 10:00", his: ""})
	s.changed(id, booking.BookingMoved, later)
	s.changed(id, booking.BookingMoved, later)
	moved := "Новая запись: Стрижка, Иван, ср 2 декабря, 10:00; Запись перенесена: Стрижка, Иван, пт 4 декабря, 10:00"
	s.expect(p, map[string]string{hers: moved, his: ""})
	s.changed(id, booking.BookingMoved, `with gone as (`+strings.Replace(toBoris, "$1", "$1 returning 1", 1)+`) `+sooner)
	left := moved + "; Запись больше не у вас: Иван, пт 4 декабря, 10:00"
	s.expect(p, map[string]string{hers: left, his: "A booking is now yours: Стрижка, Иван, Thu 3 December, 10:00"})
	s.changed(id, booking.BookingCancelled, `update bookings set status = 'cancelled' where id = $1`)
	s.expect(p, map[string]string{hers: left, his: "A booking is now yours: Стрижка, Иван, Thu 3 December, 10:00; Booking cancelled: Стрижка, Иван, Thu 3 December, 10:00"})
	if n := s.count(`select count(*) from deliveries where own_resource is null`); n != 0 {
		t.Errorf("%d deliveries go to somebody else", n)
	}
	if n := s.count(`select count(*) from deliveries where state <> 'sent'`); n != 0 {
		t.Errorf("%d deliveries have not been sent", n)
	}
}

// What the company hides is hidden: contacts unless it shows them, prices where it does not. Nothing names who acted, and what
// has left says neither to whom nor to when.
func TestSpecialistReadsWhatHeMaySee(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rules     string
		want, not []string
	}{
		"as it begins":    {`true`, []string{"1 500 ₽", "Иван"}, []string{"+7", "ivan@"}},
		"with contacts":   {`specialist_contacts = true`, []string{"+7 916 123-45-67", "ivan@example.com"}, nil},
		"without prices":  {`specialist_prices = false`, []string{"Иван"}, []string{"1 500", "₽", "Цена", "+7"}},
		"with everything": {`specialist_contacts = true, specialist_prices = true`, []string{"1 500 ₽", "+7 916 123-45-67"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := colleagues(t)
			p := newPost(t)
			if c.rules != `true` {
				s.do(`update companies set ` + c.rules)
			}
			id := s.book(ivan)
			s.do(`update bookings set price = 1500 where id = $1`, id)
			s.do(`insert into booking_history (company_id, booking_id, n, at, act, actor_kind, actor_user, actor_name, origin) values ($1, $2, 1, now(), 'moved', 'member', 4711, 'Ольга', 'board')`, s.company, id)
			s.work(p.channel())
			s.minutePasses()
			s.awaitNoJobs()
			got := letterTo(t, p, hers)
			for _, want := range append(c.want, "/own/bookings/"+string(id), "попросили сообщать о своих записях") {
				if !strings.Contains(got, want) {
					t.Errorf("no %q in\n%s", want, got)
				}
			}
			for _, not := range append(c.not, "Ольга", "/settings", "okno.example/bookings") {
				if strings.Contains(got, not) {
					t.Errorf("%q in\n%s", not, got)
				}
			}
		})
	}
}

func TestABookingThatLeftSaysNeitherToWhomNorToWhen(t *testing.T) {
	t.Parallel()
	s, _ := colleagues(t)
	p := newPost(t)
	s.do(`update companies set specialist_contacts = true`)
	id := s.book(ivan)
	s.do(`delete from deliveries`)
	s.changed(id, booking.BookingMoved, `with gone as (`+strings.Replace(toBoris, "$1", "$1 returning 1", 1)+`) `+later)
	s.do(`with other as (insert into services (company_id, id, ref, name, duration_min, buffer_before_min, buffer_after_min, active, position)
		values ($1, gen_random_uuid(), 'other', 'Секрет', 60, 0, 0, true, 2) returning id) select 1`, s.company)
	s.do(`update bookings set service_id = (select id from services where ref = 'other') where id = $1`, id)
	s.work(p.channel())
	s.minutePasses()
	s.awaitNoJobs()
	got := letterTo(t, p, hers)
	for _, want := range []string{"Запись больше не у вас", "среда, 2 декабря, 10:00", "Иван", "/own?date=2026-12-02"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, not := range []string{"Борис", "3 декабря", "+7", "ivan@", "Ольга", "/bookings/", "Стрижка", "Секрет"} {
		if strings.Contains(got, not) {
			t.Errorf("%q in\n%s", not, got)
		}
	}
}

// Nobody is told of what he did himself, nor of what he has acted upon since; the next that another does is told as the
// difference to what he made of it.
func TestSpecialistIsNotToldOfWhatHeDidHimself(t *testing.T) {
	t.Parallel()
	s, _ := colleagues(t)
	p := newPost(t)
	var anna booking.UserID
	if err := s.GetContext(t.Context(), &anna, `select id from users where email = $1`, hers); err != nil {
		t.Fatal(err)
	}
	s.told("twin@lotos.example", "ru", s.anna, booking.BookingMoved)
	s.work(p.channel())
	id := s.book(ivan)
	s.expect(p, map[string]string{hers: "Новая запись: Стрижка, Иван, ср 2 декабря, 10:00"})
	own := notify.BookingNotice{Booking: id, Event: booking.BookingMoved, Wait: minute, Actor: booking.Actor{Kind: booking.Member, User: anna, Name: "Анна"}}
	s.changed(id, booking.BookingMoved, later)
	s.change(own, later)
	s.expect(p, map[string]string{hers: "Новая запись: Стрижка, Иван, ср 2 декабря, 10:00", "twin@lotos.example": "Запись перенесена: Стрижка, Иван, пт 4 декабря, 10:00"})
	s.changed(id, booking.BookingMoved, sooner)
	s.changed(id, booking.BookingMoved, sooner)
	s.expect(p, map[string]string{hers: "Новая запись: Стрижка, Иван, ср 2 декабря, 10:00; Запись перенесена: Стрижка, Иван, ср 2 декабря, 10:00"})
}

// Each tick lets in what it says, and nothing else: who has ticked nothing is told nothing, also by default.
func TestSpecialistIsToldWhatHeTicked(t *testing.T) {
	t.Parallel()
	s, boris := colleagues(t)
	p := newPost(t)
	s.do(`delete from notification_recipients`)
	for _, rule := range telling.OwnRules {
		s.told(string(rule)+"@lotos.example", "ru", s.anna, rule)
	}
	s.told("new@lotos.example", "ru", boris, booking.BookingCreated)
	s.told("none@lotos.example", "ru", s.anna)
	s.work(p.channel())
	id := s.book(ivan)
	minute := func() { s.minutePasses(); s.awaitNoJobs() }
	minute()
	s.changed(id, booking.BookingMoved, later)
	minute()
	s.changed(id, booking.BookingChanged, `update bookings set price = 700 where id = $1`)
	minute()
	s.changed(id, booking.BookingLate, `update bookings set late_min = 10 where id = $1`)
	minute()
	s.changed(id, booking.BookingWaits, `select 1 from bookings where id = $1`)
	s.changed(id, booking.BookingChanged, toBoris)
	s.expect(p, map[string]string{
		"booking_created@lotos.example":   "Новая запись: Стрижка, Иван, ср 2 декабря, 10:00",
		"booking_moved@lotos.example":     "Запись перенесена: Стрижка, Иван, чт 3 декабря, 10:00",
		"booking_changed@lotos.example":   "Запись изменена: Стрижка, Иван, чт 3 декабря, 10:00",
		"booking_late@lotos.example":      "Клиент опаздывает: Стрижка, Иван, чт 3 декабря, 10:00",
		"booking_cancelled@lotos.example": "Запись больше не у вас: Иван, чт 3 декабря, 10:00",
		"new@lotos.example":               "К вам перешла запись: Стрижка, Иван, чт 3 декабря, 10:00",
		"none@lotos.example":              "", hers: "", his: "",
	})
}

// What waits is dropped when he is none of the company's specialists any more, or another person; of what was there and back, and of
// what he was never told, there is nothing to tell.
func TestWhatWaitsForASpecialistIsJudgedByWhoHeIsThen(t *testing.T) {
	t.Parallel()
	of := ` where user_id = (select id from users where email = 'anna@lotos.example')`
	for name, c := range map[string]struct{ before, state, why string }{
		"as ever":          {`select 1`, "sent", ""},
		"another person":   {`update members set resource_id = (select id from resources where ref = 'boris')` + of, "dropped", telling.DropRole},
		"nobody":           {`update members set resource_id = null` + of, "dropped", telling.DropRole},
		"at the desk now":  {`update members set role = 'desk', resource_id = null` + of, "dropped", telling.DropRole},
		"kept out":         {`update members set disabled_at = now()` + of, "dropped", telling.DropRole},
		"of the team no":   {`with gone as (delete from notification_recipients` + of + `) delete from members` + of, "dropped", telling.DropRole},
		"put away":         {`update resources set archived_at = now() where ref = 'anna'`, "dropped", telling.DropRole},
		"cancelled":        {`update bookings set status = 'cancelled'`, "dropped", telling.DropGone},
		"given away again": {`update booking_resources set resource_id = (select id from resources where ref = 'boris')`, "dropped", telling.DropGone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := colleagues(t)
			p := newPost(t)
			id := s.book(ivan)
			s.do(c.before)
			s.work(p.channel())
			d := s.only(id, telling.DeliveryState(c.state))
			s.awaitNoJobs()
			if d.Error != c.why || len(p.received()) != map[bool]int{true: 1}[c.why == ""] || d.Own != s.anna {
				t.Errorf("%d letters, %+v", len(p.received()), d)
			}
		})
	}
}

func TestThereAndBackIsNothingToASpecialist(t *testing.T) {
	t.Parallel()
	s, _ := colleagues(t)
	p := newPost(t)
	s.work(p.channel())
	id := s.book(ivan)
	s.expect(p, map[string]string{hers: "Новая запись: Стрижка, Иван, ср 2 декабря, 10:00"})
	s.changed(id, booking.BookingChanged, toBoris)
	s.changed(id, booking.BookingChanged, toAnna)
	s.do(`update companies set specialist_prices = false`)
	s.do(`update bookings set price = 500 where id = $1`, id)
	s.changed(id, booking.BookingChanged, `update bookings set price = 700 where id = $1`)
	s.expect(p, map[string]string{hers: "Новая запись: Стрижка, Иван, ср 2 декабря, 10:00", his: ""})
	if n := s.count(`select count(*) from deliveries where state = 'dropped' and error = 'undone'`); n != 2 {
		t.Errorf("%d are dropped", n)
	}
}

// In a browser and in a chat he is told the same, by no button that does anything; what became of it is another message, and the
// one that stands there stays as it was.
func TestSpecialistIsToldInABrowserAndAChat(t *testing.T) {
	t.Parallel()
	s, boris := newSalon(t), newID(t)
	s.do(`insert into resources (company_id, id, ref, name, kind, active, position) values ($1, $2, 'boris', 'Борис', 'staff', true, 2)`, s.company, boris)
	s.addMember(s.company, hers, "ru", booking.Specialist)
	s.do(`update members set resource_id = $1`, s.anna)
	browser, g := notifytest.NewPush(t), notifytest.NewTelegram(t)
	s.addBrowser(browser, hers)
	s.do(`insert into notification_recipients (company_id, id, kind, user_id, address, name, locale, events)
		select company_id, gen_random_uuid(), 'chat', user_id, '77', 'A', 'ru', events from notification_recipients where kind = 'browser'`)
	s.workBy(s.DB, map[telling.Channel]channel.Channel{
		telling.Push: push.NewUnguarded(s.pushKeys(), "https://okno.example", time.Now, browser.Client()), telling.Telegram: telegram.New(s.bots(g)),
	})
	id := s.book(ivan)
	s.awaitNoJobs()
	s.changed(id, booking.BookingChanged, toBoris)
	s.minutePasses()
	s.awaitNoJobs()
	shown, written := browser.Messages(), g.Messages(77)
	if len(shown) != 2 || len(written) != 2 {
		t.Fatalf("%d in the browser, %d in the chat", len(shown), len(written))
	}
	if m := shown[0]; m.Title != "Новая запись" || m.Body != "Стрижка · ср 2 декабря, 10:00\nИван · Анна\nСалон «Лотос»" || m.URL != "/own/bookings/"+string(id) {
		t.Errorf("the browser reads %+v", m)
	}
	if m := shown[1]; m.Title != "Запись больше не у вас" || m.Body != "Стрижка · ср 2 декабря, 10:00\nИван\nСалон «Лотос»" || m.URL != "/own?date=2026-12-02" {
		t.Errorf("the browser reads %+v", m)
	}
	all := fmt.Sprint(written)
	for _, want := range []string{"<b>Новая запись</b>", "<b>Запись больше не у вас</b>", "https://okno.example/own/bookings/" + string(id)} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
	}
	for _, not := range []string{"Борис", "+7", "callback_data", "Ольга"} {
		if strings.Contains(all, not) {
			t.Errorf("%q in %s", not, all)
		}
	}
}
