package notify_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/telling"
)

// specialist has a specialist want the sheet of tomorrow now.
func (s *salon) specialist(email, locale string, resource booking.ID) {
	s.t.Helper()
	s.wants(email, booking.Specialist, true, "")
	s.do(`update members set resource_id = $2 where user_id = (select id from users where email = $1)`, email, resource)
	s.do(`update users set locale = $2 where email = $1`, email, locale)
}

// A specialist is mailed his own day alone, once, in his language, with contacts where the company shows them; nothing on a day
// without bookings, unless he wants it; nothing in the chats and browsers that he may have had.
func TestSpecialistsSheetIsOfHisOwnDay(t *testing.T) {
	t.Parallel()
	s, boris, today := scheduled(t)
	p := newPost(t)
	var vera booking.ID
	if err := s.Get(&vera, `select id from resources where ref = 'vera'`); err != nil {
		t.Fatal(err)
	}
	s.specialist("anna@lotos.example", "ru", s.anna)
	s.specialist("boris@lotos.example", "en", boris)
	s.specialist("vera@lotos.example", "ru", vera)
	s.specialist("idle@lotos.example", "ru", vera)
	s.specialist("nobody@lotos.example", "ru", vera)
	s.do(`update members set resource_id = null where user_id = (select id from users where email = 'nobody@lotos.example')`)
	s.do(`update notification_recipients set sheet_empty = true where user_id = (select id from users where email = 'idle@lotos.example')`)
	s.do(`update notification_recipients set sheet_resource = $1 where user_id = (select id from users where email = 'anna@lotos.example')`, boris) // of a role that he had before
	s.do(`insert into notification_recipients (company_id, id, kind, user_id, address, name, locale, events, sheet_at, sheet_tomorrow)
		select company_id, gen_random_uuid(), 'chat', user_id, '77', 'A', 'ru', events, sheet_at, true from notification_recipients limit 1`)
	w, now := s.work(p.channel()).worker, inMoscow(t)
	s.tick(w, now)
	s.tick(w, now)
	s.awaitNoJobs()
	anna := gaps.ReplaceAllString(letterTo(t, p, "anna@lotos.example"), " ")
	for _, want := range []string{"9:00–10:00 Стрижка Ранняя", "10:00–15:00 свободно 15:00–16:30 Стрижка · ждёт ответа Поздняя", "/own?date=" + today.AddDays(1).String(), "попросили присылать своё расписание"} {
		if !strings.Contains(anna, want) {
			t.Errorf("no %q in\n%s", want, anna)
		}
	}
	for _, not := range []string{"Борис", "Вера", "123-45-67", "Вчера", "₽", "/bookings"} {
		if strings.Contains(anna, not) {
			t.Errorf("%q in Anna's\n%s", not, anna)
		}
	}
	if boris := letterTo(t, p, "boris@lotos.example"); !strings.Contains(boris, "Борисова") || !strings.Contains(boris, "you asked for your own schedule") || strings.Contains(boris, "Ранняя") {
		t.Errorf("Boris reads\n%s", boris)
	}
	if idle := letterTo(t, p, "idle@lotos.example"); !strings.Contains(idle, "Записей нет") {
		t.Errorf("who wants days without bookings too reads\n%s", idle)
	}
	if n := len(p.received()); n != 3 {
		t.Errorf("%d letters", n)
	}
	if n := s.count(`select count(*) from deliveries where recipient = 'vera@lotos.example' and state = 'dropped' and error = $1`, telling.DropEmpty); n != 1 {
		t.Errorf("%d sheets of a day without bookings are dropped", n)
	}
	if n := s.count(`select count(*) from deliveries where recipient in ('77', 'nobody@lotos.example')`); n != 0 {
		t.Errorf("%d messages to who is nobody, and to a chat", n)
	}
}

// What waits to be sent is judged by what its reader is by then.
func TestSpecialistsSheetIsOfWhoHeIsThen(t *testing.T) {
	t.Parallel()
	s, boris, _ := scheduled(t)
	p := newPost(t)
	for _, name := range []string{"stays", "other", "out", "kept"} {
		s.specialist(name+"@lotos.example", "ru", s.anna)
	}
	s.wants("demoted@lotos.example", booking.Desk, true, "")
	s.tick(s.workBy(s.DB, nil).worker, inMoscow(t)) // it has no mail: what it tells waits
	of := ` where user_id = (select id from users where email = $1)`
	s.do(`update members set resource_id = $2`+of, "other@lotos.example", boris)
	s.do(`delete from notification_recipients`+of, "out@lotos.example")
	s.do(`delete from members`+of, "out@lotos.example")
	s.do(`update members set disabled_at = now()`+of, "kept@lotos.example")
	s.do(`update members set role = 'specialist', resource_id = $2`+of, "demoted@lotos.example", s.anna)
	s.do(`update companies set specialist_contacts = true`)
	s.work(p.channel())
	s.await("the letter", func() bool { return len(p.received()) == 1 })
	s.awaitNoJobs()
	if got := letterTo(t, p, "stays@lotos.example"); !strings.Contains(got, "Ранняя, +7 916 123-45-67") || len(p.received()) != 1 {
		t.Errorf("%d letters, and\n%s", len(p.received()), got)
	}
	if n := s.count(`select count(*) from deliveries where state = 'dropped' and error = $1`, telling.DropRole); n != 4 {
		t.Errorf("%d sheets are dropped", n)
	}
}
