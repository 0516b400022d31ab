package notify_test

import (
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
)

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
