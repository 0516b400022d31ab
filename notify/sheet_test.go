package notify_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/telling"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/notifytest"
	"okno/notify/telegram"
)

// seat is a booking of the salon on a date, by its clock.
func (s *salon) seat(date booking.Date, clock booking.Clock, minutes int, resource booking.ID, status, name string) {
	s.t.Helper()
	s.bookings++
	id, client := newID(s.t), newID(s.t)
	start := engine.Instant(date, clock, inMoscow(s.t).Location())
	end := start.Add(time.Duration(minutes) * time.Minute)
	s.do(`insert into clients (company_id, id, name, created_at) values ($1, $2, $3, now())`, s.company, client, name)
	s.do(`insert into bookings (company_id, id, number, service_id, client_id, status, source, starts_at, ends_at, occupied, starts_local, price,
			contact_name, contact_phone, contact_email, created_at, updated_at)
		values ($1, $2, $3, $4, $5, $6, 'phone', $7, $8, tstzrange($7, $8), $9, 1500, $10, '+79161234567', '', now(), now())`,
		s.company, id, s.bookings, s.service, client, status, start, end, date.String()+" "+clock.String(), name)
	s.do(`insert into booking_resources (company_id, booking_id, resource_id, status, occupied) values ($1, $2, $3, $4, tstzrange($5, $6))`,
		s.company, id, resource, status, start, end)
}

// scheduled is a salon in which Anna and Boris work from 9 to 18 every day, with bookings of yesterday, today and tomorrow.
func scheduled(t *testing.T) (s *salon, boris booking.ID, today booking.Date) {
	t.Helper()
	s, boris = newSalon(t), newID(t)
	s.do(`insert into resources (company_id, id, ref, name, kind, active, position) values ($1, $2, 'boris', 'Борис', 'staff', true, 2), ($1, $3, 'vera', 'Вера', 'staff', true, 3)`,
		s.company, boris, newID(t))
	s.do(`insert into weekly_intervals (company_id, resource_id, weekday, from_min, to_min) select $1, r, d, 540, 1080 from unnest($2::uuid[]) r, generate_series(1, 7) d`,
		s.company, []string{string(s.anna), string(boris)})
	today = booking.DateOf(inMoscow(t), inMoscow(t).Location())
	yesterday, tomorrow := today.AddDays(-1), today.AddDays(1)
	s.seat(yesterday, 10*60, 60, s.anna, "completed", "Бывшая")
	s.seat(yesterday, 12*60, 60, boris, "completed", "Бывший")
	s.seat(yesterday, 14*60, 60, boris, "no_show", "Пропавший")
	s.seat(yesterday, 16*60, 60, s.anna, "cancelled", "Отменивший")
	s.seat(today, 10*60, 60, s.anna, "confirmed", "Сегодняшняя")
	s.seat(tomorrow, 15*60, 90, s.anna, "pending", "Поздняя")
	s.seat(tomorrow, 9*60, 60, s.anna, "confirmed", "Ранняя")
	s.seat(tomorrow, 11*60, 60, boris, "confirmed", "Борисова")
	return s, boris, today
}

// wants has a member, by mail, get the sheet now.
func (s *salon) wants(email string, role booking.Role, tomorrow bool, resource booking.ID) {
	s.t.Helper()
	s.addMember(s.company, email, "ru", role)
	now := inMoscow(s.t)
	s.do(`insert into notification_recipients (company_id, id, kind, user_id, locale, events, sheet_at, sheet_tomorrow, sheet_resource)
		select $1, gen_random_uuid(), 'member', id, 'ru', '{daily_sheet}', $3, $4, nullif($5, '')::uuid from users where email = $2`,
		s.company, email, now.Hour()*60+now.Minute(), tomorrow, string(resource))
}

// letterTo is the only letter to an address, as its text and its HTML read.
func letterTo(t *testing.T, p *post, to string) string {
	t.Helper()
	var all []string
	for _, l := range p.received() {
		if l.To == to {
			all = append(all, whole(t, l))
		}
	}
	if len(all) != 1 {
		t.Fatalf("%d letters to %s", len(all), to)
	}
	return strings.ReplaceAll(all[0], "\u00a0", " ")
}

