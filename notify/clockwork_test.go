package notify_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"okno/booking"
	"okno/db"
)

// lead brings a request without a booking, some time ago.
func (s *salon) lead(ago time.Duration) booking.ID {
	s.t.Helper()
	id := newID(s.t)
	s.do(`insert into public_keys (key, owner) values ('site', $1) on conflict do nothing`, s.company)
	_, err := s.InAct(s.t.Context(), s.company, func(a *db.Act) error {
		for _, sql := range []string{
			`insert into forms (company_id, id, ref, name, key, active, position) values ($1, '01a202d6-e05c-7d2b-8d24-b7bf76bb7200', 'site', 'Сайт', 'site', true, 1) on conflict do nothing`,
			`insert into clients (company_id, id, name, phone, created_at) values ($1, '01a202d6-e05c-7d2b-8d24-b7bf76bb7201', 'Ева <b>', '+79161234568', now()) on conflict do nothing`,
		} {
			if _, err := a.Tx().ExecContext(s.t.Context(), sql, s.company); err != nil {
				return err
			}
		}
		if _, err := a.Tx().ExecContext(s.t.Context(), `
			insert into leads (company_id, id, form_id, client_id, status, payload, created_at)
			values ($1, $2, '01a202d6-e05c-7d2b-8d24-b7bf76bb7200', '01a202d6-e05c-7d2b-8d24-b7bf76bb7201', 'new',
				'[{"name": "comment", "label": "Пожелания", "value": "к окну"}]', now() - make_interval(secs => $3))`,
			s.company, id, ago.Seconds()); err != nil {
			return err
		}
		return s.outbox.LeadCreated(s.t.Context(), a, id)
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

func TestLeadsThatWaitTooLongAreToldOnce(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	s.lead(time.Minute)
	late, answered := s.lead(31*time.Minute), s.lead(40*time.Minute)
	s.do(`update leads set status = 'in_progress' where id = $1`, answered)
	first, second := s.work(p.channel()).worker, s.work(p.channel()).worker
	var all sync.WaitGroup
	for range 3 {
		for _, w := range []interface {
			Tick(ctx context.Context, now time.Time) error
		}{first, second} {
			all.Go(func() {
				if err := w.Tick(t.Context(), time.Now()); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	s.awaitNoJobs()
	if n := s.count(`select count(*) from deliveries where event = 'lead_waits' and state = 'sent' and lead_id = $1`, late); n != 1 {
		t.Errorf("told %d times", n)
	}
	got := inbox(t, p, "desk@lotos.example")
	if len(got) != 4 || strings.Count(strings.Join(got, "; "), "Новая заявка: Ева <b>") != 3 { // in any order
		t.Errorf("the desk got %q", got)
	}
	if raw := string(p.received()[0].Raw); !strings.Contains(raw, "Ева &lt;b&gt;") && !strings.Contains(raw, "&lt;b&gt;") {
		t.Errorf("the letter:\n%s", raw)
	}
}

func inMoscow(t testing.TB) time.Time {
	t.Helper()
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	return time.Now().In(moscow)
}

func TestTheSheetOfTheDayIsSentOnceToWhoWantsIt(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	now := inMoscow(t)
	s.do(`insert into notification_settings (company_id, sheet_at) values ($1, $2)`, s.company, now.Hour()*60+now.Minute())
	w := s.work(p.channel()).worker
	for range 2 {
		if err := w.Tick(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	if n := s.count(`select count(*) from deliveries`); n != 0 {
		t.Errorf("%d sheets for nobody", n)
	}
	s.do(`insert into notification_recipients (company_id, id, kind, address, name, locale, events)
		values ($1, gen_random_uuid(), 'address', 'owner@lotos.example', 'owner', 'ru', '{daily_sheet}')`, s.company)
	for range 2 {
		if err := w.Tick(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	s.awaitNoJobs()
	if got := inbox(t, p, "owner@lotos.example"); len(got) != 1 || !strings.HasSuffix(got[0], ": 0 записей") {
		t.Errorf("got %q", got)
	}
}

func TestInQuietHoursTheTeamWaitsAndTheClientDoesNot(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	now := inMoscow(t)
	clock := now.Hour()*60 + now.Minute()
	s.do(`insert into notification_settings (company_id, quiet_from, quiet_to) values ($1, $2, $3)`,
		s.company, (clock+1439)%1440, (clock+120)%1440)
	id := s.book(ivan)
	s.move(id, later)
	// The minute passes in which the move could be undone; the quiet hours go on.
	s.do(`update deliveries set due_at = now() where audience = 'client' and state = 'waiting'`)
	s.do(`update gue_jobs set run_at = now() where convert_from(args, 'UTF8') like '%' || (select id from deliveries where audience = 'client' and state = 'waiting') || '%'`)
	s.work(p.channel())
	s.await("the client to be told", func() bool { return len(inbox(t, p, "ivan@example.com")) == 1 })
	var due time.Time
	if err := s.GetContext(t.Context(), &due, `select due_at from deliveries where audience = 'team' and state = 'waiting'`); err != nil {
		t.Fatal(err) // none, or two that were not merged
	}
	if wait := due.Sub(now); wait < 118*time.Minute || wait > 121*time.Minute || due.In(now.Location()).Second() != 0 {
		t.Errorf("the team waits for %v", wait)
	}
	if got := inbox(t, p, "desk@lotos.example"); len(got) != 0 {
		t.Errorf("the team got %q", got)
	}
}
