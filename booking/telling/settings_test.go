package telling_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/telling"
)

// Whatever the zone and the night, the quiet ends at the first minute whose
// reading lies outside it, and does not begin before it should.
func TestQuietHoursEndWhenTheClockSaysSo(t *testing.T) {
	zones := []string{"Europe/Moscow", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu"}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		q := telling.Quiet{From: booking.Clock(rapid.IntRange(0, 1439).Draw(t, "from")), To: booking.Clock(rapid.IntRange(0, 1439).Draw(t, "to"))}
		at := time.Unix(rapid.Int64Range(1_500_000_000, 1_900_000_000).Draw(t, "at"), 0)
		quiet := func(t time.Time) bool {
			c := t.In(zone).Format("15:04")
			if from, to := q.From.String(), q.To.String(); from <= to {
				return from <= c && c < to
			} else {
				return c >= from || c < to
			}
		}
		until := q.Until(at, zone)
		switch {
		case until.Before(at), quiet(until), until.Sub(at) > 27*time.Hour:
			t.Fatalf("%v until %v: %+v", at.In(zone), until, q)
		case until.Equal(at):
			return
		case until.Second() != 0:
			t.Fatalf("it ends at %v", until)
		}
		for m := at; m.Before(until); m = m.Add(time.Minute) {
			if !quiet(m) {
				t.Fatalf("%v is not quiet, but it waits until %v: %+v", m.In(zone), until, q)
			}
		}
	})
}

func TestQuietHoursOverMidnight(t *testing.T) {
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	q := telling.Quiet{From: 21 * 60, To: 9 * 60}
	for at, want := range map[string]string{
		"2026-12-02 20:59": "2026-12-02 20:59", "2026-12-02 21:00": "2026-12-03 09:00",
		"2026-12-02 23:30": "2026-12-03 09:00", "2026-12-03 08:59": "2026-12-03 09:00", "2026-12-03 09:00": "2026-12-03 09:00",
	} {
		from, err := time.ParseInLocation("2006-01-02 15:04", at, moscow)
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Until(from, moscow).Format("2006-01-02 15:04"); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}

func TestEveryEventHasARule(t *testing.T) {
	rules := map[booking.Event]bool{}
	for _, r := range telling.Rules {
		rules[r] = true
	}
	for _, e := range booking.Events {
		if !rules[telling.Rule(e)] {
			t.Errorf("nobody can ask for %s", e)
		}
	}
}

func TestRemindersComeBeforeQuietHours(t *testing.T) {
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		q        telling.Quiet
		at, want string
	}{
		{telling.Quiet{From: 21 * 60, To: 9 * 60}, "2026-12-02 20:59", "2026-12-02 20:59"},
		{telling.Quiet{From: 21 * 60, To: 9 * 60}, "2026-12-02 21:00", "2026-12-02 20:59"},
		{telling.Quiet{From: 21 * 60, To: 9 * 60}, "2026-12-03 08:59", "2026-12-02 20:59"},
		{telling.Quiet{From: 21 * 60, To: 9 * 60}, "2026-12-03 09:00", "2026-12-03 09:00"},
		{telling.Quiet{From: 13 * 60, To: 14 * 60}, "2026-12-03 13:30", "2026-12-03 12:59"},
		{telling.Quiet{From: 0, To: 8 * 60}, "2026-12-03 03:00", "2026-12-02 23:59"},
		{telling.Quiet{From: 9 * 60, To: 9 * 60}, "2026-12-03 09:00", "2026-12-03 09:00"},
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", c.at, moscow)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.q.Before(at, moscow).In(moscow).Format("2006-01-02 15:04"); got != c.want {
			t.Errorf("%+v at %s: %s, want %s", c.q, c.at, got, c.want)
		}
	}
}