var gaps = regexp.MustCompile(`\s+`)

func (s *salon) tick(w *notify.Worker, now time.Time) {
	s.t.Helper()
	if err := w.Tick(s.t.Context(), now); err != nil {
		s.t.Error(err)
	}
}

func TestEachGetsTheSheetOfHisChoiceOnceADate(t *testing.T) {
	t.Parallel()
	s, _, today := scheduled(t)
	p := newPost(t)
	s.wants("owner@lotos.example", booking.Owner, true, "")
	s.wants("anna@lotos.example", booking.Desk, true, s.anna)
	s.wants("morning@lotos.example", booking.Manager, false, "")
	now := inMoscow(t)
	first, second := s.work(p.channel()).worker, s.work(p.channel()).worker
	var all sync.WaitGroup
	begin := make(chan bool)
	for range 6 {
		all.Go(func() { <-begin; s.tick(first, now) })
		all.Go(func() { <-begin; s.tick(second, now) })
	}
	close(begin)
	all.Wait()
	s.awaitNoJobs()
	s.tick(first, now.Add(time.Hour))
	s.awaitNoJobs()
	if n := s.count(`select count(*) from deliveries where event = 'daily_sheet' and state = 'sent'`); n != 3 {
		t.Errorf("%d sheets to three recipients", n)
	}
	owner := gaps.ReplaceAllString(letterTo(t, p, "owner@lotos.example"), " ")
	for _, want := range []string{
		"Записи: 3 Визиты: 2 Неявки: 1 Отмены: 1 Выручка: 3 000 ₽",
		"Анна 9:00–10:00 Стрижка Ранняя, +7 916 123-45-67 10:00–15:00 свободно 15:00–16:30 Стрижка · ждёт ответа Поздняя, +7 916 123-45-67 16:30–18:00 свободно",
		"Борис 9:00–11:00 свободно 11:00–12:00 Стрижка Борисова, +7 916 123-45-67 12:00–18:00 свободно",
		"Не работают Вера", "/bookings?date=" + today.AddDays(1).String(),
	} {
		if !strings.Contains(owner, want) {
			t.Errorf("no %q in\n%s", want, owner)
		}
	}
	anna := gaps.ReplaceAllString(letterTo(t, p, "anna@lotos.example"), " ")
	for _, want := range []string{"Записи: 1 Визиты: 1 Неявки: 0 Отмены: 1 Занято: 1 ч", "Ранняя", "resource=" + string(s.anna)} {
		if !strings.Contains(anna, want) {
			t.Errorf("no %q in\n%s", want, anna)
		}
	}
	for _, not := range []string{"Борис", "Вера", "Выручка", "₽"} {
		if strings.Contains(anna, not) {
			t.Errorf("%q in Anna's own\n%s", not, anna)
		}
	}
	if morning := letterTo(t, p, "morning@lotos.example"); !strings.Contains(morning, "Сегодняшняя") || strings.Contains(morning, "Ранняя") || !strings.Contains(morning, "Выручка") {
		t.Errorf("the sheet of today:\n%s", morning)
	}
	subjects := map[string]string{"owner@lotos.example": ": 3 записи", "anna@lotos.example": ": 2 записи", "morning@lotos.example": ": 1 запись"}
	for to, want := range subjects {
		if got := inbox(t, p, to); len(got) != 1 || !strings.HasSuffix(got[0], want) {
			t.Errorf("%s got %q", to, got)
		}
	}
}

