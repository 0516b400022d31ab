package db_test

import (
	"testing"
	"time"

	"okno/booking/abuse"
	"okno/db/dbtest"
)

// The clock was a day ahead and has been set back: whoever used up a limit meanwhile has room again when the rule says so,
// and not a day later. A clock that is a little behind another process's gives nothing away.
func TestALimitOutlivesAClockThatIsSetBack(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	now := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	rule := abuse.MailTo
	allowed := func(at time.Time) bool {
		t.Helper()
		beyond, err := d.Count(t.Context(), at, rule.By("a@example.com"))
		if err != nil {
			t.Fatal(err)
		}
		return len(beyond) == 0
	}
	for range rule.Most {
		if !allowed(now.AddDate(0, 0, 1)) {
			t.Fatal("refused too early")
		}
	}
	if allowed(now.AddDate(0, 0, 1).Add(-time.Minute)) {
		t.Error("a process whose clock is a minute behind has room")
	}
	if allowed(now) {
		t.Error("a clock that is set back gives room by itself")
	}
	if !allowed(now.Add(rule.Every() + time.Second)) {
		t.Error("there is no room when there should be")
	}
}

// What was to be done in a while is not done a day later because the clock was a day ahead when that was said; a reminder keeps its time.
func TestWhatWasTimedByAClockThatWasAheadIsPutRight(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	d.MustExec(`
		with c as (insert into companies (slug, name, timezone, locale, currency, step_min, min_notice_min, horizon_days, confirmation, created_at)
			values ('a', 'A', 'UTC', 'en', 'USD', 15, 60, 60, 'auto', now()) returning id),
		written as (select * from (values ('ahead', interval '1 day'), ('right', interval '0')) w (name, ahead)),
		tells as (insert into deliveries (company_id, id, event, topic, audience, channel, recipient, locale, state, due_at, created_at, updated_at)
			select c.id, gen_random_uuid(), e, e || ' ' || name, 'client', 'email', 'a@example.com', 'en', s, now() + ahead + interval '1 minute', now() + ahead, now() + ahead
			from c, written, (values ('booking_created', 'waiting'), ('booking_cancelled', 'retrying'), ('booking_reminder', 'waiting')) k (e, s)),
		mails as (insert into account_mails (id, kind, recipient, locale, due_at, created_at, updated_at)
			select gen_random_uuid(), name, 'a@example.com', 'en', now() + ahead + interval '1 minute', now() + ahead, now() + ahead from written)
		insert into gue_jobs (job_id, priority, run_at, job_type, args, queue, created_at, updated_at)
		select name, 0, now() + ahead + interval '1 minute', 'x', '', 'x', now() + ahead, now() + ahead from written`)
	late := func() (names []string) {
		t.Helper()
		if err := d.Select(&names, `
			select topic from deliveries where due_at > now() + interval '1 hour' union all select kind from account_mails where due_at > now() + interval '1 hour'
			union all select job_id from gue_jobs where run_at > now() + interval '1 hour' order by 1`); err != nil {
			t.Fatal(err)
		}
		return names
	}
	if got := late(); len(got) != 5 {
		t.Fatalf("late are %v", got)
	}
	for _, want := range []int64{4, 0} {
		if n, err := d.ClockBack(t.Context()); err != nil || n != want {
			t.Errorf("%d were put right, %v; want %d", n, err, want)
		}
	}
	if got := late(); len(got) != 1 || got[0] != "booking_reminder ahead" {
		t.Errorf("late are %v", got)
	}
}
