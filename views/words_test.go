package views_test

import (
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/views"
	_ "okno/views/all"
)

func TestWords(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	ru, en := views.In("ru").At(time.UTC, now), views.In("en").At(time.UTC, now)
	date := booking.Date{Year: 2026, Month: time.November, Day: 24}
	at := time.Date(2026, 11, 24, 9, 5, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{ru.T("board.count", "count", 1), "1 запись"},
		{ru.T("board.count", "count", 2), "2 записи"},
		{ru.T("board.count", "count", 5), "5 записей"},
		{ru.T("board.count", "count", 21), "21 запись"},
		{ru.T("board.count", "count", 12), "12 записей"},
		{en.T("board.count", "count", 1), "1 booking"},
		{en.T("board.count", "count", 0), "0 bookings"},
		{ru.Say(booking.Sentence{}), ""},
		{ru.Say(booking.Say("live.created", "name", "Иван", "time", at)), "Новая запись: Иван, 9:05"},
		{ru.Say(booking.Say("board.title", "date", date)), "Записи, вторник, 24 ноября"},
		{views.In("de").Locale(), "en"},
	} {
		if got := strings.ReplaceAll(c.got, views.NBSP, " "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Анна Иванова": "АИ", "Кабинет 1": "К1", "лазер": "Л", "  ": "·", "🙂 Ёлка": "Ё", "(ё) Ж": "ЁЖ",
	} {
		if got := views.Initials(name); got != want {
			t.Errorf("initials of %q are %q, want %q", name, got, want)
		}
	}
}