// The member's role, and what the company hides from it, are those of the moment in which the sheet is sent.
func TestTheSheetTellsTheRevenueToWhoMayKnowItThen(t *testing.T) {
	t.Parallel()
	s, _, today := scheduled(t)
	p := newPost(t)
	s.do(`update companies set hide_revenue_from = '{manager}' where id = $1`, s.company)
	s.do(`insert into payments (company_id, id, booking_id, way, amount, at, day) select company_id, gen_random_uuid(), id, 'cash', 1234.5, now(), $1::text::date from bookings limit 1`,
		today.AddDays(-1).String())
	s.wants("owner@lotos.example", booking.Owner, false, "")
	s.wants("hidden@lotos.example", booking.Manager, false, "")
	s.wants("demoted@lotos.example", booking.Admin, false, "")
	s.do(`insert into notification_recipients (company_id, id, kind, address, name, locale, events, seen_as, sheet_at)
		select company_id, gen_random_uuid(), 'address', 'box@lotos.example', 'box', 'ru', '{daily_sheet}', 'manager', sheet_at from notification_recipients limit 1`)
	s.tick(s.workBy(s.DB, nil).worker, inMoscow(t)) // it has no mail: what it tells waits
	s.do(`update members set role = 'desk' where user_id = (select id from users where email = 'demoted@lotos.example')`)
	s.work(p.channel())
	s.await("all letters", func() bool { return len(p.received()) == 4 })
	for to, sees := range map[string]bool{"owner@lotos.example": true, "hidden@lotos.example": false, "demoted@lotos.example": false, "box@lotos.example": false} {
		if text := letterTo(t, p, to); strings.Contains(text, "Выручка") != sees || strings.Contains(text, "₽") != sees || strings.Contains(text, "234,50") != sees || strings.Contains(text, "Занято") == sees {
			t.Errorf("%s, who sees the revenue: %v, reads\n%s", to, sees, text)
		}
	}
}

// Whoever has left, has been locked out or has changed his mind gets none, and another company's neither.
func TestTheSheetGoesToNobodyWhoDoesNotWantIt(t *testing.T) {
	t.Parallel()
	s, _, _ := scheduled(t)
	p := newPost(t)
	s.wants("locked@lotos.example", booking.Owner, false, "")
	s.wants("late@lotos.example", booking.Owner, false, "")
	s.do(`update members set disabled_at = now() where user_id = (select id from users where email = 'locked@lotos.example')`)
	s.do(`update notification_recipients set sheet_at = (sheet_at + 600) % 1440 where user_id = (select id from users where email = 'late@lotos.example')`)
	s.tick(s.work(p.channel()).worker, inMoscow(t))
	if n := s.count(`select count(*) from deliveries where event = 'daily_sheet'`); n != 0 {
		t.Errorf("%d sheets", n)
	}
}

func TestALongSheetIsCutInAChatAndSaysHowMuchIsMissing(t *testing.T) {
	t.Parallel()
	s, boris, today := scheduled(t)
	g := notifytest.NewTelegram(t)
	g.AnswerBy(func(http.ResponseWriter, string, map[string]string) bool { return false })
	for i := range 100 {
		s.seat(today, booking.Clock(11*60+i*3), 3, []booking.ID{s.anna, boris}[i%2], "confirmed", fmt.Sprintf("Клиентка с именем №%03d&", i))
	}
	s.addChat("-1001")
	now := inMoscow(t)
	s.do(`update notification_recipients set events = '{daily_sheet}', sheet_at = $1, sheet_tomorrow = false`, now.Hour()*60+now.Minute())
	s.tick(s.workBy(s.DB, map[telling.Channel]channel.Channel{telling.Telegram: telegram.New(s.bots(g))}).worker, now)
	s.awaitNoJobs()
	m := g.Messages(chat)
	if len(m) != 1 || len(utf16.Encode([]rune(m[0].Text))) > 4096 {
		t.Fatalf("%d messages, %+v", len(m), m)
	}
	shown := strings.Count(m[0].Text, "Клиентка с именем №") + strings.Count(m[0].Text, "Сегодняшняя")
	if want := fmt.Sprintf("И ещё %d запис", 101-shown); shown < 10 || !strings.Contains(m[0].Text, want) {
		t.Errorf("%d are shown, and no %q in\n%s", shown, want, m[0].Text)
	}
	if !strings.Contains(m[0].Text, "Визиты: 2\n") || len(m[0].Buttons) != 1 {
		t.Errorf("yesterday, and the way to the day:\n%s", m[0].Text)
	}
}
