package telling

import (
	"testing"
	"time"
)

func TestABookingThatWaitsIsRemindedOfInWakingHours(t *testing.T) {
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", text, moscow)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, c := range []struct {
		since, start, remind, letGo string
		quiet                       Quiet
	}{
		{"2026-12-01 12:00", "2026-12-03 12:00", "2026-12-01 14:00", "2026-12-02 08:00", Quiet{}}, // ten hours are over with the night's begin
		{"2026-12-01 21:00", "2026-12-03 12:00", "2026-12-02 09:00", "2026-12-02 17:00", Quiet{}},
		{"2026-12-01 23:30", "2026-12-03 12:00", "2026-12-02 10:00", "2026-12-02 18:00", Quiet{}},
		{"2026-12-01 23:30", "2026-12-02 09:00", "2026-12-02 08:00", "2026-12-02 09:00", Quiet{}}, // before it begins
		{"2026-12-01 12:00", "2026-12-01 12:30", "2026-12-01 12:00", "2026-12-01 12:30", Quiet{}},
		{"2026-12-01 12:00", "2026-12-03 12:00", "2026-12-02 00:59", "2026-12-02 08:59", Quiet{13 * 60, 24*60 - 1}},
	} {
		s := TellingSettings{Quiet: c.quiet, PendingRemindMin: 120, PendingReleaseMin: 600}
		remind, letGo := s.RemindAt(at(c.since), at(c.start), moscow), s.LetGoAt(at(c.since), at(c.start), moscow)
		if !remind.Equal(at(c.remind)) || !letGo.Equal(at(c.letGo)) {
			t.Errorf("since %s: reminded at %v, let go at %v, want %s and %s", c.since, remind, letGo, c.remind, c.letGo)
		}
	}
	off := TellingSettings{}
	if !off.RemindAt(at("2026-12-01 12:00"), at("2026-12-03 12:00"), moscow).IsZero() || !off.LetGoAt(at("2026-12-01 12:00"), at("2026-12-03 12:00"), moscow).IsZero() {
		t.Error("what is switched off comes all the same")
	}
}
